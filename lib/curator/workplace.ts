import { plainName } from '@/lib/executor/name-key'

const words = (text: string): string[] => plainName(text).match(/[\p{L}\p{M}]+|\p{N}+/gu) ?? []

/** Where `part` stands in `whole` word by word, or -1: «школа 1» is not in «школа 10». */
function placeOf(part: readonly string[], whole: readonly string[]): number {
  if (part.length === 0) return -1
  for (let at = 0; at + part.length <= whole.length; at += 1)
    if (part.every((word, index) => whole[at + index] === word)) return at
  return -1
}

/**
 * Whether a place of work as typed names this school: it holds one of the school's names, or is the beginning of one, long enough to
 * mean a single school («МОУ СОШ № 1» of «МОУ СОШ № 1 пгт Забайкальск»). Case, quotes, dots and Latin look-alikes do not matter.
 */
export function namesSchool(workplace: string, school: { name: string; shortName: string }): boolean {
  const said = words(workplace)
  const isLongEnough = said.length > 2 || (said.length > 1 && said.some((word) => /\p{N}/u.test(word)))
  return [school.name, school.shortName].some((name) => {
    const own = words(name)
    return placeOf(own, said) >= 0 || (isLongEnough && placeOf(said, own) === 0)
  })
}
