import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { RegisterTable } from '@/components/register/table'
import { LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Pagination } from '@/components/ui/pagination'
import { listBooks, listRegister, listSigners, REGISTER_PAGE } from '@/db/queries/register'
import { may } from '@/lib/access/policy'
import { ORDER_KIND_WORDS } from '@/lib/order/labels'
import { bookName } from '@/lib/register/closing'
import { printedNumber, rangeText } from '@/lib/register/rules'
import { registerFiltersSchema } from '@/lib/register/schema'
import { addressOf } from './address'
import { ChosenFilters, RegisterFilter } from './filter'

export const metadata = { title: 'Реестр' }

type Books = Awaited<ReturnType<typeof listBooks>>

export default async function RegisterPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[]>>
}) {
  const actor = await requireActor('/register')
  const filters = registerFiltersSchema.parse(await searchParams)
  const { rows, total, all } = await orNotFound(listRegister(actor, filters))
  const books = await listBooks(actor)
  const signers = await listSigners(actor)
  const manages = may(actor, 'register.manage')
  const years = [...new Set(books.map((book) => book.year))]
  return (
    <>
      <PageHead
        title="Реестр"
        actions={
          <>
            <LinkButton href={addressOf({ ...filters, page: 1 }, '/register/register.pdf')}>Печать</LinkButton>
            <LinkButton href={addressOf({ ...filters, page: 1 }, '/register/register.xlsx')}>Excel</LinkButton>
            {manages ? <LinkButton href="/register/reserve">Зарезервировать номер</LinkButton> : null}
            {manages ? (
              <LinkButton kind="main" href="/register/old-act/new">
                Внести старый акт
              </LinkButton>
            ) : null}
          </>
        }
        sub={
          manages ? (
            <>
              <a href="/register/book">Начать реестр с номера</a> · <a href="/register/closing">Закрытие года</a> ·{' '}
              <a href="/register/archive">Архив года</a>
            </>
          ) : null
        }
      />
      <Alarm books={books} />
      {all === 0 ? (
        <Empty title="Записей пока нет">
          Номер появится здесь, когда руководитель подпишет распоряжение. Акты, подписанные раньше на бумаге, внесите с
          их номерами и датами.
        </Empty>
      ) : (
        <>
          <RegisterFilter filters={filters} years={years} signers={signers} />
          <ChosenFilters filters={filters} />
          <p className="soft" role="status">
            Показано {rows.length} из {total}
            {total === all ? '' : ` (всего в реестре ${all})`}.
          </p>
          {rows.length === 0 ? (
            <Empty title="По этому отбору ничего нет">Измените условия или снимите отбор.</Empty>
          ) : (
            <RegisterTable rows={rows} zone={actor.zone} />
          )}
          {total > REGISTER_PAGE ? (
            <Pagination
              page={filters.page}
              size={REGISTER_PAGE}
              total={total}
              href={(page) => addressOf({ ...filters, page })}
            />
          ) : null}
        </>
      )}
      <Outside books={books} />
    </>
  )
}

/** There should be nothing to say: the program gives no number twice and leaves none out. */
function Alarm({ books }: { books: Books }) {
  const wrong = books.filter((book) => book.missing.length > 0 || book.repeated.length > 0)
  if (wrong.length === 0) return null
  return (
    <Notice tone="red" wide title="Нумерация нарушена">
      {wrong.map((book) => (
        <p key={book.id}>
          Реестр {ORDER_KIND_WORDS[book.kind].genitivePlural} за {book.year} год.
          {book.missing.length > 0 ? ` Пропущены: ${book.missing.map(rangeText).join(', ')}.` : ''}
          {book.repeated.length > 0
            ? ` Повторяются: ${book.repeated.map((number) => printedNumber(number, '')).join(', ')}.`
            : ''}
        </p>
      ))}
    </Notice>
  )
}

function Outside({ books }: { books: Books }) {
  const lines = books.flatMap((book) => book.outside.map((range) => ({ book, range })))
  const closed = books.filter((book) => book.closedAt !== null)
  if (lines.length === 0 && closed.length === 0) return null
  return (
    <ul className="section soft">
      {lines.map(({ book, range }) => (
        <li key={`${book.id}-${range.from}`}>
          Реестр {ORDER_KIND_WORDS[book.kind].genitivePlural} {book.year} года: {rangeText(range)} даны вне программы.
          Причина: {range.reason}
        </li>
      ))}
      {closed.map((book) => (
        <li key={book.id} className="whitespace-pre-line">
          {bookName(book)} закрыт. {book.closingNote}
        </li>
      ))}
    </ul>
  )
}
