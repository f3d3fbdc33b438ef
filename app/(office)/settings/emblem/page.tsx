import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm } from '@/app/_forms/form-state'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { removeEmblemAction, setEmblemAction } from '@/app/(office)/settings/actions'
import { DoneNotice } from '@/app/(office)/settings/done-notice'
import { ActionBar } from '@/components/ui/action-bar'
import { FileField } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { getMunicipality } from '@/db/queries/municipality'
import { may } from '@/lib/access/policy'

export const metadata = { title: 'Герб' }

export default async function EmblemPage({
  searchParams,
}: {
  searchParams: Promise<{ kept?: string; done?: string }>
}) {
  const actor = await requireActor('/settings/emblem')
  if (!may(actor, 'municipality.manage')) notFound()
  const query = await searchParams
  const { emblem, revision } = await orNotFound(getMunicipality(actor))
  const state = await openForm('emblem', query.kept, actor.userId)
  return (
    <div className="col">
      <PageHead
        title="Герб"
        sub="Печатается над названием органа."
        crumbs={[{ label: 'Настройки', href: '/settings' }]}
      />
      <DoneNotice done={query.done} />
      {emblem ? (
        <p>
          {/* biome-ignore lint/performance/noImgElement: one small picture behind sign-in needs no optimiser */}
          <img src={`/settings/emblem/emblem.png?v=${emblem.slice(0, 8)}`} alt="Герб муниципалитета" height={96} />
        </p>
      ) : (
        <p>Сейчас распоряжения печатаются без герба.</p>
      )}
      <Form action={setEmblemAction} page="/settings/emblem" state={state}>
        <input type="hidden" name="revision" value={revision} />
        <FileField
          name="emblem"
          label="Изображение герба"
          types="PNG"
          maxSize="1 МБ"
          hint="Сторона до 2000 точек; на бумаге высота около 17 мм"
          accept="image/png"
          error={errorOf(state, 'emblem')}
          required
        />
        <ActionBar>
          <SubmitButton sending="Загружаем…">Загрузить герб</SubmitButton>
        </ActionBar>
      </Form>
      {emblem ? (
        <Form
          action={removeEmblemAction}
          page="/settings/emblem"
          state={await openForm('emblem.remove', query.kept, actor.userId)}
        >
          <input type="hidden" name="revision" value={revision} />
          <ActionBar>
            <SubmitButton kind="warn" sending="Убираем…">
              Убрать герб
            </SubmitButton>
          </ActionBar>
        </Form>
      ) : null}
    </div>
  )
}
