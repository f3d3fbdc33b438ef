import type { Case } from '@/lib/grammar/cases'

export type Gender = 'masculine' | 'feminine' | 'neuter'

const HUSHING = /[жшщч]$/
const VELAR = /[гкх]$/

/** Endings of a full adjective or participle in the nominative singular, with what its stem must end in. */
const ENDINGS: readonly [ending: string, gender: Gender][] = [
  ['ый', 'masculine'],
  ['ий', 'masculine'],
  ['ой', 'masculine'],
  ['ая', 'feminine'],
  ['яя', 'feminine'],
  ['ое', 'neuter'],
  ['ее', 'neuter'],
]

/** The gender of a full adjective in the nominative singular; null for any other word. */
export function adjectiveGender(word: string): Gender | null {
  const found = ENDINGS.find(([ending]) => word.length > ending.length + 1 && word.toLowerCase().endsWith(ending))
  return found?.[1] ?? null
}

/** `animate` tells the masculine accusative: «главного специалиста», but «общий отдел». */
export function inflectAdjective(word: string, form: Case, animate: boolean): string | null {
  const gender = adjectiveGender(word)
  if (!gender) return null
  if (form === 'accusative' && (gender === 'neuter' || (gender === 'masculine' && !animate))) return word
  const stem = word.slice(0, -2)
  const ending = word.slice(-2).toLowerCase()
  const isHushing = HUSHING.test(stem) && ending !== 'ой'
  const isSoft = ending === 'яя' || ending === 'ее' || (ending === 'ий' && !VELAR.test(stem)) || isHushing
  if (gender === 'feminine') {
    if (form === 'accusative') return stem + (ending === 'яя' ? 'юю' : 'ую')
    return stem + (isSoft ? 'ей' : 'ой')
  }
  switch (form) {
    case 'genitive':
    case 'accusative':
      return stem + (isSoft ? 'его' : 'ого')
    case 'dative':
      return stem + (isSoft ? 'ему' : 'ому')
    case 'instrumental':
      return stem + (isSoft || VELAR.test(stem) || HUSHING.test(stem) ? 'им' : 'ым')
    case 'prepositional':
      return stem + (isSoft ? 'ем' : 'ом')
  }
}
