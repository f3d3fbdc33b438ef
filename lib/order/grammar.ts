import type { Gender } from '@/lib/grammar/adjective'
import { inflectHead, phraseGender } from '@/lib/grammar/phrase'
import { capitalised, comparable } from '@/lib/shared/text'

type Cases = {
  nominative: string
  genitive: string
  accusative: string
  ending: 'УТВЕРЖДЁН' | 'УТВЕРЖДЕНА' | 'УТВЕРЖДЕНО' | 'УТВЕРЖДЕНЫ'
}

/**
 * Names of documents that an order approves, in the three cases an order needs. The rest of a title («по реализации …») does not change.
 * Longer names stand first. Later words: one more line.
 */
const NAMES: readonly Cases[] = [
  {
    nominative: 'дорожная карта (план мероприятий)',
    genitive: 'дорожной карты (плана мероприятий)',
    accusative: 'дорожную карту (план мероприятий)',
    ending: 'УТВЕРЖДЕНА',
  },
  {
    nominative: 'муниципальная дорожная карта',
    genitive: 'муниципальной дорожной карты',
    accusative: 'муниципальную дорожную карту',
    ending: 'УТВЕРЖДЕНА',
  },
  {
    nominative: 'план мероприятий («дорожная карта»)',
    genitive: 'плана мероприятий («дорожной карты»)',
    accusative: 'план мероприятий («дорожную карту»)',
    ending: 'УТВЕРЖДЁН',
  },
  {
    nominative: 'план мероприятий (дорожная карта)',
    genitive: 'плана мероприятий (дорожной карты)',
    accusative: 'план мероприятий (дорожную карту)',
    ending: 'УТВЕРЖДЁН',
  },
  { nominative: 'дорожная карта', genitive: 'дорожной карты', accusative: 'дорожную карту', ending: 'УТВЕРЖДЕНА' },
  {
    nominative: 'план мероприятий',
    genitive: 'плана мероприятий',
    accusative: 'план мероприятий',
    ending: 'УТВЕРЖДЁН',
  },
  { nominative: 'план-график', genitive: 'плана-графика', accusative: 'план-график', ending: 'УТВЕРЖДЁН' },
  { nominative: 'комплекс мер', genitive: 'комплекса мер', accusative: 'комплекс мер', ending: 'УТВЕРЖДЁН' },
  { nominative: 'программа', genitive: 'программы', accusative: 'программу', ending: 'УТВЕРЖДЕНА' },
  { nominative: 'перечень', genitive: 'перечня', accusative: 'перечень', ending: 'УТВЕРЖДЁН' },
  { nominative: 'план', genitive: 'плана', accusative: 'план', ending: 'УТВЕРЖДЁН' },
  { nominative: 'мероприятия', genitive: 'мероприятий', accusative: 'мероприятия', ending: 'УТВЕРЖДЕНЫ' },
  { nominative: 'изменения', genitive: 'изменений', accusative: 'изменения', ending: 'УТВЕРЖДЕНЫ' },
  { nominative: 'правила', genitive: 'правил', accusative: 'правила', ending: 'УТВЕРЖДЕНЫ' },
  { nominative: 'меры', genitive: 'мер', accusative: 'меры', ending: 'УТВЕРЖДЕНЫ' },
]

function find(title: string, form: 'nominative' | 'genitive' | 'accusative'): { name: Cases; rest: string } | null {
  const lower = title.toLowerCase()
  for (const name of NAMES) {
    const after = lower.charAt(name[form].length)
    if (lower.startsWith(name[form]) && (after === '' || /[\s,.(]/.test(after))) {
      return { name, rest: title.slice(name[form].length) }
    }
  }
  return null
}

/** As the original's first letter: capital stays capital. */
const cased = (form: string, like: string): string =>
  like.charAt(0) === like.charAt(0).toUpperCase() ? capitalised(form) : form

/** What follows the name directly in brackets or quotation marks would have to change with it. */
const APPENDED = /^\S+(?:\s+\S+)?\s*[(«]/

/** The annex's title in another case: null where the document's name is not known, and the words must be typed. */
export function titleIn(form: 'genitive' | 'accusative', title: string): string | null {
  const found = find(title, 'nominative')
  if (found) return cased(found.name[form], title) + found.rest
  return APPENDED.test(title) ? null : inflectHead(title, form)
}

/**
 * A title found in the genitive («Дорожной карты …») in the nominative, as an annex must bear it (order-standard C50).
 * Null when it is not recognisably in the genitive.
 */
export function nominativeFromGenitive(title: string): string | null {
  if (find(title, 'nominative')) return null
  const found = find(title, 'genitive')
  return found ? cased(found.name.nominative, title) + found.rest : null
}

const APPROVED: Record<Gender, Cases['ending']> = {
  masculine: 'УТВЕРЖДЁН',
  feminine: 'УТВЕРЖДЕНА',
  neuter: 'УТВЕРЖДЕНО',
}

/** «УТВЕРЖДЕНА», agreed with what is approved (C47); the карта's word where the document's name is not known. */
export function approvalWord(title: string): Cases['ending'] {
  const plain = comparable(title)
  const gender = phraseGender(plain)
  return find(plain, 'nominative')?.name.ending ?? (gender ? APPROVED[gender] : 'УТВЕРЖДЕНА')
}
