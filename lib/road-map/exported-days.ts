import { STANDING_LABELS } from '@/lib/execution/labels'
import { STANDINGS, type Standing } from '@/lib/execution/rules'
import type { ExportedMeasure, ExportedPoint, ExportedRoadMap } from '@/lib/road-map/exported'
import { type LocalDate, shortDate } from '@/lib/shared/dates'

/** A control point as one day of a calendar. */
export type CalendarDay = {
  /** The same for the same control point for ever: calendars replace what they have under it. */
  uid: string
  due: LocalDate
  title: string
  /** Lines below the title. */
  notes: string[]
  /** Address of the measure's page; absent where the program's public address is not known. */
  url?: string
}

/** A map as a calendar needs it. `isDraft`: no act has approved it. */
export type CalendarMap = Pick<ExportedRoadMap, 'roadMapId' | 'programme' | 'year' | 'hasStates' | 'isOwnOnly'> & {
  isDraft: boolean
  measures: Pick<ExportedMeasure, 'key' | 'title' | 'place' | 'roles' | 'unknownExecutors' | 'points'>[]
}

export const calendarMap = (map: ExportedRoadMap): CalendarMap => ({
  ...map,
  isDraft: map.order === null,
  measures: map.sections.flatMap((section) => section.measures),
})

/** More days no calendar opens; those that are due first are kept. */
export const MOST_DAYS = 10_000

/** The control points that have a last day, in order of time. `appUrl` is the program's public address. */
export function calendarDays(maps: readonly CalendarMap[], appUrl?: string): CalendarDay[] {
  const days = maps.flatMap((map) =>
    map.measures.flatMap((measure) =>
      measure.points.flatMap((point): CalendarDay[] => {
        if (point.due === null || (map.isOwnOnly && point.cells?.length === 0)) return []
        return [dayOf(map, measure, point, point.due, appUrl)]
      }),
    ),
  )
  return days.sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0)).slice(0, MOST_DAYS)
}

function dayOf(
  map: CalendarMap,
  measure: CalendarMap['measures'][number],
  point: ExportedPoint,
  due: LocalDate,
  appUrl: string | undefined,
): CalendarDay {
  const state = point.counts ? sayState(point.counts) : ''
  const who = [...measure.roles, ...measure.unknownExecutors].join(', ')
  const page = map.hasStates ? `/execution/${measure.key}` : ''
  return {
    uid: `${map.roadMapId}.${measure.key}.${point.key}`,
    due,
    title: [measure.place && `${measure.place}.`, measure.title || 'Мероприятие', state && `(${state})`]
      .filter(Boolean)
      .join(' '),
    notes: [
      ...(map.isDraft ? ['Проект: дорожная карта не утверждена.'] : []),
      `${map.programme}, ${map.year}`,
      `Контрольная точка: ${point.label}`,
      ...(point.textDue !== null && point.textDue !== due
        ? [`Срок перенесён; по тексту карты: ${shortDate(point.textDue)}`]
        : []),
      ...(who ? [`Исполнители: ${who}`] : []),
      ...(point.counts && !state ? [sayCounts(point.counts)].filter(Boolean) : []),
    ],
    ...(appUrl ? { url: `${appUrl}/road-maps/${map.roadMapId}${page}` } : {}),
  }
}

type Counts = Partial<Record<Standing, number>>

/** One word for a point about which nothing more is asked; '' while something is. */
function sayState(counts: Counts): string {
  const total = STANDINGS.reduce((sum, standing) => sum + (counts[standing] ?? 0), 0)
  const [done, without, failed] = [counts.done ?? 0, counts.not_required ?? 0, counts.not_done ?? 0]
  if (total === 0) return ''
  if (without === total) return STANDING_LABELS.not_required
  if (done + without === total) return STANDING_LABELS.done
  return failed === total ? STANDING_LABELS.not_done : ''
}

/** «исполнено: 8; просрочено: 2». */
export const sayCounts = (counts: Counts): string =>
  STANDINGS.flatMap((standing) => (counts[standing] ? [`${STANDING_LABELS[standing]}: ${counts[standing]}`] : [])).join(
    '; ',
  )
