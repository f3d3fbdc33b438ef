import { notFound } from 'next/navigation'
import { requireActor } from '@/app/_session/actor'
import { LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { listBooks } from '@/db/queries/register'
import { may } from '@/lib/access/policy'
import { bookName, isBeforeTime } from '@/lib/register/closing'
import { printedNumber } from '@/lib/register/rules'
import { localDateTime } from '@/lib/shared/dates'
import { counted } from '@/lib/shared/text'
import { CRUMBS } from '../address'

export const metadata = { title: 'Закрытие года' }

const DONE: Record<string, string> = {
  closed: 'Реестр закрыт. Итоговая запись стоит ниже и печатается в конце реестра этого года.',
  reopened: 'Реестр снова открыт: в нём можно давать номера и вносить акты.',
}

export default async function ClosingPage({ searchParams }: { searchParams: Promise<{ done?: string }> }) {
  const actor = await requireActor('/register/closing')
  if (!may(actor, 'register.manage')) notFound()
  const { done } = await searchParams
  const books = await listBooks(actor)
  return (
    <div className="col">
      <PageHead title="Закрытие года" crumbs={CRUMBS} />
      {DONE[done ?? ''] ? (
        <Notice tone="green" live>
          {DONE[done ?? '']}
        </Notice>
      ) : null}
      <p className="mb-6">
        В конце года реестр закрывают итоговой записью: сколько актов, сколько номеров аннулировано, какой номер
        последний. В закрытом реестре номеров больше не дают; открыть его снова можно, назвав причину.
      </p>
      {books.length === 0 ? (
        <Empty title="Закрывать нечего">Реестр появится с первым номером.</Empty>
      ) : (
        books.map((book) => (
          <Section
            key={book.id}
            title={bookName(book)}
            aside={
              <a href={`/register?kind=${book.kind}&year=${book.year}`}>
                {counted(book.entries, 'запись', 'записи', 'записей')}
              </a>
            }
          >
            {book.closedAt ? (
              <>
                <p className="whitespace-pre-line">{book.closingNote}</p>
                <p className="soft small">
                  Закрыт {localDateTime(book.closedAt, actor.zone)}
                  {book.closedBy ? `, ${book.closedBy}` : ''} ·{' '}
                  <a href={`/register/closing/${book.kind}/${book.year}`}>Открыть снова</a>
                </p>
              </>
            ) : (
              <>
                <p className="soft">
                  Открыт; следующий номер {printedNumber(book.next, '')}.
                  {isBeforeTime(book.year, actor.today)
                    ? ' Год ещё не кончился: раньше закрывают только с причиной.'
                    : ''}
                </p>
                {book.pending > 0 ? (
                  <Notice tone="amber" title="Сначала завершите начатое">
                    {counted(book.pending, 'номер ждёт', 'номера ждут', 'номеров ждут')} завершения: подпишите,
                    приложите скан, внесите акт или аннулируйте.{' '}
                    <a href={`/register?kind=${book.kind}&year=${book.year}&state=pending`}>Показать эти записи</a>
                  </Notice>
                ) : (
                  <p>
                    <LinkButton href={`/register/closing/${book.kind}/${book.year}`}>Закрыть реестр</LinkButton>
                  </p>
                )}
              </>
            )}
          </Section>
        ))
      )}
    </div>
  )
}
