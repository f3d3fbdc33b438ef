import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { record } from '@/db/journal'
import { once } from '@/db/press'
import { executions, measurePlans, scheduleDates, schedules, termRequests } from '@/db/schema/plan'
import { programmes } from '@/db/schema/programme'
import { measures, roadMaps, roadMapVersions } from '@/db/schema/road-map'
import { schools } from '@/db/schema/school'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import {
  MOST_DATES,
  type NewScheduleDate,
  type Repeat,
  readScheduleLines,
  repeatedDates,
} from '@/lib/execution/schedule-lines'
import { type LocalDate, shortDate } from '@/lib/shared/dates'
import { conflict, invalid, notFound } from '@/lib/shared/refusal'
import { comparable } from '@/lib/shared/text'

/** All dates of one schedule: a school's year of daily visits and no more. */
const MOST_IN_ALL = 5_000

/** The coordinator keeps schedules of drafts and of maps in force alike. Locked: two people's dates do not double. */
async function lockMap(tx: Tx, actor: Actor, roadMapId: string) {
  const [map] = await tx
    .select({ id: roadMaps.id, municipalityId: roadMaps.municipalityId, year: programmes.year })
    .from(roadMaps)
    .innerJoin(programmes, eq(programmes.id, roadMaps.programmeId))
    .where(and(eq(roadMaps.id, roadMapId), ofHome(actor, roadMaps.municipalityId)))
    .for('no key update', { of: roadMaps })
  if (!map) throw notFound('Дорожная карта')
  return map
}

async function lockSchedule(tx: Tx, actor: Actor, id: string) {
  const [found] = await tx
    .select({ id: schedules.id, name: schedules.name, roadMapId: schedules.roadMapId, year: programmes.year })
    .from(schedules)
    .innerJoin(roadMaps, eq(roadMaps.id, schedules.roadMapId))
    .innerJoin(programmes, eq(programmes.id, roadMaps.programmeId))
    .where(and(eq(schedules.id, id), ofHome(actor, schedules.municipalityId)))
    .for('update', { of: schedules })
  if (!found) throw notFound('График')
  return found
}

async function demandFreeName(tx: Tx, roadMapId: string, name: string, except?: string): Promise<void> {
  const known = await tx
    .select({ id: schedules.id, name: schedules.name })
    .from(schedules)
    .where(eq(schedules.roadMapId, roadMapId))
  // Not by the database's lower(): what it takes for a letter depends on the server's locale.
  const same = (one: string) => comparable(one).toLowerCase() === comparable(name).toLowerCase()
  if (known.some((one) => one.id !== except && same(one.name)))
    throw invalid('График с таким названием в этой карте уже есть.', 'name')
}

export async function addSchedule(
  actor: Actor,
  input: { roadMapId: string; name: string },
  press: string,
  now: Date,
): Promise<string> {
  demand(actor, 'plan.edit')
  return database().transaction((tx) =>
    once(tx, actor, press, { addSchedule: input }, now, async () => {
      const map = await lockMap(tx, actor, input.roadMapId)
      await demandFreeName(tx, map.id, input.name)
      const [added] = await tx
        .insert(schedules)
        .values({ municipalityId: map.municipalityId, roadMapId: map.id, name: input.name })
        .returning({ id: schedules.id })
      if (!added) throw new Error('No schedule was inserted.')
      await record(tx, actor, now, {
        action: 'schedule.add',
        subject: 'schedule',
        subjectId: added.id,
        after: { roadMapId: map.id, name: input.name },
      })
      return added.id
    }),
  )
}

export async function renameSchedule(actor: Actor, input: { id: string; name: string }, now: Date): Promise<void> {
  demand(actor, 'plan.edit')
  await database().transaction(async (tx) => {
    const schedule = await lockSchedule(tx, actor, input.id)
    if (schedule.name === input.name) return
    await demandFreeName(tx, schedule.roadMapId, input.name, schedule.id)
    await tx.update(schedules).set({ name: input.name }).where(eq(schedules.id, schedule.id))
    await record(tx, actor, now, {
      action: 'schedule.rename',
      subject: 'schedule',
      subjectId: schedule.id,
      before: { name: schedule.name },
      after: { name: input.name },
    })
  })
}

