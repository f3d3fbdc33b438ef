import { notFound, redirect } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { openForm, typed, typedAll } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { ConflictList, EditList, MissingList, NewList } from '@/components/road-map/merge-lists'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Steps } from '@/components/ui/steps'
import { SubmitButton } from '@/components/ui/submit-button'
import { getMergeTarget } from '@/db/queries/road-map-import'
import { may } from '@/lib/access/policy'
import { ROAD_MAP_STATUS_LABELS } from '@/lib/road-map/labels'
import { isUnchanged, planMerge } from '@/lib/road-map/merge'
import { choiceForMap } from '@/lib/road-map/merge-choice'
import { isEditable } from '@/lib/road-map/rules'
import { Refusal } from '@/lib/shared/refusal'
import { mergeImportAction } from '../actions'
import { choiceOf, choiceQuery } from '../choice'
import { importedOf, readOrRefusal } from '../imported'
import { sourceOf } from '../source'

export const metadata = { title: 'Сравните файл с картой' }

/** What a file would change in a draft: nothing is saved before the person has seen it and has chosen between texts. */
export default async function MergePage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams
  const [id, paste] = [one(query, 'map') ?? '', one(query, 'paste') ?? '']
  const choice = choiceOf(query)
  const chosen = choiceQuery(paste, choice)
  const page = `/road-maps/import/merge?map=${encodeURIComponent(id)}&${chosen}`
  const actor = await requireActor(page)
  if (!may(actor, 'road_map.edit')) notFound()
  const source = sourceOf(await openForm('road-map-paste', paste, actor.userId))
  if (!source) redirect('/road-maps/import')
  const map = await orNotFound(getMergeTarget(actor, id))
  const state = await openForm('road-map-merge', one(query, 'kept'), actor.userId)
  const imported = readOrRefusal(() =>
    importedOf(source, choice.columns ? choice : (choiceForMap(source.document, id, map.columns) ?? choice), []),
  )
  if (imported instanceof Refusal) redirect(`/road-maps/import/columns?${chosen}`)
  const plan = planMerge(map.target, imported)
  const here = `/road-maps/${id}`
  const other =
    source.document.text === undefined ? (
      <LinkButton href={`/road-maps/import/columns?${chosen}`}>Завести из файла другую карту</LinkButton>
    ) : null
  return (
    <>
      <PageHead
        title="Сравните файл с картой"
        crumbs={[
          { label: 'Дорожные карты', href: '/road-maps' },
          { label: `${map.programme}, ${map.year}`, href: here },
        ]}
        sub={source.fileName || undefined}
      />
      <Steps current={3} total={3} title="проверить и сохранить" />
      {plan.foreignColumns.length > 0 ? (
        <Notice tone="amber" wide>
          Колонок {plan.foreignColumns.map((column) => `«${column}»`).join(', ')} в карте нет: они не переносятся.
        </Notice>
      ) : null}
      {!isEditable(map.status) ? (
        <Notice tone="red" title={`Карта: ${ROAD_MAP_STATUS_LABELS[map.status].toLowerCase()}`} wide>
          Её текст сейчас не меняется. Отзовите пакет или, если карта утверждена, подготовьте{' '}
          <a href={here}>новую редакцию</a>, затем загрузите файл снова.
        </Notice>
      ) : isUnchanged(plan) ? (
        <Notice tone="green" title="Изменений нет" wide>
          Все мероприятия файла ({plan.same}) уже стоят в карте слово в слово. Сохранять нечего.
        </Notice>
      ) : (
        <Form action={mergeImportAction} page={page} state={state}>
          <input type="hidden" name="paste" value={paste} />
          <input type="hidden" name="choice" value={chosen} />
          <input type="hidden" name="map" value={id} />
          <input type="hidden" name="state" value={map.state} />
          <p>
            Изменено {plan.edits.length}, новых {plan.added.length}, спорных {plan.conflicts.length}, нет в файле{' '}
            {plan.missing.length}, без изменений {plan.same}.
          </p>
          <ConflictList
            conflicts={plan.conflicts}
            columns={map.columns}
            taken={(row) => typed(state, `take-${row}`, 'program')}
          />
          <EditList edits={plan.edits} headings={plan.headings} columns={map.columns} />
          <NewList added={plan.added} />
          <MissingList rows={plan.missing} ticked={typedAll(state, 'remove[]')} />
          <ActionBar note="До этого нажатия ничего не сохранено. Порядок строк станет таким, как в файле.">
            <SubmitButton kind="main" sending="Сохраняем…">
              Обновить карту
            </SubmitButton>
            {other}
          </ActionBar>
        </Form>
      )}
      {!isEditable(map.status) || isUnchanged(plan) ? (
        <ActionBar>
          <LinkButton kind="main" href={here}>
            Открыть карту
          </LinkButton>
          {other}
        </ActionBar>
      ) : null}
    </>
  )
}
