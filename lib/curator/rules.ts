import type { CuratorFacts, CuratorLink, WantedAssignment } from '@/lib/curator/facts'
import { namesSchool } from '@/lib/curator/workplace'
import { overlaps, type Period, uncoveredDay } from '@/lib/person/rules'
import { addDays, isInForce, type LocalDate, shortDate } from '@/lib/shared/dates'
import { counted, isBlank } from '@/lib/shared/text'

/** refused: cannot be saved; reason: can, with a word of reason; warning: told before the last press. */
export type FindingWeight = 'refused' | 'reason' | 'warning'
export type FindingCode =
  | 'account_ended'
  | 'no_role'
  | 'school_not_in_force'
  | 'own_school'
  | 'already_assigned'
  | 'too_many'
  | 'other_curators'
  | 'left_without'
  | 'open_work'
  | 'ends_sooner'
  | 'nothing_goes'
export type Finding = { code: FindingCode; weight: FindingWeight; message: string }

export const isCuratorLink = (link: CuratorLink): boolean => link.relation === 'curator'

/** The day before the first: how an assignment that never was is called off. */
export const isCalledOff = ({ validFrom, validTo }: Period): boolean =>
  validFrom !== null && validTo !== null && validTo < validFrom

/** Where an assignment stands on a day. */
export type AssignmentStanding = 'ahead' | 'in_force' | 'over' | 'called_off'

export function assignmentStanding(link: Period, today: LocalDate): AssignmentStanding {
  if (isCalledOff(link)) return 'called_off'
  if (isInForce(today, link.validFrom, link.validTo)) return 'in_force'
  return link.validTo !== null && link.validTo < today ? 'over' : 'ahead'
}

/** What can still end or be handed over. */
export const isLiving = (standing: AssignmentStanding): boolean => standing === 'in_force' || standing === 'ahead'

/** Whether the person can act as a curator on that day: his account lives and he holds the role. */
export const canCurate = (facts: CuratorFacts, userId: string, date: LocalDate): boolean => {
  const person = facts.people.get(userId)
  return !!person && !person.isEnded && person.roles.some((role) => isInForce(date, role.validFrom, role.validTo))
}

/** How many schools in force the curator has on that day, in the program's lists. */
export function schoolsOn(facts: CuratorFacts, links: readonly CuratorLink[], date: LocalDate): string[] {
  const ids = links
    .filter((link) => isCuratorLink(link) && isInForce(date, link.validFrom, link.validTo))
    .map((link) => link.schoolId)
    .filter((id) => {
      const school = facts.schools.get(id)
      return school && isInForce(date, school.validFrom, school.validTo)
    })
  return [...new Set(ids)]
}

/** What stands against an assignment, or is to be known before it is saved (feature 26). Several curators of one school are allowed. */
export function assignmentFindings(facts: CuratorFacts, wanted: WantedAssignment): Finding[] {
  const person = facts.people.get(wanted.userId)
  const school = facts.schools.get(wanted.schoolId)
  if (!person || !school) return []
  const findings: Finding[] = []
  const say = (code: FindingCode, weight: FindingWeight, message: string) => findings.push({ code, weight, message })
  const own = facts.links.filter((link) => link.userId === person.id)

  if (person.isEnded)
    say(
      'account_ended',
      'refused',
      `${person.name}: учётная запись отключена. Выберите другого человека или попросите администратора вернуть учётную запись.`,
    )
  const withoutRole = uncoveredDay(wanted.validFrom, wanted.validTo, person.roles)
  if (withoutRole)
    say(
      'no_role',
      'refused',
      `${person.name}: на ${shortDate(withoutRole)} роли куратора нет. Измените дни или попросите администратора дать роль на эти дни.`,
    )
  const withoutSchool = uncoveredDay(wanted.validFrom, wanted.validTo, [school])
  if (withoutSchool)
    say(
      'school_not_in_force',
      'refused',
      `${school.shortName}: на ${shortDate(withoutSchool)} школы в списке нет. Выберите дни, когда школа участвует в работе.`,
    )
  const works = own.find((link) => !isCuratorLink(link) && link.schoolId === school.id && overlaps(link, wanted))
  if (works || namesSchool(person.workplace, school))
    say(
      'own_school',
      'refused',
      `${person.name} работает в этой школе${works ? '' : ` (место работы: «${person.workplace}»)`}: куратором своей школы быть нельзя. Выберите другого человека; если сведения о работе устарели, их исправит администратор.`,
    )
  if (own.some((link) => isCuratorLink(link) && link.schoolId === school.id && overlaps(link, wanted)))
    say(
      'already_assigned',
      'refused',
      `${person.name} уже куратор этой школы в эти дни. Измените дни или сначала завершите прежнее назначение.`,
    )
  const most = mostAtOnce(facts, own, wanted)
  if (most > facts.mostSchools)
    say(
      'too_many',
      'reason',
      `У этого куратора будет сразу ${counted(most, 'школа', 'школы', 'школ')}; по правилу муниципалитета не больше ${facts.mostSchools}. Назначить можно, указав причину.`,
    )
  const others = curatorsOf(facts, school.id, wanted).filter((id) => id !== person.id)
  if (others.length > 0)
    say(
      'other_curators',
      'warning',
      `У школы в эти дни уже есть куратор: ${others.map((id) => facts.people.get(id)?.name ?? '').join(', ')}. Кураторов может быть несколько.`,
    )
  return findings
}