export type AddDatesInput = {
  scheduleId: string
  /** One date a line, as lib/execution/schedule-lines.ts reads them. */
  lines: string
  repeat: Repeat | null
  repeatFrom: LocalDate | null
  repeatTo: LocalDate | null
  /** For the repeated dates, and for lines that name no school; null: for all. */
  schoolId: string | null
}

/** Adds dates typed or repeated. A date that the school has in the schedule already is left out; the answer counts both. */
export async function addScheduleDates(
  actor: Actor,
  input: AddDatesInput,
  press: string,
  now: Date,
): Promise<{ added: number; known: number }> {
  demand(actor, 'plan.edit')
  return database().transaction((tx) =>
    once(tx, actor, press, { addScheduleDates: input }, now, async () => {
      const schedule = await lockSchedule(tx, actor, input.scheduleId)
      const known = await tx
        .select({ id: schools.id, name: schools.name, shortName: schools.shortName })
        .from(schools)
        .where(ofHome(actor, schools.municipalityId))
      if (input.schoolId && !known.some((school) => school.id === input.schoolId)) throw notFound('Школа')
      const typed = readScheduleLines(input.lines, schedule.year, known)
      const wanted = [...typed, ...repeatedOf(input)].map((one) => ({
        ...one,
        schoolId: one.schoolId ?? input.schoolId,
      }))
      if (wanted.length === 0) throw invalid('Напишите даты или выберите повторение.', 'lines')
      const there = await tx
        .select({ date: scheduleDates.date, schoolId: scheduleDates.schoolId })
        .from(scheduleDates)
        .where(eq(scheduleDates.scheduleId, schedule.id))
      const keyOf = (one: { date: LocalDate; schoolId: string | null }) => `${one.date} ${one.schoolId ?? ''}`
      const taken = new Set(there.map(keyOf))
      const fresh = new Map<string, NewScheduleDate>()
      for (const one of wanted) if (!taken.has(keyOf(one)) && !fresh.has(keyOf(one))) fresh.set(keyOf(one), one)
      if (there.length + fresh.size > MOST_IN_ALL)
        throw invalid(`В одном графике не больше ${MOST_IN_ALL} дат. Заведите второй график.`, 'lines')
      if (fresh.size > 0) {
        await tx.insert(scheduleDates).values([...fresh.values()].map((one) => ({ ...one, scheduleId: schedule.id })))
        await record(tx, actor, now, {
          action: 'schedule.add_dates',
          subject: 'schedule',
          subjectId: schedule.id,
          after: { roadMapId: schedule.roadMapId, dates: [...fresh.values()] },
        })
      }
      return { added: fresh.size, known: wanted.length - fresh.size }
    }),
  )
}

function repeatedOf({ repeat, repeatFrom, repeatTo, schoolId }: AddDatesInput): NewScheduleDate[] {
  if (!repeat) {
    if (repeatFrom || repeatTo) throw invalid('Выберите, как часто повторять, или уберите дни повторения.', 'repeat')
    return []
  }
  if (!repeatFrom) throw invalid('Напишите первый день повторения.', 'repeatFrom')
  if (!repeatTo) throw invalid('Напишите последний день повторения.', 'repeatTo')
  return repeatedDates(repeat, repeatFrom, repeatTo)
    .slice(0, MOST_DATES)
    .map((date) => ({ date, schoolId, note: '' }))
}

