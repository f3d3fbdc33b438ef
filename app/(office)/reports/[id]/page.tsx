import { one, type Query } from '@/app/_forms/query'
import { KeepPage } from '@/app/_offline/keep-page'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { StageTerm } from '@/components/report/stage-term'
import { ReportStateTag } from '@/components/report/state-tag'
import { Versions } from '@/components/report/versions'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { Status, type StatusKind } from '@/components/ui/status'
import { Table } from '@/components/ui/table'
import { getReport, type ReportPage } from '@/db/queries/report'
import { may } from '@/lib/access/policy'
import { opensOn, stageStanding } from '@/lib/programme/stage'
import { SECTION_STANDING_LABELS } from '@/lib/report/labels'
import { missingAnswers, questionsOf, type SectionStanding } from '@/lib/report/progress'
import { isReportStepOpen } from '@/lib/report/rules'
import { shortDate } from '@/lib/shared/dates'
import { counted } from '@/lib/shared/text'

export const metadata = { title: 'Отчёт куратора' }

const DONE: Record<string, string> = {
  scan: 'Скан подписанного отчёта приложен.',
  acknowledged: 'Записано: вы ознакомились с отчётом.',
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> }

export default async function OneReportPage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const done = DONE[one(query, 'done') ?? '']
  const here = `/reports/${pageId(id)}`
  const actor = await requireActor(here)
  const report = await orNotFound(getReport(actor, id))
  const writes = report.isOwn && isReportStepOpen('write', report.state)
  const [newest] = report.versions
  return (
    <>
      {report.isOwn ? (
        <KeepPage name={`Отчёт: ${report.school}, ${report.stage.name}`} also={ownPages(report)} />
      ) : null}
      <PageHead
        title={`Отчёт: ${report.school}`}
        crumbs={[{ label: 'Отчёты', href: '/reports' }]}
        over={`${report.programme}, ${report.year}. ${report.stage.name}`}
        sub={<ReportStateTag state={report.state} />}
      />
      {writes || report.versions.length === 0 ? (
        <p className="mb-4">
          <StageTerm
            stage={report.stage}
            standing={stageStanding(report.stage, actor.today)}
            first={opensOn(report.stage)}
            today={actor.today}
          />
        </p>
      ) : null}
      {done ? (
        <Notice tone="green" live>
          {done}
        </Notice>
      ) : null}
      {report.isOwn ? null : <p className="soft">Куратор: {report.curator}</p>}
      {writes && report.closed ? (
        <Notice tone="amber" title="Отчёт закрыт для правки">
          {report.closed}
        </Notice>
      ) : null}
      {writes && report.unlockedTo && report.unlockedTo >= actor.today ? (
        <Notice tone="amber" title={`Отчёт открыт до ${shortDate(report.unlockedTo)}`}>
          {report.unlockReason}
        </Notice>
      ) : null}
      {report.isOwn && report.state === 'returned' ? <Mending report={report} /> : null}
      {report.own && report.own.rivals.length > 0 ? <Rivals report={report} /> : null}
      {writes ? <Writing report={report} /> : null}
      {!report.isOwn && report.versions.length === 0 ? (
        <Notice title="Отчёт ещё не отправлен">Куратор пишет его. Читать его можно будет после отправки.</Notice>
      ) : null}
      {newest ? (
        <Section title={report.isOwn ? 'Что отправлено' : 'Отправленные версии'}>
          <Versions
            reportId={id}
            versions={report.versions}
            sections={report.sections}
            zone={actor.zone}
            readsReviews={report.readsReviews}
          />
        </Section>
      ) : null}
      {newest ? (
        <p>
          <a href={`${here}/history`}>Версии и решения подробнее</a>
        </p>
      ) : null}
      {report.state === 'sent' && may(actor, 'report.review') && report.curatorId !== actor.userId ? (
        <ActionBar>
          <LinkButton kind="main" href={`${here}/review`}>
            Принять или вернуть
          </LinkButton>
        </ActionBar>
      ) : null}
      {report.mayAcknowledge ? (
        <ActionBar>
          <LinkButton kind="main" href={`${here}/acknowledge`}>
            Ознакомиться с отчётом
          </LinkButton>
        </ActionBar>
      ) : null}
    </>
  )
}

