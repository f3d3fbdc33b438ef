import { ContentView } from '@/components/report/content-view'
import { LinkButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { REPORT_SIGNATURE_LABELS } from '@/lib/report/labels'
import { localDateTime } from '@/lib/shared/dates'
import { openVersion, type VersionPage } from './version-page'

export const metadata = { title: 'Отправленный отчёт' }

export default async function SentVersionPage(props: VersionPage) {
  const { report, page, actor, version } = await openVersion(props)
  const { content } = version
  return (
    <>
      <PageHead
        title={`${content.title}, версия ${version.number}`}
        crumbs={[
          { label: 'Отчёты', href: '/reports' },
          { label: 'Отчёт', href: report },
        ]}
        sub={`Отправлен ${localDateTime(version.sentAt, content.paper.zone)}. Квитанция № ${version.receipt}`}
        actions={version.sha256 ? <LinkButton href={`${page}/report.pdf`}>PDF</LinkButton> : null}
      />
      {version.isNewest ? null : (
        <Notice tone="amber">
          Это прежняя версия. Новая — на <a href={report}>странице отчёта</a>.
        </Notice>
      )}
      <p className="mb-4">
        {version.sha256 ? (
          <>
            Подпись: {REPORT_SIGNATURE_LABELS[version.signature]}.{' '}
            {version.scanSha256 ? <a href={`${page}/scan`}>Скан подписанного отчёта</a> : null}
          </>
        ) : version.curatorId === actor.userId ? (
          <>
            Подпись не завершена: <a href={`${page}/finish`}>завершить</a>.
          </>
        ) : (
          'Подпись ещё не завершена.'
        )}
      </p>
      <ContentView content={content} />
    </>
  )
}
