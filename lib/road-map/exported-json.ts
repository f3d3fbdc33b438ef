import type { ExportedMeasure, ExportedPoint, ExportedRoadMap } from '@/lib/road-map/exported'
import { cellOf } from '@/lib/road-map/table'

/**
 * The map as JSON: `headers` and `sections` as `npm run import` prints them (rulings D2), with ids, readings and states beside.
 * Described in docs/road-map-json.md; keys are added, never renamed.
 */
export function roadMapJson(map: ExportedRoadMap) {
  return {
    format: 'marshrut-road-map',
    formatVersion: 1,
    id: map.roadMapId,
    version: map.version,
    status: map.status,
    programme: map.programme,
    year: map.year,
    municipality: map.place,
    title: map.title,
    order: map.order,
    asOf: map.today,
    hasStates: map.hasStates,
    headers: map.columns.map((column) => column.header),
    fields: map.columns.map((column) => column.field),
    sections: map.sections.map((section) => ({
      key: section.key,
      revision: section.revision,
      number: section.number,
      title: section.title,
      measures: section.measures.map((measure) => measureJson(measure, map)),
    })),
  }
}

const measureJson = (measure: ExportedMeasure, map: ExportedRoadMap) => ({
  key: measure.key,
  revision: measure.revision,
  number: measure.number,
  title: measure.title,
  term: measure.term,
  executors: measure.executors,
  tasks: measure.tasks,
  indicator: measure.indicator,
  extra: map.columns
    .filter((column) => column.field === 'extra')
    .map((column) => ({ header: column.header, text: cellOf(measure, column) })),
  reading: { ...measure.reading, isCorrected: measure.isCorrected },
  recognisedExecutors: measure.roles,
  unknownExecutors: measure.unknownExecutors,
  points: measure.points.map(pointJson),
})

const pointJson = (point: ExportedPoint) => ({
  key: point.key,
  label: point.label,
  from: point.from,
  due: point.due,
  textDue: point.textDue,
  counts: point.counts,
  executors: point.cells,
})
