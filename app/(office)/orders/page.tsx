import { requireActor } from '@/app/_session/actor'
import { OrderStatusTag } from '@/components/order/status-tag'
import { LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { PageHead } from '@/components/ui/page-head'
import { Table } from '@/components/ui/table'
import { listOrders } from '@/db/queries/order'
import { may } from '@/lib/access/policy'
import { ORDER_KIND_WORDS, ORDER_PURPOSE_LABELS } from '@/lib/order/labels'
import { printedNumber } from '@/lib/register/rules'
import { shortDate } from '@/lib/shared/dates'
import { capitalised } from '@/lib/shared/text'

export const metadata = { title: 'Распоряжения' }

export default async function OrdersPage() {
  const actor = await requireActor('/orders')
  const orders = await listOrders(actor)
  return (
    <>
      <PageHead
        title="Распоряжения"
        sub="Акты об утверждении, изменении и отмене дорожных карт, о назначении кураторов"
        actions={may(actor, 'order.edit') ? <LinkButton href="/orders/new">Новый акт</LinkButton> : undefined}
      />
      {orders.length === 0 ? (
        <Empty title="Распоряжений пока нет">
          Проект распоряжения появляется вместе с дорожной картой; здесь видны те, что дошли до вас.
        </Empty>
      ) : (
        <Table caption="Распоряжения" linked head={['Номер и дата', 'Заголовок', 'Что делает', 'Состояние']}>
          <tbody>
            {orders.map((order) => (
              <tr className="row" key={order.id}>
                <td className="date nowrap" data-l="Номер и дата">
                  {order.number !== null && order.date !== null ? (
                    <>
                      {printedNumber(order.number, order.suffix ?? '')}
                      <span className="under">{shortDate(order.date)}</span>
                    </>
                  ) : (
                    'без номера'
                  )}
                </td>
                <td className="title">
                  <a href={`/orders/${order.id}`}>
                    {order.title || `${capitalised(ORDER_KIND_WORDS[order.kind].nominative)} без заголовка`}
                  </a>
                </td>
                <td data-l="Что делает">
                  {ORDER_PURPOSE_LABELS[order.purpose]}
                  {order.programme ? <span className="under">{`${order.programme}, ${order.year}`}</span> : null}
                </td>
                <td className="state" data-l="Состояние">
                  <OrderStatusTag status={order.status} />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </>
  )
}
