import { ActReference } from '@/components/order/act-reference'
import type { SummaryRow } from '@/components/ui/summary-list'
import type { ActLinks } from '@/db/queries/amendment'
import type { getOrder } from '@/db/queries/order'
import type { Actor } from '@/lib/access/actor'
import { may } from '@/lib/access/policy'
import { ORIGINAL_WORDS } from '@/lib/order/signature-ways'
import { printedNumber } from '@/lib/register/rules'
import { localDateTime, longDate } from '@/lib/shared/dates'

export type Order = Awaited<ReturnType<typeof getOrder>>

/** What the act's page says of it, in the order in which one asks. */
export function factsOf(order: Order, links: ActLinks, actor: Actor): SummaryRow[] {
  const { content } = order
  const change = order.steps.includes('edit') ? { href: `/orders/${order.id}/edit` } : undefined
  const rows: SummaryRow[] = [{ label: 'Заголовок', value: order.title || 'не заполнен', change }]
  if (order.map) {
    rows.push({
      label: 'Приложение',
      value: (
        <a href={`/road-maps/${order.map.id}?version=${order.map.version}`}>
          Дорожная карта: {order.map.programme}, {order.map.year}
        </a>
      ),
    })
  }
  // Whether the text still stands as it was signed is asked before the text itself.
  rows.push(...linkFacts(order, links))
  if (content) {
    rows.push({
      label: 'Преамбула',
      value: `${content.preamble} ${content.operativeWord}`.trim() || 'не заполнена',
      change,
    })
    rows.push({
      label: 'Пункты',
      value: (
        <ol className="list-decimal pl-5">
          {content.points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ol>
      ),
      change,
    })
  }
  if (order.signature) {
    rows.push({
      label: 'Подлинник',
      value: `${ORIGINAL_WORDS[order.signature]}${order.isOldAct ? ', внесён как ранее подписанный' : ''}`,
    })
  }
  if (order.publishedAt)
    rows.push({
      label: 'Опубликовано',
      value: <a href={`/published/${order.publicId}`}>{localDateTime(order.publishedAt, actor.zone)}</a>,
    })
  for (const entry of order.annulled) {
    rows.push({
      label: 'Аннулированный номер',
      value: `${printedNumber(entry.number, entry.suffix)} от ${longDate(entry.date)}: ${entry.reason}`,
    })
  }
  if (order.entry && may(actor, 'register.manage'))
    rows.push({ label: 'Реестр', value: <a href={`/register/${order.entry.id}`}>Запись в реестре</a> })
  return rows
}

/** «Изменяет», «изменено», «признано утратившим силу»: both rows of the register lead to each other (order-standard C81). */
function linkFacts({ purpose }: Order, { target, amendedBy, repealedBy }: ActLinks): SummaryRow[] {
  const rows: SummaryRow[] = []
  const label = purpose === 'repeal' ? 'Признаёт утратившим силу' : 'Вносит изменения в'
  if (target) rows.push({ label, value: <ActReference act={target} /> })
  if (amendedBy.length > 0) {
    rows.push({
      label: 'Изменено',
      value: (
        <ul>
          {amendedBy.map((act) => (
            <li key={act.id}>
              <ActReference act={act} form="instrumental" />
            </li>
          ))}
        </ul>
      ),
    })
  }
  if (repealedBy)
    rows.push({ label: 'Признано утратившим силу', value: <ActReference act={repealedBy} form="instrumental" /> })
  return rows
}
