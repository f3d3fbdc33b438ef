import { one, type Query } from '@/app/_forms/query'
import { NumberSearch } from '@/app/(public)/published/number-search'
import { LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { PageHead } from '@/components/ui/page-head'
import { Table } from '@/components/ui/table'
import { listPublished } from '@/db/queries/publication'
import { ORDER_KIND_WORDS } from '@/lib/order/labels'
import { readNumber } from '@/lib/register/rules'
import { localDate, shortDate } from '@/lib/shared/dates'
import { capitalised } from '@/lib/shared/text'

export const dynamic = 'force-dynamic'
export const metadata = { title: 'Опубликованные акты' }

export default async function PublishedPage({ searchParams }: { searchParams: Promise<Query> }) {
  const asked = one(await searchParams, 'number') ?? ''
  const wanted = numberOf(asked)
  const acts = wanted === null ? [] : await listPublished(wanted)
  return (
    <>
      <PageHead title="Опубликованные акты" actions={<LinkButton href="/verify">Проверить подпись</LinkButton>} />
      <NumberSearch asked={asked} />
      {acts.length === 0 && asked !== '' ? (
        <Empty
          title={`Среди опубликованных нет акта № ${asked}`}
          action={<LinkButton href="/published">Показать все</LinkButton>}
        >
          Проверьте номер. Если акт у вас в файле, проверьте сам файл: подпись скажет больше номера.
        </Empty>
      ) : acts.length === 0 ? (
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

/** undefined: nothing was asked; null: what was asked is no number. */
function numberOf(asked: string): { number: number; suffix: string } | undefined | null {
  if (asked === '') return undefined
  try {
    return readNumber(asked)
  } catch {
    return null
  }
}
