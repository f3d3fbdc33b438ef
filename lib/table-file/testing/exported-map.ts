import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ExportedMeasure, ExportedRoadMap, ExportedSection } from '@/lib/road-map/exported'
import { readRoadMapText } from '@/lib/road-map/import'
import { DEFAULT_COLUMNS, type MeasureText, type RoadMapColumn } from '@/lib/road-map/rules'
import { UNREAD } from '@/lib/term/reading'

/** A map as the database would give it to the writers. */
export function exportedMap(
  sections: { number: string; title: string; measures: MeasureText[] }[],
  columns: RoadMapColumn[] = DEFAULT_COLUMNS,
): ExportedRoadMap {
  let revision = 0
  return {
    roadMapId: randomUUID(),
    version: 1,
    status: 'draft',
    programme: 'Проект «500+»',
    year: 2022,
    place: 'Забайкальский район',
    title: 'Дорожная карта по реализации проекта «500+» в 2022 году',
    order: null,
    columns,
    sections: sections.map(
      (section): ExportedSection => ({
        ...section,
        key: randomUUID(),
        revision: ++revision,
        measures: section.measures.map(
          (measure): ExportedMeasure => ({
            ...measure,
            key: randomUUID(),
            revision: ++revision,
            place: measure.number,
            reading: UNREAD,
            isCorrected: false,
            roles: [],
            unknownExecutors: [],
            points: [],
          }),
        ),
      }),
    ),
    today: '2022-04-21',
    hasStates: false,
    isOwnOnly: false,
  }
}

/** The map of 2022 as its text reads. */
export function map2022(): ExportedRoadMap {
  const imported = readRoadMapText(
    readFileSync(join(import.meta.dirname, '../../road-map/fixtures/order-121-2022.txt'), 'utf8'),
  )
  const columns = imported.headers.map((header, index) => ({ header, field: imported.fields[index] ?? 'extra' }))
  return exportedMap(imported.sections, columns)
}
