import { notFound } from 'next/navigation'
import { DraftNotice } from '@/app/_forms/draft'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm } from '@/app/_forms/form-state'
import { typedMeasure } from '@/app/_forms/measure-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { MeasureFields } from '@/components/road-map/measure-fields'
import { ActionBar } from '@/components/ui/action-bar'
import { Autosave } from '@/components/ui/autosave'
import { LinkButton } from '@/components/ui/button'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { getSection } from '@/db/queries/road-map'
import { may } from '@/lib/access/policy'
import { isEditable, MEASURE_FIELDS } from '@/lib/road-map/rules'
import { sectionHeading } from '@/lib/road-map/table'
import { mapAddress } from '../../address'
import { addMeasureAction } from '../actions'

export const metadata = { title: 'Новое мероприятие' }

export default async function NewMeasurePage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>
  searchParams: Promise<Query>
}) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const sectionId = one(query, 'section') ?? ''
  const page = `/road-maps/${id}/measures/new?section=${encodeURIComponent(sectionId)}`
  const actor = await requireActor(page)
  if (!/^[0-9a-f-]{36}$/.test(sectionId)) notFound()
  const { section, rows } = await orNotFound(getSection(actor, id, sectionId))
  const state = await openForm('measure-new', one(query, 'kept'), actor.userId)
  if (!may(actor, 'road_map.edit') || (!isEditable(section.status) && state.errors.length === 0)) notFound()
  const blank = {
    number: nextLabel(rows.at(-1)?.number),
    title: '',
    term: '',
    executors: '',
    tasks: '',
    indicator: '',
    extra: [],
  }
  return (
    <div className="col">
      <PageHead
        title="Новое мероприятие"
        crumbs={[
          { label: 'Дорожные карты', href: '/road-maps' },
          { label: `${section.programme}, ${section.year}`, href: mapAddress(id, section.version) },
        ]}
        sub={sectionHeading(section)}
      />
      <DraftNotice actor={actor} form="measure-new" page={page} state={state} />
      <Form action={addMeasureAction} page={page} state={state}>
        <input type="hidden" name="roadMapId" value={id} />
        <input type="hidden" name="version" value={section.version} />
        <input type="hidden" name="sectionId" value={sectionId} />
        <MeasureFields
          columns={section.columns}
          value={typedMeasure(state, blank, section.columns)}
          errors={Object.fromEntries(MEASURE_FIELDS.map((field) => [field, errorOf(state, field)]))}
        />
        <ActionBar>
          <SubmitButton>Добавить мероприятие</SubmitButton>
          <LinkButton href={mapAddress(id, section.version)}>Отмена</LinkButton>
        </ActionBar>
        <Autosave form="measure-new" />
      </Form>
    </div>
  )
}

/** «6» after «5», «1.4» after «1.3»; nothing where the last label is not a number. */
function nextLabel(last: string | undefined): string {
  const match = /^(.*?)(\d{1,6})(\.?)$/.exec(last ?? '0')
  return match ? `${match[1]}${Number(match[2]) + 1}${match[3]}` : ''
}
