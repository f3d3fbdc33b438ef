import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { pageId } from '@/app/_session/page-id'
import type { Crumb } from '@/components/ui/page-head'

export type SchoolPage = { params: Promise<{ id: string }>; searchParams: Promise<Query> }

/** What every page of a school begins with: who asks, for which school and which programme the address names. */
export async function openSchool({ params, searchParams }: SchoolPage, tail: string) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const asked = one(query, 'programme')
  const page = schoolPage(pageId(id), tail, asked)
  return { id, query, asked, page, actor: await requireActor(page) }
}

/** «/schools/<id>/profile?programme=…»; `tail` is '' or begins with a slash. */
export const schoolPage = (id: string, tail: string, programmeId: string | undefined): string =>
  `/schools/${id}${tail}${programmeId ? `?programme=${encodeURIComponent(programmeId)}` : ''}`

/** The pages above a page of a school; `withProfile` where it stands below its profile. */
export function schoolCrumbs(
  school: { id: string; shortName: string },
  programmeId: string,
  withProfile = false,
): Crumb[] {
  return [
    { label: 'Школы', href: `/schools?programme=${programmeId}` },
    { label: school.shortName, href: schoolPage(school.id, '', programmeId) },
    ...(withProfile ? [{ label: 'Профиль риска', href: schoolPage(school.id, '/profile', programmeId) }] : []),
  ]
}
