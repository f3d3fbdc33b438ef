import type { LocalDate } from '@/lib/shared/dates'
import { invalid } from '@/lib/shared/refusal'
import { comparable } from '@/lib/shared/text'
import { findNames } from '@/lib/visit/names'
import type { ProfileMatch, RecommendationDecision, VisitForm } from '@/lib/visit/rules'

/**
 * What was seen at one lesson: class and subject, never a teacher's name (domain §4). Texts as typed. `notNames` are words that look
 * like a name and are none («А.С. Пушкина»), on the curator's word.
 */
export type Observation = { schoolClass: string; subject: string; text: string; notNames?: string[] }

/** A recommendation in the sheet; `id` is null for a new one, and an emptied text takes one back. */
export type SheetRecommendation = { id: string | null; text: string; due: LocalDate | null; person: string }

export type SheetDecision = { id: string; decision: RecommendationDecision; note: string }

/** The sheet of one visit as its form sends it; days are local, texts as typed. */
export type SheetInput = {
  id: string
  revision: number
  heldOn: LocalDate
  /** «10:30», or '' where not said. */
  startsAt: string
  endsAt: string
  form: VisitForm
  aim: string
  participants: string
  agenda: string
  observations: Observation[]
  /** Words ticked as «Это не имя педагога». */
  notNames: string[]
  documentsSeen: string
  found: string
  profileMatch: ProfileMatch | null
  nextOn: LocalDate | null
  recommendations: SheetRecommendation[]
  decisions: SheetDecision[]
}

const wordsOf = ({ schoolClass, subject, text }: Observation): string[] => [
  ...new Set([schoolClass, subject, text].flatMap(findNames)),
]

/** What looks like a name in all observations, each once. */
export const namesIn = (observations: readonly Observation[]): string[] => [...new Set(observations.flatMap(wordsOf))]

/** Refuses observations with what looks like a name and was not ticked; gives each observation the ticked words that stand in it. */
export function demandNoNames(observations: readonly Observation[], notNames: readonly string[]): Observation[] {
  const allowed = new Set(notNames.map(comparable))
  const left = namesIn(observations).filter((word) => !allowed.has(comparable(word)))
  if (left.length > 0) {
    throw invalid(
      `В наблюдениях есть то, что похоже на имя: ${left.map((word) => `«${word}»`).join(', ')}. Педагогов в листе не называют: уберите имя или отметьте под наблюдениями, что это не имя педагога.`,
      'observations',
    )
  }
  return observations.map(({ schoolClass, subject, text }) => {
    const own = wordsOf({ schoolClass, subject, text })
    return { schoolClass, subject, text, ...(own.length > 0 ? { notNames: own } : {}) }
  })
}
