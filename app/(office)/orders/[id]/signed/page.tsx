import { notFound } from 'next/navigation'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { Receipt } from '@/components/ui/receipt'
import { getOrder } from '@/db/queries/order'
import { ORDER_KIND_WORDS } from '@/lib/order/labels'
import type { OrderPurpose } from '@/lib/order/rules'
import { printedNumber } from '@/lib/register/rules'
import { longDate } from '@/lib/shared/dates'
import { capitalised } from '@/lib/shared/text'

export const metadata = { title: 'Подписано' }

const DONE: Record<OrderPurpose, string> = {
  approval: 'Дорожная карта утверждена; изменить её можно только новым актом.',
  curators: 'Текст и приложение больше не меняются.',
  amendment: 'Новая редакция дорожной карты утверждена.',
  repeal: 'Названные в нём акты признаны утратившими силу.',
}

/** The result of signing: can be kept in bookmarks and opened again. */
export default async function SignedPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const actor = await requireActor(`/orders/${id}/signed`)
  const order = await orNotFound(getOrder(actor, id))
  if (!order.entry || order.entry.state === 'signing' || !order.signature) notFound()
  const act = ORDER_KIND_WORDS[order.kind].nominative
  const kind = capitalised(act)
  const signed = order.kind === 'ordinance' ? 'подписан и зарегистрирован' : 'подписано и зарегистрировано'
  const onPaper = order.signature === 'paper'
  const beside = order.signature === 'detached'
  const waits = order.status === 'awaiting_scan'
  return (
    <div className="col">
      <Receipt
        title={waits ? `${kind}: номер присвоен, подпишите на бумаге` : `${kind} ${signed}`}
        number={`${printedNumber(order.entry.number, order.entry.suffix)} от ${longDate(order.entry.date)}`}
        lead={order.title}
        next={
          waits
            ? [
                `Распечатайте ${act} и подпишите от руки.`,
                'Делопроизводитель приложит скан подписанного листа: после этого подписание завершено.',
                `Затем делопроизводитель опубликует ${act}.`,
              ]
            : [
                DONE[order.purpose],
                `Делопроизводитель опубликует ${act} и разошлёт.`,
                ...(beside ? ['Подлинник — два файла вместе: PDF и подпись .sig. Храните и пересылайте оба.'] : []),
                'Подлинность файла может проверить каждый на странице «Проверить подпись».',
              ]
        }
        links={[
          {
            href: `/orders/${id}/order.pdf`,
            label: onPaper
              ? `${kind} для печати, PDF`
              : `Подписанн${order.kind === 'ordinance' ? 'ый' : 'ое'} ${act}, PDF`,
          },
          ...(beside
            ? [
                { href: `/orders/${id}/order.pdf.sig`, label: 'Подпись к нему, файл .sig' },
                { href: `/orders/${id}/marked-copy.pdf`, label: 'Копия с отметкой о подписи, PDF' },
              ]
            : []),
          { href: `/orders/${id}/approval-sheet.pdf`, label: 'Лист согласования, PDF' },
          { href: `/orders/${id}`, label: 'Карточка акта' },
          { href: '/', label: 'Мои дела' },
        ]}
      />
    </div>
  )
}
