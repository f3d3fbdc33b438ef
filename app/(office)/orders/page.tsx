import { requireActor } from '@/app/_session/actor'
import { OrderStatusTag } from '@/components/order/status-tag'
import { Empty } from '@/components/ui/empty'
import { PageHead } from '@/components/ui/page-head'
import { Table } from '@/components/ui/table'
import { listOrders } from '@/db/queries/order'
import { ORDER_KIND_WORDS } from '@/lib/order/labels'
import { printedNumber } from '@/lib/register/rules'
import { shortDate } from '@/lib/shared/dates'
import { capitalised } from '@/lib/shared/text'

export const metadata = { title: 'Распоряжения' }

export default async function OrdersPage() {
  const actor = await requireActor('/orders')
  const orders = await listOrders(actor)
  return (
    <>
      <PageHead title="Распоряжения" sub="Акты, которыми утверждают дорожные карты" />
      {orders.length === 0 ? (
        <Empty title="Распоряжений пока нет">
          Проект распоряжения появляется вместе с дорожной картой; здесь видны те, что дошли до вас.
        </Empty>
      ) : (
        <Table caption="Распоряжения" linked head={['Номер и дата', 'Заголовок', 'Дорожная карта', 'Состояние']}>
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
                <td data-l="Дорожная карта">{order.programme ? `${order.programme}, ${order.year}` : '—'}</td>
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
