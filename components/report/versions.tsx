import { Notice } from '@/components/ui/notice'
import { Status } from '@/components/ui/status'
import { REPORT_SIGNATURE_LABELS } from '@/lib/report/labels'
import { sayInTime } from '@/lib/report/matrix-words'
import type { ReportSectionCode, ReportSignature, ReviewDecision } from '@/lib/report/rules'
import { localDate, localDateTime, shortDate } from '@/lib/shared/dates'

type Version = {
  id: string
  number: number
  receipt: number
  sentAt: Date
  lateDays: number
  signature: ReportSignature
  sha256: string | null
  /** Whether the reader sent it. */
  isOwn: boolean
  scanSha256: string | null
  acknowledged: { at: Date; by: string } | null
  review: {
    decision: ReviewDecision
    note: string
    at: Date
    by: string
    remarks: { section: ReportSectionCode; text: string }[]
  } | null
}

const DECIDED: Record<ReviewDecision, string> = {
  accepted: 'Принят',
  accepted_with_remarks: 'Принят с замечаниями',
  returned: 'Возвращён на доработку',
}

/** Every sent version, the newest first: its receipt, paper, signature, the director's acquaintance, the decision with its remarks. */
export function Versions({
  reportId,
  versions,
  sections,
  zone,
  readsReviews,
}: {
  reportId: string
  versions: readonly Version[]
  sections: readonly { code: ReportSectionCode; title: string }[]
  zone: string
  /** Whether decisions are told to him; where not, nothing is said of one that is awaited either. */
  readsReviews: boolean
}) {
  const titleOf = (code: ReportSectionCode) => sections.find((section) => section.code === code)?.title ?? code
  return versions.map((version) => {
    const page = `/reports/${reportId}/versions/${version.number}`
    const { review, acknowledged } = version
    return (
      <div key={version.id} className="mb-6">
        <h3>
          <a href={page}>
            Версия {version.number} от {localDateTime(version.sentAt, zone)}
          </a>
        </h3>
        <p className="soft">
          Квитанция № {version.receipt}
          {sayInTime(version, ', ')}.{' '}
          {version.sha256 ? `Подпись: ${REPORT_SIGNATURE_LABELS[version.signature]}.` : null}
        </p>
        <ul className="links mt-2">
          {version.isOwn ? (
            <li>
              <a href={`/reports/${reportId}/receipt/${version.number}`}>Квитанция</a>
            </li>
          ) : null}
          {version.sha256 ? (
            <li>
              <a href={`${page}/report.pdf`}>Отчёт, PDF</a>
            </li>
          ) : null}
          {version.scanSha256 ? (
            <li>
              <a href={`${page}/scan`}>Скан подписанного отчёта</a>
            </li>
          ) : null}
          {version.isOwn && version.sha256 && version.signature === 'paper' ? (
            <li>
              <a href={`${page}/attach`}>
                {version.scanSha256 ? 'Заменить скан' : 'Приложить скан подписанного отчёта'}
              </a>
            </li>
          ) : null}
        </ul>
        {version.sha256 ? null : (
          <Notice tone="amber" title="Подпись не завершена">
            Отчёт отправлен, но его файл ещё не подписан.{' '}
            {version.isOwn ? <a href={`${page}/finish`}>Завершить</a> : 'Подписание завершает тот, кто отправил.'}
          </Notice>
        )}
        <p className="mt-2">
          {acknowledged ? (
            <Status kind="done">
              Руководитель школы ознакомлен {shortDate(localDate(acknowledged.at, zone))}: {acknowledged.by}
            </Status>
          ) : (
            <Status>Руководитель школы ещё не ознакомлен</Status>
          )}
        </p>
        {review ? (
          <div className="mt-2">
            <Status kind={review.decision === 'returned' ? 'late' : 'done'}>
              {DECIDED[review.decision]} {shortDate(localDate(review.at, zone))}: {review.by}
            </Status>
            {review.note ? <p className="whitespace-pre-wrap mt-1">{review.note}</p> : null}
            {review.remarks.length > 0 ? (
              <dl className="sum plain mt-2">
                {review.remarks.map((remark, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: remarks stand as they were written
                  <div key={index}>
                    <dt>{titleOf(remark.section)}</dt>
                    <dd className="whitespace-pre-wrap">{remark.text}</dd>
                  </div>
                ))}
              </dl>
            ) : null}
          </div>
        ) : readsReviews ? (
          <p>
            <Status kind="wait">Ждёт решения муниципального координатора</Status>
          </p>
        ) : null}
      </div>
    )
  })
}
