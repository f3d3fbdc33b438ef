import type { FrozenDocument } from '@/lib/order/document'
import type { MeasureText, RoadMapColumn } from '@/lib/road-map/rules'

export type PackageSection = { key: string; number: string; title: string }
export type PackageMeasure = MeasureText & { key: string; sectionKey: string }

/** What travels along the route: the paper's text, and the same rows with their keys, so that rounds can be compared. */
export type Package = {
  document: FrozenDocument
  columns: RoadMapColumn[]
  sections: PackageSection[]
  measures: PackageMeasure[]
}
