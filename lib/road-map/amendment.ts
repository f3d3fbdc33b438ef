import type { ActChange } from '@/lib/order/document'
import type { MeasureText, RoadMapColumn } from '@/lib/road-map/rules'

/** Living rows of one version, in the order of the table. */
export type VersionRows = {
  sections: { key: string; number: string; title: string }[]
  measures: (MeasureText & { key: string; sectionKey: string })[]
}

/** What an amending act says that becomes other, in the order of the table; empty when nothing does. */
export function changesOf(_before: VersionRows, _after: VersionRows, _columns: readonly RoadMapColumn[]): ActChange[] {
  return []
}
