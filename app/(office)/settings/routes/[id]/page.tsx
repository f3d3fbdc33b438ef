import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, isTicked, openForm, typed } from '@/app/_forms/form-state'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { DoneNotice } from '@/app/(office)/settings/done-notice'
import { StageFields } from '@/app/(office)/settings/routes/[id]/stage-fields'
import { removeRouteAction, saveRouteAction } from '@/app/(office)/settings/routes/actions'
import { ActionBar } from '@/components/ui/action-bar'
import { Checkbox } from '@/components/ui/choice'
import { TextField } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { listColleagues } from '@/db/queries/person'
import { getRoute } from '@/db/queries/route'
import { may } from '@/lib/access/policy'
import { MOST_STAGES } from '@/lib/route/schema'

export const metadata = { title: 'Маршрут согласования' }

const SPARE_ROWS = 2

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ kept?: string; done?: string }> }

/** «…/new» adds a route. */
export default async function RoutePage({ params, searchParams }: Props) {
  const { id } = await params
  const page = `/settings/routes/${id}`
  const actor = await requireActor(page)
  if (!may(actor, 'municipality.manage')) notFound()
  const query = await searchParams
  const route = id === 'new' ? undefined : await orNotFound(getRoute(actor, pageId(id)))
  const approvers = await listColleagues(actor, ['approver'])
  const state = await openForm('route', query.kept, actor.userId)
  const stages = route?.stages ?? []
  const rows = Math.min(MOST_STAGES, Math.max(state.values['stageName[]']?.length ?? 0, stages.length + SPARE_ROWS))
  return (
    <div className="col">
      <PageHead
        title={route?.name ?? 'Новый маршрут'}
        sub="Этапы идут по порядку; последним подписывает подписывающий, его в маршрут не включают."
        crumbs={[
          { label: 'Настройки', href: '/settings' },
          { label: 'Маршруты', href: '/settings/routes' },
        ]}
      />
      <DoneNotice done={query.done} />
      <Form action={saveRouteAction} page={page} state={state}>
        <input type="hidden" name="id" value={route?.id ?? ''} />
        <TextField
          name="name"
          label="Название"
          defaultValue={typed(state, 'name', route?.name)}
          error={errorOf(state, 'name')}
          required
        />
        <Checkbox
          name="isDefault"
          label="Основной маршрут"
          hint="Предлагается при отправке"
          defaultChecked={isTicked(state, 'isDefault', route?.isDefault)}
        />
        <Section title="Этапы">
          <p className="soft">
            Чтобы убрать этап, сотрите название и снимите отметки. Согласуют люди с ролью «согласующий».
          </p>
          {Array.from({ length: rows }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is named by its place
            <StageFields key={index} index={index} state={state} stored={stages[index]} approvers={approvers} />
          ))}
          <Checkbox
            name="noStages"
            label="Без согласования: сразу на подпись"
            error={errorOf(state, 'noStages')}
            defaultChecked={isTicked(state, 'noStages', route !== undefined && stages.length === 0)}
          />
        </Section>
        <ActionBar>
          <SubmitButton sending="Сохраняем…">{route ? 'Сохранить маршрут' : 'Добавить маршрут'}</SubmitButton>
        </ActionBar>
      </Form>
      {route && !route.isDefault ? (
        <Form action={removeRouteAction} page={page} state={await openForm('route.remove', query.kept, actor.userId)}>
          <input type="hidden" name="id" value={route.id} />
          <ActionBar note="Что уже согласуют по этому маршруту, пойдёт дальше как шло">
            <SubmitButton kind="warn" sending="Удаляем…">
              Удалить маршрут
            </SubmitButton>
          </ActionBar>
        </Form>
      ) : null}
    </div>
  )
}
