import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { openForm } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { listLibrary } from '@/db/queries/typical-measure'
import { may } from '@/lib/access/policy'
import { removeTypicalAction } from '../actions'

export const metadata = { title: 'Убрать типовое мероприятие' }

export default async function RemoveTypicalPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>
  searchParams: Promise<Query>
}) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const measureId = one(query, 'measure') ?? ''
  const here = `/road-maps/${id}/library`
  const page = `${here}/remove?measure=${encodeURIComponent(measureId)}`
  const actor = await requireActor(page)
  if (!may(actor, 'road_map.edit')) notFound()
  const measure = (await listLibrary(actor)).find((own) => own.isOwn && own.id === measureId)
  if (!measure) notFound()
  const state = await openForm('library-remove', one(query, 'kept'), actor.userId)
  return (
    <div className="col">
      <PageHead title="Убрать из типовых" crumbs={[{ label: 'Типовые мероприятия', href: here }]} sub={measure.title} />
      <Form action={removeTypicalAction} page={page} state={state}>
        <input type="hidden" name="roadMapId" value={id} />
        <input type="hidden" name="id" value={measureId} />
        <ActionBar note="Карты, в которые мероприятие уже добавлено, не изменятся.">
          <SubmitButton kind="warn">Убрать из типовых</SubmitButton>
          <LinkButton href={here}>Не убирать</LinkButton>
        </ActionBar>
      </Form>
    </div>
  )
}
