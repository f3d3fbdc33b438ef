import type { ExecutorRole, RecognisedExecutors } from '@/lib/executor/dictionary'
import { comparable } from '@/lib/shared/text'

/** Names are compared without case, quotes, dots, and the difference of «ё» and «е»; dashes as one. */
export const nameKey = (text: string): string =>
  comparable(text)
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[«»"“”„'.]/g, '')
    .replace(/\s*[-‐‑‒–—−]\s*/g, '-')
    .replace(/\s+/g, ' ')
    .trim()

/** A dictionary made ready for many texts. */
export type Recogniser = (text: string) => RecognisedExecutors

/**
 * Recognises the executors named in a text: the pieces between commas, semicolons, line breaks and «и». A piece that the
 * dictionary does not hold is given back in `unknown` as typed; an empty text gives two empty lists.
 */
export function recogniserOf(dictionary: readonly ExecutorRole[]): Recogniser {
  const byName = new Map<string, ExecutorRole>()
  for (const role of dictionary)
    for (const name of [role.name, ...role.synonyms]) if (!byName.has(nameKey(name))) byName.set(nameKey(name), role)
  return (text) => {
    const roles = new Set<ExecutorRole>()
    const unknown: string[] = []
    const take = (piece: string, ifNot: () => void) => {
      const role = byName.get(nameKey(piece))
      if (role) roles.add(role)
      else ifNot()
    }
    for (const piece of text.split(/[,;\n\r]+/)) {
      if (nameKey(piece) === '') continue
      take(piece, () => {
        const parts = piece.split(/\s+и\s+/)
        if (parts.length > 1 && parts.every((part) => byName.has(nameKey(part))))
          for (const part of parts) take(part, () => {})
        else unknown.push(comparable(piece))
      })
    }
    return { roles: [...roles], unknown }
  }
}
