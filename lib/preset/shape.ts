import type { MeasureText } from '@/lib/road-map/rules'

/** A measure of a preset. `item` is its place in the source and, with the preset's id, its stable name. */
export type PresetMeasure = Partial<Omit<MeasureText, 'extra'>> & {
  item: string
  title: string
  term: string
  /** The item whose term also holds here, if the user says so. */
  termOf?: string
}

export type PresetSection = { number: string; title: string; measures: PresetMeasure[] }

/** A plan that a new map may start from. */
export type Preset = {
  id: string
  name: string
  /** What the document is, for the list of presets. */
  about: string
  /** The document as origins of measures name it. */
  source: string
  /** The year that its terms are of. */
  year: number
  programme: string
  annexTitle: string
  sections: PresetSection[]
}
