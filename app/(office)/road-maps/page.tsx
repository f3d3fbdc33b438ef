import { requireActor } from '@/app/_session/actor'
import { RoadMapStatusTag } from '@/components/road-map/status-tag'
import { LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { PageHead } from '@/components/ui/page-head'
import { Table } from '@/components/ui/table'
import { listRoadMaps } from '@/db/queries/road-map'
import { may } from '@/lib/access/policy'
import { printedNumber } from '@/lib/register/rules'
import { shortDate } from '@/lib/shared/dates'

export const metadata = { title: 'Дорожные карты' }

export default async function RoadMapsPage() {
  const actor = await requireActor('/road-maps')
  const maps = await listRoadMaps(actor)
  const mayEdit = may(actor, 'road_map.edit')
  const actions = mayEdit ? (
    <>
      <LinkButton href="/road-maps/new">Завести пустую</LinkButton>
      <LinkButton kind="main" href="/road-maps/import">
        Вставить готовую
      </LinkButton>
    </>
  ) : null
  return (
    <>
      <PageHead title="Дорожные карты" actions={maps.length > 0 ? actions : null} />
      {maps.length === 0 ? (
        <Empty title="Дорожных карт пока нет" action={actions}>
          {mayEdit
            ? 'Вставьте готовую таблицу из Word, Excel или с сайта: программа разложит её по разделам и покажет, что сомнительно. Или заведите пустую карту и внесите мероприятия по одному.'
            : 'Здесь появятся карты, которые утверждены или дошли до вас на согласование.'}
        </Empty>
      ) : (
        <Table
          caption="Дорожные карты"
          linked
          head={[{ label: 'Год', className: 'num' }, 'Программа', 'Мероприятий', 'Акт', 'Состояние']}
        >
          <tbody>
            {maps.map((map) => (
              <tr className="row" key={map.versionId}>
                <td className="num">{map.year}</td>
                <td className="title">
                  <a href={`/road-maps/${map.roadMapId}`}>{map.programme}</a>
                  <span className="under">
                    {actor.municipalityId === null ? `${map.place} · ` : ''}редакция {map.number}
                  </span>
                </td>
                <td data-l="Мероприятий">{map.measures}</td>
                <td data-l="Акт">
                  {map.orderNumber !== null && map.orderDate !== null
                    ? `${printedNumber(map.orderNumber, map.orderSuffix ?? '')} от ${shortDate(map.orderDate)}`
                    : 'нет'}
                </td>
                <td className="state" data-l="Состояние">
                  <RoadMapStatusTag status={map.status} />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </>
  )
}