/** A returned report, or an accepted one that was opened again: the decision's own words stand with it, in the version below. */
function Mending({ report: { versions, sections } }: { report: ReportPage }) {
  const review = versions[0]?.review
  const isReturned = review?.decision === 'returned'
  const open = sections.filter((section) => section.isOpen)
  return (
    <Notice tone="amber" title={isReturned ? 'Отчёт возвращён на доработку' : 'Отчёт открыт для исправления'}>
      {isReturned && review.note ? <p className="whitespace-pre-wrap">{review.note}</p> : null}
      {open.length === 0
        ? null
        : open.length === sections.length
          ? 'Открыты все разделы. Исправьте отчёт и отправьте его ещё раз.'
          : 'Открыты только те разделы, которые нужно исправить. Исправьте их и отправьте отчёт ещё раз.'}
    </Notice>
  )
}

/** Sections, and the questions that can be answered now: all that is needed to write without a line. */
const ownPages = ({ id, form, sections, stage }: ReportPage): string[] => [
  '/reports',
  ...sections.flatMap(({ code, isOpen }) => [
    `/reports/${id}/sections/${code}`,
    ...(isOpen
      ? questionsOf(form, code, stage.isFinal).map((question) => `/reports/${id}/questions/${question.code}`)
      : []),
  ]),
]

const KINDS: Record<SectionStanding, StatusKind> = { not_begun: 'idle', in_work: 'soon', done: 'done', remarks: 'late' }

/** The task list: every section with its word, the whole row a link (pages.md 5). */
function Writing({ report }: { report: ReportPage }) {
  const answers = new Map(report.own?.answers.map((answer) => [answer.question, answer.text]))
  const missing = missingAnswers(report.form, report.stage.isFinal, answers)
  const done = report.sections.filter((section) => section.isDone).length
  return (
    <Section title="Разделы отчёта" aside={`Заполнено ${done} из ${report.sections.length}`}>
      <Table caption="Разделы отчёта" head={['Раздел', 'Осталось', 'Состояние']} linked>
        <tbody>
          {report.sections.map((section, index) => {
            const left = missing.filter((one) => one.section === section.code).length
            return (
              <tr className="row" key={section.code}>
                <td className="title">
                  <a href={`/reports/${report.id}/sections/${section.code}`}>
                    {index + 1}. {section.title}
                  </a>
                </td>
                <td data-l="Осталось">
                  {left > 0 ? counted(left, 'обязательный ответ', 'обязательных ответа', 'обязательных ответов') : '—'}
                </td>
                <td data-l="Состояние">
                  <Status kind={KINDS[section.standing]}>{SECTION_STANDING_LABELS[section.standing]}</Status>
                  {report.closed === null && !section.isOpen ? (
                    <span className="under">закрыт: замечаний нет</span>
                  ) : null}
                </td>
              </tr>
            )
          })}
        </tbody>
      </Table>
      {report.closed === null ? (
        <ActionBar note="Перед отправкой вы увидите весь отчёт целиком.">
          <LinkButton kind="main" href={`/reports/${report.id}/check`}>
            Проверить и отправить
          </LinkButton>
          <LinkButton href={`/reports/${report.id}/draft.txt`}>Скачать набранное</LinkButton>
        </ActionBar>
      ) : null}
    </Section>
  )
}

function Rivals({ report }: { report: ReportPage }) {
  const codes = [...new Set(report.own?.rivals.map((rival) => rival.question))]
  const labelOf = (code: string) =>
    report.form.sections.flatMap((section) => section.questions).find((question) => question.code === code)?.label ??
    code
  return (
    <Notice tone="amber" title="У ответов есть второй текст">
      Вы писали на двух устройствах. Оба текста сохранены, выберите между ними:
      <ul className="mt-2">
        {codes.map((code) => (
          <li key={code}>
            <a href={`/reports/${report.id}/questions/${code}#two`}>{labelOf(code)}</a>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
