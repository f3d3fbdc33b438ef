import { DraftNotice } from '@/app/_forms/draft'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, revisionOf } from '@/app/_forms/form-state'
import { typedMeasure } from '@/app/_forms/measure-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { ConflictTexts } from '@/components/road-map/conflict-texts'
import { MeasureFields } from '@/components/road-map/measure-fields'
import { ActionBar } from '@/components/ui/action-bar'
import { Autosave } from '@/components/ui/autosave'
import { LinkButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { SummaryList } from '@/components/ui/summary-list'
import { getMeasure } from '@/db/queries/road-map'
import { may } from '@/lib/access/policy'
import { seesExecution } from '@/lib/execution/who'
import { isEditable, MEASURE_FIELDS, type MeasureText } from '@/lib/road-map/rules'
import { cellOf, sectionHeading } from '@/lib/road-map/table'
import { mapAddress } from '../../address'
import { saveMeasureAction } from '../actions'

export const metadata = { title: 'Мероприятие' }

export default async function MeasurePage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string; measureId: string }>
  searchParams: Promise<Query>
}) {
  const [{ id, measureId }, query] = await Promise.all([params, searchParams])
  const page = `/road-maps/${id}/measures/${measureId}`
  const actor = await requireActor(page)
  const measure = await orNotFound(getMeasure(actor, id, measureId))
  const state = await openForm('measure', one(query, 'kept'), actor.userId)
  const mayEdit = may(actor, 'road_map.edit') && isEditable(measure.status) && !measure.isDeleted
  const mayRead = may(actor, 'plan.edit') && !measure.isDeleted
  // After a refusal the typed text stays in its form, also when the map can no longer be edited.
  const showsForm = mayEdit || state.errors.length > 0
  const current = state.details.current as MeasureText | undefined
  const value = typedMeasure(state, measure, measure.columns)
  return (
    <div className="col">
      <PageHead
        title={`Мероприятие ${[measure.sectionNumber, measure.number].filter(Boolean).join('.')}`}
        crumbs={[
          { label: 'Дорожные карты', href: '/road-maps' },
          { label: `${measure.programme}, ${measure.year}`, href: mapAddress(id, measure.version) },
        ]}
        sub={sectionHeading({ number: measure.sectionNumber, title: measure.sectionTitle })}
      />
      {one(query, 'done') === 'saved' ? (
        <Notice tone="green" live>
          Сохранено.
        </Notice>
      ) : null}
      {measure.isDeleted ? (
        <Notice tone="amber">
          Мероприятие удалено. Вернуть его можно в <a href={`/road-maps/${id}/trash`}>«Удалённом»</a>.
        </Notice>
      ) : null}
      {current ? <ConflictTexts columns={measure.columns} theirs={current} mine={value} /> : null}
      {mayEdit ? <DraftNotice actor={actor} form="measure" page={page} state={state} /> : null}
      {showsForm ? (
        <Form action={saveMeasureAction} page={page} state={state}>
          <input type="hidden" name="roadMapId" value={id} />
          <input type="hidden" name="id" value={measureId} />
          <input type="hidden" name="revision" value={revisionOf(state, measure.revision)} />
          <MeasureFields
            columns={measure.columns}
            value={value}
            errors={Object.fromEntries(MEASURE_FIELDS.map((field) => [field, errorOf(state, field)]))}
          />
          <ActionBar>
            <SubmitButton sending="Сохраняем…">Сохранить</SubmitButton>
            <LinkButton href={mapAddress(id, measure.version)}>К карте</LinkButton>
            {mayRead ? <LinkButton href={`${page}/reading`}>Как прочитано</LinkButton> : null}
            <LinkButton href={`/road-maps/${id}/comments/${measure.key}`}>Замечания</LinkButton>
            <LinkButton href={`/road-maps/${id}/library/save?measure=${measureId}`}>Сохранить как типовое</LinkButton>
          </ActionBar>
          <Autosave form="measure" />
        </Form>
      ) : (
        <>
          <SummaryList
            rows={measure.columns.map((column) => ({
              label: column.header,
              value: cellOf(measure, column) || 'не указано',
            }))}
          />
          <ActionBar>
            {measure.status === 'approved' && seesExecution(actor) ? (
              <LinkButton href={`/road-maps/${id}/execution/${measure.key}`}>Исполнение</LinkButton>
            ) : null}
            {mayRead ? <LinkButton href={`${page}/reading`}>Как прочитано</LinkButton> : null}
            <LinkButton href={mapAddress(id, measure.version)}>К карте</LinkButton>
          </ActionBar>
        </>
      )}
    </div>
  )
}
