import { notFound } from 'next/navigation'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { getReportVersion } from '@/db/queries/report-version'

export type VersionPage = { params: Promise<{ id: string; number: string }> }

/** A version's number in an address: whole and positive; null for anything else. */
export const readNumber = (text: string): number | null => (/^[1-9]\d{0,5}$/.test(text) ? Number(text) : null)

/** The sent version that the address names, in `folder` of its report; `step` is what follows it. */
export async function openVersion({ params }: VersionPage, step = '', folder = 'versions') {
  const { id, number: text } = await params
  const number = readNumber(text)
  if (number === null) notFound()
  const report = `/reports/${pageId(id)}`
  const page = `${report}/versions/${number}`
  const actor = await requireActor(`${report}/${folder}/${number}${step}`)
  const version = await orNotFound(getReportVersion(actor, id, number))
  return { id, number, report, page, actor, version }
}
