import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { EntryStateTag } from '@/components/register/state-tag'
import { Button, LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Select, TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Pagination } from '@/components/ui/pagination'
import { Table } from '@/components/ui/table'
import { listBooks, listRegister, REGISTER_PAGE } from '@/db/queries/register'
import { may } from '@/lib/access/policy'
import { ORDER_KIND_WORDS } from '@/lib/order/labels'
import { ORDER_KINDS } from '@/lib/order/rules'
import { SHOWN_STATE_LABELS } from '@/lib/register/labels'
import { printedNumber, rangeText } from '@/lib/register/rules'
import { registerFiltersSchema, SHOWN_STATES } from '@/lib/register/schema'
import { shortDate } from '@/lib/shared/dates'
import { capitalised } from '@/lib/shared/text'
import { addressOf, ofKind } from './address'

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
  const manages = may(actor, 'register.manage')
  const years = [...new Set(books.map((book) => book.year))]
  return (
    <>
      <PageHead
        title="Реестр"
        actions={
          <>
            {manages ? <LinkButton href="/register/reserve">Зарезервировать номер</LinkButton> : null}
            {manages ? <LinkButton href="/register/book">Начать реестр с номера</LinkButton> : null}
            <LinkButton href={addressOf({ ...filters, page: 1 }, '/register/register.pdf')}>Печать реестра</LinkButton>
            {manages ? (
              <LinkButton kind="main" href="/register/old-act/new">
                Внести старый акт
              </LinkButton>
            ) : null}
          </>
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
          <form action="/register" method="get" className="flex flex-wrap items-end gap-x-4">
            <Select
              name="kind"
              label="Вид акта"
              empty="Все"
              options={ORDER_KINDS.map((kind) => ({ value: kind, label: ofKind(kind) }))}
              defaultValue={filters.kind ?? ''}
            />
            <Select
              name="year"
              label="Год"
              empty="Все"
              options={years.map((year) => ({ value: String(year), label: String(year) }))}
              defaultValue={String(filters.year ?? '')}
            />
            <Select
              name="state"
              label="Состояние"
              empty="Любое"
              options={SHOWN_STATES.map((state) => ({ value: state, label: SHOWN_STATE_LABELS[state] }))}
              defaultValue={filters.state ?? ''}
            />
            <TextField name="q" label="Номер или слова" type="search" width="half" defaultValue={filters.q} />
            <div className="field">
              <Button>Показать</Button>
            </div>
          </form>
          <p className="soft" role="status">
            Показано {rows.length} из {total}
            {total === all ? '' : ` (всего в реестре ${all})`}.{' '}
            {total === all ? null : <a href="/register">Снять отбор</a>}
          </p>
          {rows.length === 0 ? (
            <Empty title="По этому отбору ничего нет">Измените условия или снимите отбор.</Empty>
          ) : (
            <Table
              caption="Реестр"
              linked
              head={[
                { label: '№', className: 'num' },
                { label: 'Дата', className: 'date' },
                'Заголовок',
                { label: 'Кто подписал', className: 'min-w-44' },
                { label: 'Листов', className: 'right' },
                { label: 'Состояние', className: 'state' },
              ]}
            >
              <tbody>
                {rows.map((row) => (
                  <tr className="row" key={row.id}>
                    <td className="num">
                      {row.number}
                      {row.suffix}
                    </td>
                    <td className="date" data-l="Дата">
                      {shortDate(row.date)}
                    </td>
                    <td className="title">
                      <a href={`/register/${row.id}`}>{row.title || 'Номер без акта'}</a>
                      <span className="under">
                        {capitalised(ORDER_KIND_WORDS[row.kind].nominative)}
                        {row.reason ? ` · причина: ${row.reason}` : ''}
                      </span>
                    </td>
                    <td data-l="Кто подписал">{row.signer}</td>
                    <td className="right" data-l="Листов">
                      {row.sheets ?? ''}
                    </td>
                    <td className="state nowrap" data-l="Состояние">
                      <EntryStateTag state={row.state} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </Table>
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
  if (lines.length === 0) return null
  return (
    <ul className="section soft">
      {lines.map(({ book, range }) => (
        <li key={`${book.id}-${range.from}`}>
          Реестр {ORDER_KIND_WORDS[book.kind].genitivePlural} {book.year} года: {rangeText(range)} даны вне программы.
          Причина: {range.reason}
        </li>
      ))}
    </ul>
  )
}
