import { Form } from '@/app/_forms/form'
import { BLANK, type FormState, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { KeepPage, keptFor } from '@/app/_offline/keep-page'
import { requireActor } from '@/app/_session/actor'
import { QueueNotice } from '@/components/offline/queue-notice'
import { StageTerm } from '@/components/report/stage-term'
import { ReportStateTag } from '@/components/report/state-tag'
import { LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { Status } from '@/components/ui/status'
import { SubmitButton } from '@/components/ui/submit-button'
import { Table } from '@/components/ui/table'
import { listReports } from '@/db/queries/report-list'
import { hasRole } from '@/lib/access/actor'
import { may } from '@/lib/access/policy'
import { localDate, shortDate } from '@/lib/shared/dates'
import { beginReportAction } from './actions'

export const metadata = { title: 'Отчёты' }

type Found = Awaited<ReturnType<typeof listReports>>
type Stage = Found['stages'][number]

export default async function ReportsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams
  const actor = await requireActor('/reports')
  const { stages, sent } = await listReports(actor)
  const state = await openForm('report-begin', one(query, 'kept'), actor.userId)
  const reviews = may(actor, 'report.review')
  const user = await keptFor()
  const isAsked = hasRole(actor, 'curator') || hasRole(actor, 'school')
  return (
    <>
      <PageHead
        title="Отчёты"
        sub={isAsked ? 'Отчёты кураторов о школах, по этапам программы' : 'Отчёты кураторов'}
        actions={
          reviews ? (
            <LinkButton kind="main" href="/reports/matrix">
              Отчёты муниципалитета
            </LinkButton>
          ) : null
        }
      />
      <KeepPage
        name="Отчёты"
        also={stages.flatMap((stage) => stage.lines.flatMap(({ report }) => (report ? [`/reports/${report.id}`] : [])))}
      />
      {user ? <QueueNotice user={user} /> : null}
      {stages.map((stage) => (
        <StageReports key={stage.id} stage={stage} today={actor.today} state={state} />
      ))}
      {sent.length > 0 ? <SchoolsReports sent={sent} zone={actor.zone} /> : null}
      {stages.length === 0 && sent.length === 0 ? (
        <NothingYet isCurator={hasRole(actor, 'curator')} reviews={reviews} />
      ) : null}
    </>
  )
}

function StageReports({ stage, today, state }: { stage: Stage; today: string; state: FormState }) {
  return (
    <Section title={`${stage.name}. ${stage.programme}, ${stage.year}`} id={`s-${stage.id}`}>
      <p className="mb-3">
        <StageTerm stage={stage} standing={stage.standing} first={stage.first} today={today} />
      </p>
      {stage.standing === 'ahead' && stage.lines.every((line) => line.report === null) ? null : (
        <Table caption={`Отчёты: ${stage.name}`} head={['Школа', 'Отчёт', { label: 'Действие', hidden: true }]}>
          <tbody>
            {stage.lines.map(({ school, schoolId, report, isOwnSchool }) => {
              const isBegun =
                state !== BLANK && typed(state, 'stageId') === stage.id && typed(state, 'schoolId') === schoolId
              return (
                <tr className="row" key={schoolId}>
                  <td className="title">{report ? <a href={`/reports/${report.id}`}>{school}</a> : school}</td>
                  <td data-l="Отчёт">
                    {report ? <ReportStateTag state={report.state} /> : <Status>Не начат</Status>}
                    {isOwnSchool ? null : <span className="under">вы больше не куратор этой школы</span>}
                  </td>
                  <td>
                    {report ? (
                      <a href={`/reports/${report.id}`}>
                        {report.state === 'draft' || report.state === 'returned' ? 'Продолжить' : 'Открыть'}
                        <span className="vh">: {school}</span>
                      </a>
                    ) : stage.standing === 'ahead' ? null : (
                      <Form action={beginReportAction} page="/reports" state={isBegun ? state : BLANK}>
                        <input type="hidden" name="stageId" value={stage.id} />
                        <input type="hidden" name="schoolId" value={schoolId} />
                        <SubmitButton small>
                          Начать отчёт<span className="vh">: {school}</span>
                        </SubmitButton>
                      </Form>
                    )}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </Table>
      )}
    </Section>
  )
}

function SchoolsReports({ sent, zone }: { sent: Found['sent']; zone: string }) {
  return (
    <Section title="Отчёты о вашей школе">
      <Table caption="Отчёты о вашей школе" head={['Отчёт', 'Отправлен', 'Состояние', 'Ознакомление']} linked>
        <tbody>
          {sent.map((report) => (
            <tr className="row" key={report.id}>
              <td className="title">
                <a href={`/reports/${report.id}`}>{report.stage}</a>
                <span className="under">
                  {report.school} · {report.curator}
                </span>
              </td>
              <td data-l="Отправлен" className="date">
                {shortDate(localDate(report.sentAt, zone))}
              </td>
              <td data-l="Состояние">
                <ReportStateTag state={report.state} />
              </td>
              <td data-l="Ознакомление">
                {report.acknowledgedAt ? (
                  <Status kind="done">Ознакомлены {shortDate(localDate(report.acknowledgedAt, zone))}</Status>
                ) : (
                  <Status kind="soon">Ознакомьтесь</Status>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  )
}

function NothingYet({ isCurator, reviews }: { isCurator: boolean; reviews: boolean }) {
  if (isCurator)
    return (
      <Empty title="Отчётов пока нет">
        Отчёт начинают, когда откроется этап программы. Школы за вами закрепляет муниципальный координатор: если вашей
        школы нет, обратитесь к нему.
      </Empty>
    )
  if (reviews)
    return (
      <Empty title="Отчёты собраны в таблицу" action={<LinkButton href="/reports/matrix">Открыть таблицу</LinkButton>}>
        Кто отправил, кто опоздал и что ждёт решения, видно по школам и этапам.
      </Empty>
    )
  return <Empty title="Отчётов пока нет">Здесь появятся отчёты куратора о вашей школе, когда он их отправит.</Empty>
}
