import type { CuratorFacts } from '@/lib/curator/facts'
import { canCurate, isCuratorLink, schoolsOn } from '@/lib/curator/rules'
import { namesSchool } from '@/lib/curator/workplace'
import { isInForce, type LocalDate, shortDate } from '@/lib/shared/dates'
import { counted } from '@/lib/shared/text'

export type ConflictCode = 'no_curator' | 'too_many' | 'own_school' | 'cannot_curate' | 'school_left'
/** `userId` and `schoolId` say where to go; `isExplained`: somebody has written down why it is so. */
export type Conflict = {
  code: ConflictCode
  message: string
  userId?: string
  schoolId?: string
  isExplained?: boolean
}

/** Schools in force on that day which nobody who can act looks after. */
export function schoolsWithout(facts: CuratorFacts, date: LocalDate): string[] {
  const kept = new Set(
    facts.links
      .filter(
        (link) =>
          isCuratorLink(link) && isInForce(date, link.validFrom, link.validTo) && canCurate(facts, link.userId, date),
      )
      .map((link) => link.schoolId),
  )
  return [...facts.schools.values()]
    .filter((school) => isInForce(date, school.validFrom, school.validTo) && !kept.has(school.id))
    .map((school) => school.id)
}

/** What is wrong with the table on that day, the gravest first; schools without a curator are one line. */
export function conflictsOn(facts: CuratorFacts, date: LocalDate): Conflict[] {
  const without = schoolsWithout(facts, date)
  const links = facts.links.filter((link) => isInForce(date, link.validFrom, link.validTo))
  const name = (userId: string) => facts.people.get(userId)?.name ?? ''
  const school = (schoolId: string) => facts.schools.get(schoolId)?.shortName ?? ''
  const worksAt = new Set(links.filter((link) => !isCuratorLink(link)).map((link) => `${link.userId} ${link.schoolId}`))
  const byLink = links.filter(isCuratorLink).flatMap((link): Conflict[] => {
    const where = { userId: link.userId, schoolId: link.schoolId }
    const person = facts.people.get(link.userId)
    const place = facts.schools.get(link.schoolId)
    if (!person || !place) return []
    const said = `${person.name} — ${place.shortName}`
    const found: Conflict[] = []
    if (!isInForce(date, place.validFrom, place.validTo))
      found.push({
        ...where,
        code: 'school_left',
        message: `${said}: назначение действует, а школы в списке на этот день нет${place.validTo ? ` (по ${shortDate(place.validTo)})` : ''}. Завершите назначение.`,
      })
    else if (!canCurate(facts, person.id, date))
      found.push({
        ...where,
        code: 'cannot_curate',
        message: `${said}: ${person.isEnded ? 'учётная запись отключена' : 'роли куратора на этот день нет'}, а назначение действует. Передайте школу другому куратору.`,
      })
    if (worksAt.has(`${person.id} ${place.id}`) || namesSchool(person.workplace, place))
      found.push({
        ...where,
        code: 'own_school',
        message: `${said}: куратор работает в этой школе. Передайте школу другому куратору.`,
      })
    return found
  })
  const byPerson = [...new Set(links.filter(isCuratorLink).map((link) => link.userId))].flatMap(
    (userId): Conflict[] => {
      const own = links.filter((link) => isCuratorLink(link) && link.userId === userId)
      const { length } = schoolsOn(facts, own, date)
      if (length <= facts.mostSchools) return []
      const reasons = [...new Set(own.map((link) => link.note).filter(Boolean))]
      return [
        {
          code: 'too_many',
          userId,
          isExplained: reasons.length > 0,
          message: `${name(userId)}: ${counted(length, 'школа', 'школы', 'школ')}, по правилу не больше ${facts.mostSchools}.${reasons.length > 0 ? ` Причина: ${reasons.join('; ')}` : ''}`,
        },
      ]
    },
  )
  const first = without.slice(0, 3).map(school)
  const rest = without.length - first.length
  return [
    ...(without.length > 0
      ? [
          {
            code: 'no_curator' as const,
            message: `Без куратора ${counted(without.length, 'школа', 'школы', 'школ')}: ${first.join(', ')}${rest > 0 ? ` и ещё ${rest}` : ''}.`,
          },
        ]
      : []),
    ...byLink,
    ...byPerson,
  ]
}
