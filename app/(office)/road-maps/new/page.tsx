import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { requireActor } from '@/app/_session/actor'
import { ProgrammeFields } from '@/components/road-map/programme-fields'
import { ActionBar } from '@/components/ui/action-bar'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { listProgrammeNames } from '@/db/queries/road-map'
import { may } from '@/lib/access/policy'
import { createRoadMapAction } from './actions'

export const metadata = { title: 'Новая дорожная карта' }

export default async function NewRoadMapPage({ searchParams }: { searchParams: Promise<{ kept?: string }> }) {
  const actor = await requireActor('/road-maps/new')
  if (!may(actor, 'road_map.edit')) notFound()
  const state = await openForm('road-map-new', (await searchParams).kept, actor.userId)
  const known = await listProgrammeNames(actor)
  return (
    <div className="col">
      <PageHead title="Новая дорожная карта" crumbs={[{ label: 'Дорожные карты', href: '/road-maps' }]} />
      <Form action={createRoadMapAction} page="/road-maps/new" state={state}>
        <ProgrammeFields
          known={[...new Set(known.map((one) => one.name))]}
          name={typed(state, 'programmeName', known[0]?.name)}
          year={typed(state, 'year', actor.today.slice(0, 4))}
          errors={{ name: errorOf(state, 'programmeName'), year: errorOf(state, 'year') }}
        />
        <ActionBar>
          <SubmitButton kind="main">Завести карту</SubmitButton>
        </ActionBar>
      </Form>
    </div>
  )
}
