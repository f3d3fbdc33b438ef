import { notFound, redirect } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { openForm } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { ImportedTable } from '@/components/road-map/imported-table'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Steps } from '@/components/ui/steps'
import { SubmitButton } from '@/components/ui/submit-button'
import { findOwnMap } from '@/db/queries/road-map-import'
import { may } from '@/lib/access/policy'
import { Refusal } from '@/lib/shared/refusal'
import { counted } from '@/lib/shared/text'
import { saveImportAction } from '../actions'
import { choiceOf, choiceQuery } from '../choice'
import { DoubtList, QuestionList } from '../doubts'
import { importedOf, measuresIn, readOrRefusal } from '../imported'
import { sourceOf } from '../source'

export const metadata = { title: 'Проверьте, что получится' }

export default async function ImportPreviewPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams
  const paste = one(query, 'paste') ?? ''
  const choice = choiceOf(query)
  const chosen = choiceQuery(paste, choice)
  const page = `/road-maps/import/preview?${chosen}`
  const actor = await requireActor(page)
  if (!may(actor, 'road_map.edit')) notFound()
  const source = sourceOf(await openForm('road-map-paste', paste, actor.userId))
  if (!source) redirect('/road-maps/import')
  const state = await openForm('road-map-import', one(query, 'kept'), actor.userId)
  const isText = source.document.text !== undefined
  const back = isText ? `/road-maps/import?paste=${encodeURIComponent(paste)}` : `/road-maps/import/columns?${chosen}`
  const map = readOrRefusal(() => importedOf(source, choice, undefined))
  const existing = await findOwnMap(actor, { programmeName: source.title, year: source.year })
  const head = (
    <>
      <PageHead
        title="Проверьте, что получится"
        crumbs={[
          { label: 'Дорожные карты', href: '/road-maps' },
          { label: 'Из файла или вставки', href: `/road-maps/import?paste=${encodeURIComponent(paste)}` },
        ]}
        sub={
          map instanceof Refusal
            ? source.title
            : `${source.title}, ${source.year} год: ${counted(map.sections.length, 'раздел', 'раздела', 'разделов')}, ${counted(measuresIn(map), 'мероприятие', 'мероприятия', 'мероприятий')}`
        }
      />
      <Steps current={3} total={3} title="проверить и сохранить" />
    </>
  )
  if (map instanceof Refusal) {
    return (
      <>
        {head}
        <Notice tone="red" title="Карта из этой таблицы не получается">
          {map.message}
        </Notice>
        <ActionBar>
          <LinkButton kind="main" href={back}>
            {isText ? 'Исправить текст' : 'Исправить колонки'}
          </LinkButton>
        </ActionBar>
      </>
    )
  }
  return (
    <>
      {head}
      {existing ? (
        <Notice tone="amber" wide>
          Карта «{existing.programme}» на {existing.year} год уже есть. Если она не пуста, новая не сохранится:{' '}
          <a href={`/road-maps/import/merge?map=${existing.id}&${chosen}`}>сравните этот текст с ней и обновите её</a>{' '}
          или укажите другой год.
        </Notice>
      ) : null}
      <Form action={saveImportAction} page={page} state={state}>
        <input type="hidden" name="paste" value={paste} />
        <input type="hidden" name="choice" value={chosen} />
        <DoubtList doubts={map.doubts} />
        <QuestionList map={map} state={state} />
        <ActionBar note="Пока ничего не сохранено. После сохранения каждую ячейку можно исправить.">
          <SubmitButton kind="main" sending="Сохраняем…">
            Сохранить
          </SubmitButton>
          <LinkButton href={back}>{isText ? 'Исправить текст' : 'Исправить колонки'}</LinkButton>
        </ActionBar>
      </Form>
      <ImportedTable map={map} />
    </>
  )
}
