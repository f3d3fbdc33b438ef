import { notFound } from 'next/navigation'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Select } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { listRoadMaps } from '@/db/queries/road-map'
import { may } from '@/lib/access/policy'
import { counted } from '@/lib/shared/text'
import { startFromLastYearAction } from '../actions'
import { BeginForm, NEW_MAP_CRUMBS } from '../begin-form'

export const metadata = { title: 'Карта из прошлого года' }

export default async function LastYearPage({ searchParams }: { searchParams: Promise<Query> }) {
  const page = '/road-maps/new/last-year'
  const actor = await requireActor(page)
  if (!may(actor, 'road_map.edit')) notFound()
  const query = await searchParams
  const state = await openForm('road-map-last-year', one(query, 'kept'), actor.userId)
  const maps = await listRoadMaps(actor)
  const source = maps.find((map) => map.roadMapId === one(query, 'from')) ?? maps[0]
  return (
    <div className="col">
      <PageHead title="Карта из прошлого года" crumbs={NEW_MAP_CRUMBS} />
      {source ? (
        <>
          <Notice>
            Годы в сроках сдвинутся («до 25.05.{source.year}» станет «до 25.05.{source.year + 1}», «февраль» останется),
            остальной текст перейдёт слово в слово. Исправления сроков и исполнителей, показатели и зависимости
            сохранятся, отметки об исполнении не перейдут.
          </Notice>
          <BeginForm
            action={startFromLastYearAction}
            page={page}
            state={state}
            known={[...new Set(maps.map((map) => map.programme))]}
            programme={source.programme}
            year={source.year + 1}
          >
            <Select
              name="sourceId"
              label="Взять за основу"
              defaultValue={typed(state, 'sourceId', source.roadMapId)}
              error={errorOf(state, 'sourceId')}
              options={maps.map((map) => ({
                value: map.roadMapId,
                label: `${map.programme}, ${map.year} (${counted(map.measures, 'мероприятие', 'мероприятия', 'мероприятий')})`,
              }))}
              required
            />
          </BeginForm>
        </>
      ) : (
        <Empty
          title="Прошлых карт ещё нет"
          action={
            <LinkButton kind="main" href="/road-maps/new">
              Начать иначе
            </LinkButton>
          }
        >
          Загрузите прошлогодний план из файла: после этого с него можно будет начинать новый год.
        </Empty>
      )}
    </div>
  )
}
