import { Notice } from '@/components/ui/notice'
import { Receipt } from '@/components/ui/receipt'
import { REPORT_SIGNATURE_LABELS } from '@/lib/report/labels'
import { sayInTime } from '@/lib/report/matrix-words'
import { localDateTime } from '@/lib/shared/dates'
import { openVersion, type VersionPage } from '../../versions/[number]/version-page'

export const metadata = { title: 'Отчёт отправлен' }

/** Can be kept and opened again: it tells of the sending, whatever became of the report since. */
export default async function ReceiptPage(props: VersionPage) {
  const { report, page, version } = await openVersion(props, '', 'receipt')
  const { content } = version
  return (
    <div className="col">
      <Receipt
        title="Отчёт отправлен"
        number={`Квитанция № ${version.receipt}`}
        lead={`${content.school}. ${content.stage}. Версия ${version.number}, ${localDateTime(version.sentAt, content.paper.zone)}${sayInTime(version, ', ')}.`}
        next={[
          ...(version.signature === 'paper'
            ? ['Напечатайте отчёт, подпишите его и сдайте координатору; скан можно приложить на странице отчёта.']
            : []),
          'Руководитель школы ознакомится с отчётом: он увидит его в «Моих делах».',
          'Муниципальный координатор примет отчёт или вернёт его с замечаниями по разделам. Ответ вы увидите на странице отчёта; возвращённый отчёт появится и в «Моих делах».',
        ]}
        links={[
          ...(version.sha256 ? [{ href: `${page}/report.pdf`, label: 'Отчёт, PDF' }] : []),
          { href: page, label: 'Что отправлено' },
          { href: report, label: 'Страница отчёта' },
          { href: '/', label: 'Мои дела' },
        ]}
      >
        {version.sha256 ? (
          <p className="soft mt-4">Подпись: {REPORT_SIGNATURE_LABELS[version.signature]}.</p>
        ) : (
          <Notice tone="amber" title="Подпись не завершена">
            Отчёт отправлен и засчитан, но его файл ещё не подписан.{' '}
            {version.isOwn ? <a href={`${page}/finish`}>Завершить</a> : null}
          </Notice>
        )}
      </Receipt>
    </div>
  )
}
