import { LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { PageHead } from '@/components/ui/page-head'
import { Table } from '@/components/ui/table'
import { listPublished } from '@/db/queries/publication'
import { ORDER_KIND_WORDS } from '@/lib/order/labels'
import { localDate, shortDate } from '@/lib/shared/dates'
import { capitalised } from '@/lib/shared/text'

export const dynamic = 'force-dynamic'
export const metadata = { title: 'Опубликованные акты' }

export default async function PublishedPage() {
  const acts = await listPublished()
  return (
    <>
      <PageHead title="Опубликованные акты" actions={<LinkButton href="/verify">Проверить подпись</LinkButton>} />
      {acts.length === 0 ? (
        <Empty title="Пока ничего не опубликовано">
          Здесь появятся дорожные карты и акты, которыми они утверждены.
        </Empty>
      ) : (
        <Table
          caption="Опубликованные акты"
          linked
          head={[
            { label: '№', className: 'num' },
            { label: 'Дата', className: 'date' },
            'Заголовок',
            { label: 'Опубликовано', className: 'date' },
          ]}
        >
          <tbody>
            {acts.map((act) => (
              <tr className="row" key={act.publicId}>
                <td className="num">
                  {act.number}
                  {act.suffix}
                </td>
                <td className="date" data-l="Дата">
                  {shortDate(act.date)}
                </td>
                <td className="title">
                  <a href={`/published/${act.publicId}`}>{act.title}</a>
                  <span className="under">
                    {capitalised(ORDER_KIND_WORDS[act.kind].nominative)} · {act.municipality}
                  </span>
                </td>
                <td className="date" data-l="Опубликовано">
                  {act.publishedAt ? shortDate(localDate(act.publishedAt, act.zone)) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </>
  )
}
