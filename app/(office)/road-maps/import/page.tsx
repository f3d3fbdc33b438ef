import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { requireActor } from '@/app/_session/actor'
import { ProgrammeFields } from '@/components/road-map/programme-fields'
import { ActionBar } from '@/components/ui/action-bar'
import { PageHead } from '@/components/ui/page-head'
import { Steps } from '@/components/ui/steps'
import { SubmitButton } from '@/components/ui/submit-button'
import { listProgrammeNames } from '@/db/queries/road-map'
import { may } from '@/lib/access/policy'
import { previewImportAction } from './actions'
import { SourceFields } from './source-fields'

export const metadata = { title: 'Карта из файла' }

export default async function ImportPage({
  searchParams,
}: {
  searchParams: Promise<{ kept?: string; paste?: string }>
}) {
  const actor = await requireActor('/road-maps/import')
  if (!may(actor, 'road_map.edit')) notFound()
  const query = await searchParams
  const state = await openForm('road-map-paste', query.kept ?? query.paste, actor.userId)
  const known = await listProgrammeNames(actor)
  return (
    <div className="col">
      <PageHead title="Карта из файла или вставки" crumbs={[{ label: 'Дорожные карты', href: '/road-maps' }]} />
      <Steps current={1} total={3} title="выбрать файл или вставить таблицу" />
      <Form action={previewImportAction} page="/road-maps/import" state={state}>
        <SourceFields state={state} />
        <ProgrammeFields
          known={[...new Set(known.map((one) => one.name))]}
          name={typed(state, 'programmeName', known[0]?.name)}
          year={typed(state, 'year', actor.today.slice(0, 4))}
          errors={{ name: errorOf(state, 'programmeName'), year: errorOf(state, 'year') }}
        />
        <ActionBar note="Дальше вы увидите колонки, мероприятия и сомнительные места. До «Сохранить» ничего не сохраняется.">
          <SubmitButton kind="main" sending="Читаем…">
            Показать, что получится
          </SubmitButton>
        </ActionBar>
      </Form>
    </div>
  )
}
