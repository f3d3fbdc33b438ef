import type { z } from 'zod'
import type { PlannedVisit } from '@/db/commands/visit'
import type { getVisitPlanning } from '@/db/queries/visit'
import type { Actor } from '@/lib/access/actor'
import { readScheduleLines, repeatedDates } from '@/lib/execution/schedule-lines'
import { type LocalDate, shortDate } from '@/lib/shared/dates'
import { invalid, notFound } from '@/lib/shared/refusal'
import { curatorsOn, namedForLines, type OfferedSchool } from '@/lib/visit/plan-offers'
import type { planVisitsSchema } from '@/lib/visit/schema'

type Planning = Awaited<ReturnType<typeof getVisitPlanning>>

/** The visits that a form of planning means: lines and repeated days, each with its school and who visits it. */
export function plannedOf(actor: Actor, input: z.output<typeof planVisitsSchema>, planning: Planning): PlannedVisit[] {
  const { programme, schools, isCoordinator } = planning
  if (!programme) throw invalid('Сначала заведите программу в настройках.')
  const lines = readScheduleLines(input.lines, programme.year, namedForLines(schools, actor.today))
  const days = [...lines, ...repeatedOf(input).map((date) => ({ date, schoolId: null }))]
  if (days.length === 0) throw invalid('Напишите день посещения или выберите повторение.', 'lines')
  return days.map(({ date, schoolId: own }) => {
    const schoolId = own ?? input.schoolId
    if (!schoolId) throw invalid('Выберите школу или напишите её в каждой строке после тире.', 'schoolId')
    const school = schools.find((one) => one.id === schoolId)
    const curatorId = isCoordinator ? (input.curatorId ?? curatorOf(school, date)) : (actor.userId ?? '')
    return { schoolId, curatorId, plannedOn: date, kind: input.kind, form: input.form }
  })
}

/** Where nobody is chosen: the school's only curator on the planned day. */
function curatorOf(school: OfferedSchool | undefined, day: LocalDate): string {
  if (!school) throw notFound('Школа')
  const [only, ...others] = curatorsOn(school, day)
  if (!only)
    throw invalid(
      `${shortDate(day)}: за школой ${school.name} в этот день не закреплён ни один куратор. Сначала закрепите его.`,
      'schoolId',
    )
  if (others.length > 0)
    throw invalid(
      `${shortDate(day)}: у школы ${school.name} в этот день несколько кураторов. Выберите, кто посещает.`,
      'curatorId',
    )
  return only.id
}

function repeatedOf({ repeat, repeatFrom, repeatTo }: z.output<typeof planVisitsSchema>) {
  if (!repeat) {
    if (repeatFrom || repeatTo) throw invalid('Выберите, как часто повторять, или уберите дни повторения.', 'repeat')
    return []
  }
  if (!repeatFrom) throw invalid('Напишите первый день повторения.', 'repeatFrom')
  if (!repeatTo) throw invalid('Напишите последний день повторения.', 'repeatTo')
  return repeatedDates(repeat, repeatFrom, repeatTo)
}