/** Takes a date out of its schedule; refused where somebody has already reported on it or asked to move it. */
export async function removeScheduleDate(
  actor: Actor,
  input: { id: string },
  now: Date,
): Promise<{ scheduleId: string; roadMapId: string }> {
  demand(actor, 'plan.edit')
  return database().transaction(async (tx) => {
    const [named] = await tx
      .select({ scheduleId: scheduleDates.scheduleId })
      .from(scheduleDates)
      .where(eq(scheduleDates.id, input.id))
    if (!named) throw notFound('Дата графика')
    const schedule = await lockSchedule(tx, actor, named.scheduleId)
    // Whoever reports on a map locks its row first: no word about this date can come in between.
    await lockMap(tx, actor, schedule.roadMapId)
    const [date] = await tx.select().from(scheduleDates).where(eq(scheduleDates.id, input.id))
    if (!date) throw notFound('Дата графика')
    const [said] = await tx
      .select({ id: executions.id })
      .from(executions)
      .where(and(eq(executions.roadMapId, schedule.roadMapId), eq(executions.point, date.id)))
      .limit(1)
    if (said) {
      throw conflict(
        `${shortDate(date.date)} убрать нельзя: по этой дате уже есть отметки об исполнении. Если она не нужна, отметьте её «Не требуется».`,
      )
    }
    const [asked] = await tx
      .select({ id: termRequests.id })
      .from(termRequests)
      .where(and(eq(termRequests.roadMapId, schedule.roadMapId), eq(termRequests.point, date.id)))
      .limit(1)
    if (asked) throw conflict(`${shortDate(date.date)} убрать нельзя: по этой дате есть просьба о переносе срока.`)
    await tx.delete(scheduleDates).where(eq(scheduleDates.id, date.id))
    await record(tx, actor, now, {
      action: 'schedule.remove_date',
      subject: 'schedule',
      subjectId: schedule.id,
      before: { date: date.date, schoolId: date.schoolId, note: date.note },
      after: { roadMapId: schedule.roadMapId },
    })
    return { scheduleId: schedule.id, roadMapId: schedule.roadMapId }
  })
}

/**
 * Joins a measure «по графику» to a schedule of its map, or parts them (`scheduleId` null). The text of its term stays.
 * `revision` is that of the measure's plan when the page was opened, 0 where it had none.
 */
export async function joinSchedule(
  actor: Actor,
  input: { roadMapId: string; measureKey: string; scheduleId: string | null; revision: number },
  now: Date,
): Promise<void> {
  demand(actor, 'plan.edit')
  await database().transaction(async (tx) => {
    const map = await lockMap(tx, actor, input.roadMapId)
    const [measure] = await tx
      .select({ id: measures.id })
      .from(measures)
      .innerJoin(roadMapVersions, eq(roadMapVersions.id, measures.versionId))
      .where(and(eq(roadMapVersions.roadMapId, map.id), eq(measures.key, input.measureKey), isNull(measures.deletedAt)))
      .limit(1)
    if (!measure) throw notFound('Мероприятие')
    const known = await tx
      .select({ id: schedules.id, name: schedules.name })
      .from(schedules)
      .where(eq(schedules.roadMapId, map.id))
    const wanted = known.find((one) => one.id === input.scheduleId)
    if (input.scheduleId && !wanted) throw notFound('График')
    const isThisPlan = and(eq(measurePlans.roadMapId, map.id), eq(measurePlans.measureKey, input.measureKey))
    const [before] = await tx.select().from(measurePlans).where(isThisPlan).for('update')
    if ((before?.scheduleId ?? null) === input.scheduleId) return
    if ((before?.revision ?? 0) !== input.revision)
      throw conflict('Пока страница была открыта, план мероприятия изменил другой сотрудник. Проверьте и повторите.')
    if (before) {
      await tx
        .update(measurePlans)
        .set({ scheduleId: input.scheduleId, revision: before.revision + 1 })
        .where(isThisPlan)
    } else {
      await tx.insert(measurePlans).values({
        municipalityId: map.municipalityId,
        roadMapId: map.id,
        measureKey: input.measureKey,
        scheduleId: input.scheduleId,
      })
    }
    await record(tx, actor, now, {
      action: input.scheduleId ? 'measure.join_schedule' : 'measure.leave_schedule',
      subject: 'measure',
      subjectId: input.measureKey,
      before: { schedule: known.find((one) => one.id === before?.scheduleId)?.name ?? null },
      after: { roadMapId: map.id, schedule: wanted?.name ?? null },
    })
  })
}
