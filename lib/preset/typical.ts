import type { MeasureText } from '@/lib/road-map/rules'

/** A measure that fits many plans. `factor` is the risk that it answers, 1–10 (lib/programme/factors.ts); null: none in particular. */
export type TypicalMeasure = Pick<MeasureText, 'title' | 'term' | 'executors' | 'tasks' | 'indicator'> & {
  id: string
  factor: number | null
}

/** What is looked for: a factor («1»…«10», «none»; empty for all) and words, all of which must stand somewhere in the measure. */
export type LibraryFilter = { factor: string; words: string }

const plain = (text: string): string => text.toLowerCase().replaceAll('ё', 'е')

export function matchesLibrary(measure: Omit<TypicalMeasure, 'id'>, { factor, words }: LibraryFilter): boolean {
  if (factor !== '' && factor !== (measure.factor === null ? 'none' : String(measure.factor))) return false
  const text = plain([measure.title, measure.executors, measure.tasks, measure.indicator].join(' '))
  return plain(words)
    .split(/\s+/)
    .every((word) => text.includes(word))
}