/** The greatest number of schools that the curator would have on one day of the wanted ones. */
function mostAtOnce(facts: CuratorFacts, own: readonly CuratorLink[], wanted: WantedAssignment): number {
  const all = [...own, { ...wanted, id: '', relation: 'curator' as const, note: '' }]
  // The number can only grow on a first day of a link or of a school.
  const days = [
    wanted.validFrom,
    ...all.flatMap((link) => [link.validFrom, facts.schools.get(link.schoolId)?.validFrom]),
  ]
  return days.reduce((most, day) => {
    if (!day || !isInForce(day, wanted.validFrom, wanted.validTo)) return most
    return Math.max(most, schoolsOn(facts, all, day).length)
  }, 0)
}

const curatorsOf = (facts: CuratorFacts, schoolId: string, period: Period): string[] => [
  ...new Set(
    facts.links
      .filter((link) => isCuratorLink(link) && link.schoolId === schoolId && overlaps(link, period))
      .map((link) => link.userId),
  ),
]

/** What curator's work is open at a school: counted by the database. */
export type OpenWork = { visits: number; reports: number }

/** What is to be known before an assignment ends on `lastDay`. */
export function endFindings(facts: CuratorFacts, link: CuratorLink, lastDay: LocalDate, open: OpenWork): Finding[] {
  const school = facts.schools.get(link.schoolId)
  const dayAfter = addDays(lastDay, 1)
  const findings: Finding[] = []
  const isLeft =
    school &&
    isInForce(dayAfter, school.validFrom, school.validTo) &&
    !facts.links.some(
      (other) =>
        other.id !== link.id &&
        isCuratorLink(other) &&
        other.schoolId === link.schoolId &&
        isInForce(dayAfter, other.validFrom, other.validTo) &&
        canCurate(facts, other.userId, dayAfter),
    )
  if (isLeft)
    findings.push({
      code: 'left_without',
      weight: 'warning',
      message: `С ${shortDate(dayAfter)} школа останется без куратора. Назначьте другого или передайте ему школу.`,
    })
  if (open.visits + open.reports > 0)
    findings.push({
      code: 'open_work',
      weight: 'warning',
      message: `Незаконченное останется за этим человеком: ${sayOpen(open)}. Чтобы это перешло другому куратору, передайте школу, а не завершайте назначение.`,
    })
  return findings
}

const sayOpen = ({ visits, reports }: OpenWork): string =>
  [
    visits > 0
      ? counted(visits, 'запланированное посещение', 'запланированных посещения', 'запланированных посещений')
      : '',
    reports > 0 ? counted(reports, 'неотправленный отчёт', 'неотправленных отчёта', 'неотправленных отчётов') : '',
  ]
    .filter(Boolean)
    .join(', ')

/** Why an assignment cannot end on that day, or null. The day before the first calls it off. */
export function endDefect(
  link: Period,
  lastDay: LocalDate,
  today: LocalDate,
): { message: string; field: string } | null {
  const { validFrom, validTo } = link
  const bad = (message: string) => ({ message, field: 'validTo' })
  if (validTo !== null && (validTo < today || isCalledOff(link)))
    return { message: `Это назначение уже завершено ${shortDate(validTo)}.`, field: '' }
  if (validFrom !== null && lastDay < addDays(validFrom, -1))
    return bad(
      `Назначение действует с ${shortDate(validFrom)}. Чтобы отменить его совсем, укажите день перед первым: ${shortDate(addDays(validFrom, -1))}.`,
    )
  if (validTo !== null && lastDay >= validTo)
    return bad(`Назначение и так действует по ${shortDate(validTo)}. Укажите более ранний день.`)
  return null
}

/** The finding that stops a command, if one does: what is refused, or what wants a reason and has none. */
export function stopping(
  findings: readonly Finding[],
  reason: string,
): { message: string; field: string | undefined } | null {
  const refused = findings.find((one) => one.weight === 'refused')
  if (refused) return { message: refused.message, field: undefined }
  const unexplained = findings.find((one) => one.weight === 'reason')
  return unexplained && isBlank(reason) ? { message: 'Напишите, почему это нужно.', field: 'reason' } : null
}
