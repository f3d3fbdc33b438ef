import { notFound } from 'next/navigation'
import { z } from 'zod'
import { Form } from '@/app/_forms/form'
import { openForm } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { Table } from '@/components/ui/table'
import { listToAccept } from '@/db/queries/report-review'
import { may } from '@/lib/access/policy'
import { STANDING_LABELS, sayLate, UNSIGNED } from '@/lib/report/matrix-words'
import { WAY_OUT_OF_OWN } from '@/lib/report/review'
import { localDateTime } from '@/lib/shared/dates'
import { counted } from '@/lib/shared/text'
import { reportCrumbs } from '../crumbs'
import { acceptReportsAction } from './actions'

export const metadata = { title: 'Принять отчёты' }

type Props = { searchParams: Promise<Query> }

/** What will be accepted, before it is: the versions that are shown here and no others. */
export default async function AcceptPage({ searchParams }: Props) {
  const query = await searchParams
  const picks = [query.pick ?? []].flat().filter((id) => z.uuid().safeParse(id).success)
  const here = `/reports/accept?${new URLSearchParams(picks.map((id) => ['pick', id]))}`
  const actor = await requireActor(here)
  if (!may(actor, 'report.review')) notFound()
  const found = await orNotFound(listToAccept(actor, picks))
  const state = await openForm('reports-accept', one(query, 'kept'), actor.userId)
  const ready = found.filter((report) => report.state === 'sent' && !report.isOwn && report.sent)
  const others = found.filter((report) => !ready.includes(report))
  const crumbs = reportCrumbs({ programmeId: found[0]?.programmeId ?? '', stageId: found[0]?.stageId ?? '' })
  return (
    <>
      <PageHead title="Принять отчёты" crumbs={crumbs} sub="Проверьте список. Отчёты будут приняты без замечаний." />
      {others.length > 0 ? (
        <Section title="Не будут приняты">
          <ul className="links">
            {others.map((report) => (
              <li key={report.id}>
                {report.school.name}, {report.curator.name}:{' '}
                {report.isOwn ? `это ваш отчёт. ${WAY_OUT_OF_OWN}` : `${STANDING_LABELS[report.state]}, решать нечего.`}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {ready.length === 0 ? (
        <Empty title="Принимать нечего" action={<LinkButton href="/reports/matrix">К сводке отчётов</LinkButton>}>
          {picks.length === 0
            ? 'В сводке отметьте отчёты, которые ждут решения, и нажмите «Принять отмеченные».'
            : 'Отмеченные отчёты уже решены или принять их можете не вы.'}
        </Empty>
      ) : (
        <Form action={acceptReportsAction} page={here} state={state}>
          {ready.map((report) => (
            <input key={report.id} type="hidden" name="picked[]" value={`${report.id}:${report.sent?.versionId}`} />
          ))}
          <Table caption="Отчёты, которые будут приняты" head={['Школа', 'Куратор', 'Версия', 'Отправлена']}>
            <tbody>
              {ready.map((report) => (
                <tr className="row" key={report.id}>
                  <td className="title">
                    <a href={`/reports/${report.id}/review`}>{report.school.name}</a>
                  </td>
                  <td data-l="Куратор">{report.curator.name}</td>
                  <td data-l="Версия">{report.sent?.number}</td>
                  <td data-l="Отправлена">
                    {report.sent ? localDateTime(report.sent.lastAt, actor.zone) : ''}
                    {report.sent && report.sent.lateDays > 0 ? (
                      <span className="under">{sayLate(report.sent.lateDays)}</span>
                    ) : null}
                    {report.sent?.isSigned === false ? <span className="under">{UNSIGNED}</span> : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </Table>
          <ActionBar note="Если за это время куратор отправит новую версию или решение примет другой, такой отчёт не будет принят, и вы увидите почему.">
            <SubmitButton sending="Принимаем…">
              Принять {counted(ready.length, 'отчёт', 'отчёта', 'отчётов')}
            </SubmitButton>
            <LinkButton href={crumbs.at(-1)?.href}>Не принимать</LinkButton>
          </ActionBar>
        </Form>
      )}
    </>
  )
}
