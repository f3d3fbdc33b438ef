import { requireActor } from '@/app/_session/actor'
import { RoadMapStatusTag } from '@/components/road-map/status-tag'
import { LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { PageHead } from '@/components/ui/page-head'
import { Table } from '@/components/ui/table'
import { listMapShares, type MapShare } from '@/db/queries/plan-views'
import { listRoadMaps } from '@/db/queries/road-map'
import { may } from '@/lib/access/policy'
import { printedNumber } from '@/lib/register/rules'
import { shortDate } from '@/lib/shared/dates'

export const metadata = { title: 'Дорожные карты' }

export default async function RoadMapsPage() {
  const actor = await requireActor('/road-maps')
  const maps = await listRoadMaps(actor)
  const shares = await listMapShares(actor)
  const shareOf = new Map(shares.map((share) => [share.roadMapId, share]))
  // A school executes a plan from its approval on, and reads the act only when it is published.
  const unpublished = shares.filter((share) => !maps.some((map) => map.roadMapId === share.roadMapId))
  const mayEdit = may(actor, 'road_map.edit')
  const actions = mayEdit ? (
    <>
      <LinkButton href="/road-maps/new">Завести новую</LinkButton>
      <LinkButton kind="main" href="/road-maps/import">
        Из файла или вставки
      </LinkButton>
    </>
  ) : null
  const isEmpty = maps.length + unpublished.length === 0
  return (
    <>
      <PageHead title="Дорожные карты" actions={isEmpty ? null : actions} />
      {isEmpty ? (
        <Empty title="Дорожных карт пока нет" action={actions}>
          {mayEdit
            ? 'Вставьте готовую таблицу из Word, Excel или с сайта: программа разложит её по разделам и покажет, что сомнительно. Или заведите новую: пустую, из прошлогодней, из образца — там же карта «500+» 2022 года одним нажатием.'
            : 'Здесь появятся карты, которые утверждены или дошли до вас на согласование.'}
        </Empty>
      ) : (
        <Table
          caption="Дорожные карты"
          linked
          head={[{ label: 'Год', className: 'num' }, 'Программа', 'Мероприятий', 'Акт', 'Исполнение', 'Состояние']}
        >
          <tbody>
            {unpublished.map((share) => (
              <tr className="row" key={share.roadMapId}>
                <td className="num">{share.year}</td>
                <td className="title">
                  <a href={`/road-maps/${share.roadMapId}/execution`}>{share.programme}</a>
                  <span className="under">утверждена, ещё не опубликована</span>
                </td>
                <td />
                <td />
                <td data-l="Исполнение">
                  <Share share={share} />
                </td>
                <td className="state" data-l="Состояние">
                  <RoadMapStatusTag status="approved" />
                </td>
              </tr>
            ))}
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
                <td data-l="Исполнение">
                  {actor.municipalityId === null && map.status === 'approved' ? (
                    // Shares of a whole region would cost the plans of all its districts; one district's cost one page.
                    <a href={`/road-maps/${map.roadMapId}/execution`}>как исполняется</a>
                  ) : (
                    <Share share={shareOf.get(map.roadMapId)} />
                  )}
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

/** «9 из 17»: how far it is and what is late; the figures open their rows. */
function Share({ share }: { share: MapShare | undefined }) {
  if (!share || share.asked === 0) return null
  const execution = `/road-maps/${share.roadMapId}/execution`
  const percent = Math.floor((share.done * 100) / share.asked)
  return (
    <>
      <a href={`${execution}?state=done`}>
        {share.done} из {share.asked}
      </a>
      {/* Of a few measures a percentage says less than their count. */}
      {share.asked >= 5 ? <span className="soft"> · {percent} %</span> : null}
      {share.overdue > 0 ? (
        <span className="under">
          <a href={`${execution}?state=overdue`}>просрочено: {share.overdue}</a>
        </span>
      ) : null}
    </>
  )
}
