import { notFound } from 'next/navigation'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { getEntry } from '@/db/queries/register'
import { ORDER_KIND_WORDS } from '@/lib/order/labels'
import { shortDate } from '@/lib/shared/dates'
import { idField } from '@/lib/shared/form-fields'
import { capitalised } from '@/lib/shared/text'

export type EntryPage = {
  params: Promise<{ entryId: string }>
  searchParams: Promise<{ kept?: string; done?: string }>
}
type Entry = Awaited<ReturnType<typeof getEntry>>

/** «Распоряжение № 121 от 21.04.2022». */
export const entryName = (entry: Pick<Entry, 'kind' | 'printed' | 'date'>): string =>
  `${capitalised(ORDER_KIND_WORDS[entry.kind].nominative)} ${entry.printed} от ${shortDate(entry.date)}`

/** What every page of one row begins with: who asks, and the row if he sees it. `step` is the part of the address after it. */
export async function openEntry({ params, searchParams }: EntryPage, step = '') {
  const { entryId } = await params
  const page = `/register/${entryId}${step}`
  const actor = await requireActor(page)
  if (!idField.safeParse(entryId).success) notFound()
  const entry = await orNotFound(getEntry(actor, entryId))
  const crumbs = [
    { label: 'Реестр', href: '/register' },
    ...(step ? [{ label: entryName(entry), href: `/register/${entryId}` }] : []),
  ]
  return { actor, entry, page, crumbs, ...(await searchParams) }
}
