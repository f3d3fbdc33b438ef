import { notFound } from 'next/navigation'
import { openForm } from '@/app/_forms/form-state'
import { requireActor } from '@/app/_session/actor'
import { PageHead } from '@/components/ui/page-head'
import { listProgrammeNames } from '@/db/queries/road-map'
import { may } from '@/lib/access/policy'
import { createRoadMapAction } from '../actions'
import { BeginForm, NEW_MAP_CRUMBS } from '../begin-form'

export const metadata = { title: 'Новая пустая карта' }

export default async function EmptyMapPage({ searchParams }: { searchParams: Promise<{ kept?: string }> }) {
  const page = '/road-maps/new/empty'
  const actor = await requireActor(page)
  if (!may(actor, 'road_map.edit')) notFound()
  const state = await openForm('road-map-new', (await searchParams).kept, actor.userId)
  const known = await listProgrammeNames(actor)
  return (
    <div className="col">
      <PageHead title="Пустая карта" crumbs={NEW_MAP_CRUMBS} />
      <BeginForm
        action={createRoadMapAction}
        page={page}
        state={state}
        known={[...new Set(known.map((one) => one.name))]}
        programme={known[0]?.name}
        year={actor.today.slice(0, 4)}
      />
    </div>
  )
}
