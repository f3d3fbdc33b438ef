import { count, one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { SentSection } from '@/components/report/sent-section'
import { LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SummaryList } from '@/components/ui/summary-list'
import { getReportHistory } from '@/db/queries/report-review'
import type { Actor } from '@/lib/access/actor'
import { may } from '@/lib/access/policy'
import { REPORT_SIGNATURE_LABELS, REPORT_STATE_LABELS } from '@/lib/report/labels'
import { sayInTime } from '@/lib/report/matrix-words'
import { localDateTime, shortDate } from '@/lib/shared/dates'
import { isBlank } from '@/lib/shared/text'
import { MATRIX_CRUMBS, reportCrumbs } from '../../crumbs'

export const metadata = { title: 'Версии и решения' }

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> }
type Version = Awaited<ReturnType<typeof getReportHistory>>['versions'][number]

const DONE: Record<string, string> = {
  accepted: 'Отчёт принят.',
  accepted_with_remarks: 'Отчёт принят с замечаниями. Куратор их увидит.',
  returned: 'Отчёт возвращён на доработку. Куратору открыты разделы с замечаниями.',
  unlocked: 'Отчёт открыт для правки. Прежние версии и решения остались.',
  opened: 'Отчёт начат для куратора: он появится у него в разделе «Отчёты».',
}

/** Every sent version with what became of it; `?version=` shows the text of one. */
export default async function HistoryPage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const here = `/reports/${pageId(id)}/history`
  const actor = await requireActor(here)
  const report = await orNotFound(getReportHistory(actor, id))
  const shown = report.versions.find((version) => version.number === count(query, 'version'))
  const done = DONE[one(query, 'done') ?? '']
  const isOpen = report.state === 'draft' || report.state === 'returned'
  return (
    <>
      <PageHead
        title="Версии и решения"
        crumbs={report.isJudge ? reportCrumbs(report) : MATRIX_CRUMBS}
        over={`${report.programme}, ${report.year} · ${report.stage}`}
        sub={`${report.school} · ${report.curator} · ${REPORT_STATE_LABELS[report.state]}`}
        actions={
          <>
            {may(actor, 'report.unlock') ? (
              <LinkButton href={`/reports/${id}/unlock`}>Открыть для правки</LinkButton>
            ) : null}
            {report.isJudge && report.state === 'sent' && !report.isOwn ? (
              <LinkButton kind="main" href={`/reports/${id}/review`}>
                Рассмотреть
              </LinkButton>
            ) : null}
          </>
        }
      />
      {done ? (
        <Notice tone="green" live>
          {done}
        </Notice>
      ) : null}
      {isOpen && report.unlockedTo ? (
        <Notice title={`Открыт для правки до ${shortDate(report.unlockedTo)} включительно`}>
          {report.unlockReason ? `Причина: ${report.unlockReason}` : null}
        </Notice>
      ) : null}
      {report.versions.length === 0 ? (
        <Empty title="Отчёт ещё не отправлен">Здесь появятся отправленные версии, решения по ним и ознакомление.</Empty>
      ) : null}
      {report.versions.map((version) => (
        <VersionFacts
          key={version.id}
          version={version}
          actor={actor}
          reportId={id}
          href={`${here}?version=${version.number}#text`}
          readsReviews={report.readsReviews}
        />
      ))}
      {shown ? (
        <div id="text">
          <Notice>
            Текст версии {shown.number}, отправленной {localDateTime(shown.sentAt, actor.zone)}.{' '}
            <a href={here}>Скрыть</a>
          </Notice>
          {shown.content.sections.map((section, index) => (
            <SentSection key={section.code} section={section} number={index + 1} />
          ))}
        </div>
      ) : null}
    </>
  )
}

function VersionFacts({
  version,
  actor,
  reportId,
  href,
  readsReviews,
}: {
  version: Version
  actor: Actor
  reportId: string
  href: string
  readsReviews: boolean
}) {
  const { review, acknowledged } = version
  const titleOf = (code: string) => version.content.sections.find((section) => section.code === code)?.title ?? code
  return (
    <Section
      title={`Версия ${version.number}`}
      aside={
        <>
          <a href={href}>
            Текст<span className="vh"> версии {version.number}</span>
          </a>
          {version.sha256 ? (
            <>
              {' · '}
              <a href={`/reports/${reportId}/versions/${version.number}/report.pdf`}>
                PDF<span className="vh"> версии {version.number}</span>
              </a>
            </>
          ) : null}
        </>
      }
    >
      <SummaryList
        rows={[
          {
            label: 'Отправлена',
            value: localDateTime(version.sentAt, actor.zone) + sayInTime(version, ', '),
          },
          { label: 'Квитанция', value: `№ ${version.receipt}` },
          {
            label: 'Подпись',
            value: version.sha256 ? REPORT_SIGNATURE_LABELS[version.signature] : 'не завершена: файл отчёта не готов',
          },
          {
            label: 'Директор',
            value: acknowledged
              ? `ознакомлен ${localDateTime(acknowledged.at, actor.zone)}, ${acknowledged.by}`
              : 'ещё не ознакомлен',
          },
          ...(readsReviews
            ? [
                {
                  label: 'Решение',
                  value: review
                    ? `${REPORT_STATE_LABELS[review.decision]}, ${localDateTime(review.at, actor.zone)}, ${review.by}`
                    : 'пока нет',
                },
                ...(review && !isBlank(review.note) ? [{ label: 'Ко всему отчёту', value: review.note }] : []),
                ...(review?.remarks ?? []).map((remark) => ({
                  label: `Раздел «${titleOf(remark.section)}»`,
                  value: remark.text,
                })),
              ]
            : []),
        ]}
      />
    </Section>
  )
}
