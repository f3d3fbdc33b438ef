import 'server-only'
import { and, eq, isNotNull } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import type { Database } from '@/db/client'
import { type Counter, forEachAsked } from '@/db/counter'
import { riskProfiles } from '@/db/schema/risk-profile'
import { roadMaps } from '@/db/schema/road-map'
import { schoolUnits } from '@/lib/indicator/count'
import type { Unit } from '@/lib/indicator/rules'

/** Counters of risk profiles: each school's row is its profile in the map's programme. */
const counterOf = (label: string, counts: string, day: AnyPgColumn): Counter => ({
  label,
  counts,
  bases: ['schools'],
  count: async (handle, { roadMapId, plan }, asked) => {
    const { programmeId, done } = await schoolsWith(handle, roadMapId, day)
    const linked = (units: readonly Unit[]) =>
      units.map((unit) => ({ ...unit, href: `/schools/${unit.id}/profile?programme=${programmeId}` }))
    return forEachAsked(asked, ({ planned }) => {
      const counted = schoolUnits(plan, planned, '', (id) => done.has(id))
      return { ...counted, done: linked(counted.done), missing: linked(counted.missing) }
    })
  },
})

async function schoolsWith(handle: Database, roadMapId: string, day: AnyPgColumn) {
  const rows = await handle
    .select({ programmeId: roadMaps.programmeId, schoolId: riskProfiles.schoolId })
    .from(roadMaps)
    .leftJoin(riskProfiles, and(eq(riskProfiles.programmeId, roadMaps.programmeId), isNotNull(day)))
    .where(eq(roadMaps.id, roadMapId))
  return {
    programmeId: rows[0]?.programmeId ?? '',
    done: new Set(rows.flatMap((row) => (row.schoolId ? [row.schoolId] : []))),
  }
}

export const PROFILE_COUNTERS = {
  questionnaires: counterOf(
    'Анкетирование школ',
    'Считаются школы, результат анкетирования которых внесён в программе этой карты.',
    riskProfiles.questionnaireOn,
  ),
  profile_analyses: counterOf(
    'Анализ рисковых профилей',
    'Считаются школы, у рискового профиля которых отмечен день анализа.',
    riskProfiles.analysedOn,
  ),
} satisfies Record<string, Counter>
