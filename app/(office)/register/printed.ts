import { listBooks, listRegister } from '@/db/queries/register'
import type { Actor } from '@/lib/access/actor'
import { ORDER_KIND_WORDS } from '@/lib/order/labels'
import type { RegisterFilters } from '@/lib/register/schema'
import { conflict } from '@/lib/shared/refusal'

const MOST = 20_000

/** The register as the page's filters leave it, whole, in the order of a журнал: the earliest first. */
export async function wholeRegister(actor: Actor, filters: RegisterFilters) {
  const { rows, total } = await listRegister(actor, { ...filters, page: 1 }, MOST)
  if (total > MOST) throw conflict(`По этому отбору ${total} записей, а в один файл помещается ${MOST}. Выберите год.`)
  const { kind, year } = filters
  const isPart = filters.q !== '' || filters.signer !== '' || Boolean(filters.state ?? filters.purpose)
  const book =
    kind && year && !isPart ? (await listBooks(actor)).find((one) => one.kind === kind && one.year === year) : undefined
  return {
    rows: rows.toReversed(),
    title: kind ? `Журнал регистрации ${ORDER_KIND_WORDS[kind].genitivePlural}` : 'Журнал регистрации актов',
    period: [year ? `за ${year} год` : '', isPart ? '(по отбору)' : ''].filter(Boolean).join(' '),
    /** The итоговая запись, where exactly one closed book is printed. */
    notes: book?.closedAt ? book.closingNote.split('\n') : [],
  }
}
