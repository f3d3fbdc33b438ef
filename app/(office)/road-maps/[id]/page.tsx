import type { Metadata } from 'next'
import { Form } from '@/app/_forms/form'
import { openForm } from '@/app/_forms/form-state'
import { count, one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { MapViews, openViews } from '@/components/road-map/map-views'
import { PartList, RoadMapTable } from '@/components/road-map/table'
import { LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { PageHead } from '@/components/ui/page-head'
import { getRoadMap } from '@/db/queries/road-map'
import { may } from '@/lib/access/policy'
import { seesExecution } from '@/lib/execution/who'
import { printedNumber } from '@/lib/register/rules'
import { ROAD_MAP_STATUS_LABELS } from '@/lib/road-map/labels'
import { isEditable } from '@/lib/road-map/rules'
import { longDate } from '@/lib/shared/dates'
import { counted } from '@/lib/shared/text'
import { actOnRowAction } from './actions'
import { RoadMapActions, RoadMapNotice } from './head'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> }

export const metadata: Metadata = { title: 'Дорожная карта' }

export default async function RoadMapPage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const here = `/road-maps/${id}`
  const actor = await requireActor(here)
  const map = await orNotFound(
    getRoadMap(actor, id, { version: count(query, 'version'), part: one(query, 'part'), page: count(query, 'page') }),
  )
  const { version, versions, sections } = map
  const mayEdit = may(actor, 'road_map.edit') && isEditable(version.status)
  const act =
    version.orderNumber !== null && version.orderDate !== null
      ? `${printedNumber(version.orderNumber, version.orderSuffix ?? '')} от ${longDate(version.orderDate)}`
      : null
  const several = versions.length > 1
  const of = several ? `version=${version.number}` : ''
  const page = `${here}${map.part ? `?part=${map.part.id}&page=${map.page}${of && `&${of}`}` : of && `?${of}`}`
  const state = await openForm('road-map-row', one(query, 'kept'), actor.userId)
  return (
    <>
      <PageHead
        title={`Дорожная карта ${version.year}`}
        crumbs={[{ label: 'Дорожные карты', href: '/road-maps' }]}
        sub={
          <>
            {version.programme} ·{' '}
            {act && version.orderId ? (
              <a href={`/orders/${version.orderId}`}>{act}</a>
            ) : (
              ROAD_MAP_STATUS_LABELS[version.status].toLowerCase()
            )}
            {' · '}
            {counted(version.measures, 'мероприятие', 'мероприятия', 'мероприятий')}
            {several ? ` · редакция ${version.number}` : ''}
          </>
        }
        actions={<RoadMapActions actor={actor} map={map} mayEdit={mayEdit} />}
      />
      <RoadMapNotice
        done={one(query, 'done')}
        status={version.status}
        mayEdit={mayEdit}
        versions={versions}
        current={version.number}
        here={here}
      />
      <MapViews
        here={here}
        current="table"
        version={several ? version.number : undefined}
        open={openViews({
          hasTable: true,
          isLiving: seesExecution(actor) && versions.some((one) => one.status === 'approved'),
          isEditable: mayEdit,
        })}
      />
      {map.part ? (
        <PartList
          sections={sections}
          current={map.part.id}
          href={(part) => `${here}?part=${part}${of && `&${of}`}`}
          page={map.page}
          pages={map.pages}
        />
      ) : null}
      {version.measures === 0 && sections.length === 0 ? (
        <Empty
          title="Мероприятий пока нет"
          action={
            mayEdit ? (
              <>
                <LinkButton href={`${here}/sections/new?version=${version.number}`}>Добавить раздел</LinkButton>
                <LinkButton href={`${here}/library?version=${version.number}`}>Добавить из библиотеки</LinkButton>
                <LinkButton kind="main" href="/road-maps/import">
                  Из файла или вставки
                </LinkButton>
              </>
            ) : null
          }
        >
          Загрузите или вставьте готовую таблицу, возьмите типовые мероприятия из библиотеки или добавьте первый раздел
          и внесите мероприятия.
        </Empty>
      ) : mayEdit ? (
        <Form action={actOnRowAction} page={page} state={state}>
          <RoadMapTable map={map} here={here} editable />
        </Form>
      ) : (
        <RoadMapTable map={map} here={here} />
      )}
    </>
  )
}
