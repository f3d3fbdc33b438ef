import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { Empty } from '@/components/ui/empty'
import { PageHead } from '@/components/ui/page-head'
import { listArchiveYears } from '@/db/queries/archive'
import { counted } from '@/lib/shared/text'
import { CRUMBS } from '../address'

export const metadata = { title: 'Архив года' }

export default async function ArchivePage() {
  const actor = await requireActor('/register/archive')
  const years = await orNotFound(listArchiveYears(actor))
  return (
    <div className="col">
      <PageHead title="Архив года" crumbs={CRUMBS} />
      <p>
        Один файл ZIP, который открывается без программы: папка на каждый акт (подписанный PDF, файл подписи .sig, скан,
        лист согласования, дорожная карта в Excel, журнал действий), реестр в Excel, страница index.html с оглавлением и
        список отпечатков SHA-256, по которому видно, что ни один файл не изменён.
      </p>
      {years.length === 0 ? (
        <Empty title="Архивировать пока нечего">Архив появится с первой записью реестра.</Empty>
      ) : (
        <ul className="links">
          {years.map(({ year, entries }) => (
            <li key={year}>
              <a href={`/register/archive/${year}.zip`} download>
                Архив за {year} год, ZIP
              </a>{' '}
              <span className="soft">{counted(entries, 'запись', 'записи', 'записей')} реестра</span>
            </li>
          ))}
        </ul>
      )}
      <p className="soft">
        В архиве фамилии и журнал действий: храните его так же, как сами дела. Скачивание записывается.
      </p>
    </div>
  )
}
