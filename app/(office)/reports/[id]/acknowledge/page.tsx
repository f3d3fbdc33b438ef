import { redirect } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { openForm } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { ContentView } from '@/components/report/content-view'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { getReport } from '@/db/queries/report'
import { getReportVersion } from '@/db/queries/report-version'
import { localDateTime, longDate } from '@/lib/shared/dates'
import { acknowledgeReportAction } from './actions'

export const metadata = { title: 'Ознакомление с отчётом' }

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> }

export default async function AcknowledgePage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const here = `/reports/${pageId(id)}/acknowledge`
  const actor = await requireActor(here)
  const report = await orNotFound(getReport(actor, id))
  const [newest] = report.versions
  if (!newest || !report.mayAcknowledge) redirect(`/reports/${id}`)
  const { content } = await orNotFound(getReportVersion(actor, id, newest.number))
  const state = await openForm('report-acknowledge', one(query, 'kept'), actor.userId)
  return (
    <>
      <PageHead
        title="Ознакомление с отчётом куратора"
        crumbs={[
          { label: 'Отчёты', href: '/reports' },
          { label: report.school, href: `/reports/${id}` },
        ]}
        sub={`Версия ${newest.number}, отправлена ${localDateTime(newest.sentAt, actor.zone)}`}
        actions={
          <LinkButton className="jump" href="#acknowledge">
            К ознакомлению
          </LinkButton>
        }
      />
      <ContentView content={content} />
      <Form action={acknowledgeReportAction} page={here} state={state} id="acknowledge" className="pt-6">
        <input type="hidden" name="reportId" value={id} />
        <input type="hidden" name="number" value={newest.number} />
        <p>
          Будет записано: вы ознакомились с отчётом {longDate(actor.today)} Согласие с ним не требуется; если что-то в
          нём неверно, скажите об этом куратору или координатору.
        </p>
        <ActionBar>
          <SubmitButton>Я ознакомлен(а) с отчётом</SubmitButton>
          <LinkButton href={`/reports/${id}`}>К отчёту</LinkButton>
        </ActionBar>
      </Form>
    </>
  )
}
