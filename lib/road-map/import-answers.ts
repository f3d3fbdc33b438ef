import type { ImportedRoadMap } from '@/lib/road-map/import-shape'

/** The person's word on one of `questions`, named by its places. */
export type ImportAnswer = { section: number; measure: number; isAccepted: boolean }

/** Writes the accepted terms in and drops what has been answered; a refused term stays empty and its doubt stays. */
export function applyAnswers(imported: ImportedRoadMap, answers: readonly ImportAnswer[]): ImportedRoadMap {
  const placeOf = (place: { section: number | null; measure: number | null }) => `${place.section} ${place.measure}`
  const answered = new Map(answers.map((answer) => [placeOf(answer), answer.isAccepted]))
  const accepted = new Map(
    (imported.questions ?? [])
      .filter((question) => answered.get(placeOf(question)))
      .map((question) => [placeOf(question), question.proposal]),
  )
  const left = (imported.questions ?? []).filter((question) => !answered.has(placeOf(question)))
  const termHeader = imported.headers[imported.fields.indexOf('term')]
  const { questions: _, ...rest } = imported
  return {
    ...rest,
    sections: imported.sections.map((section, at) => ({
      ...section,
      measures: section.measures.map((measure, index) => {
        const term = accepted.get(placeOf({ section: at, measure: index }))
        return term === undefined ? measure : { ...measure, term }
      }),
    })),
    doubts: imported.doubts.filter((doubt) => doubt.column !== termHeader || !accepted.has(placeOf(doubt))),
    ...(left.length > 0 ? { questions: left } : {}),
  }
}
