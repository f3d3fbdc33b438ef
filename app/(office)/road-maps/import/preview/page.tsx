import { redirect } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { openForm, typed } from '@/app/_forms/form-state'
import { requireActor } from '@/app/_session/actor'
import { ImportedTable } from '@/components/road-map/imported-table'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Steps } from '@/components/ui/steps'
import { SubmitButton } from '@/components/ui/submit-button'
import { readRoadMapText } from '@/lib/road-map/import'
import { counted } from '@/lib/shared/text'
import { saveImportAction } from '../actions'

export const metadata = { title: 'Проверьте, что получится' }

/** Doubts shown at once; the rest stand beside their rows. */
const DOUBTS_LISTED = 50

export default async function ImportPreviewPage({
  searchParams,
}: {
  searchParams: Promise<{ paste?: string; kept?: string }>
}) {
  const query = await searchParams
  const paste = query.paste ?? ''
  const page = `/road-maps/import/preview?paste=${encodeURIComponent(paste)}`
  const actor = await requireActor(page)
  const pasted = await openForm('road-map-paste', paste, actor.userId)
  if (typed(pasted, 'text') === '') redirect('/road-maps/import')
  const state = await openForm('road-map-import', query.kept, actor.userId)
  const map = readRoadMapText(typed(pasted, 'text'))
  const total = map.sections.reduce((sum, section) => sum + section.measures.length, 0)
  return (
    <>
      <PageHead
        title="Проверьте, что получится"
        crumbs={[
          { label: 'Дорожные карты', href: '/road-maps' },
          { label: 'Вставить', href: `/road-maps/import?paste=${encodeURIComponent(paste)}` },
        ]}
        sub={`${typed(pasted, 'programmeName')}, ${typed(pasted, 'year')} год: ${counted(map.sections.length, 'раздел', 'раздела', 'разделов')}, ${counted(total, 'мероприятие', 'мероприятия', 'мероприятий')}`}
      />
      <Steps current={2} total={2} title="проверить и сохранить" />
      <Form action={saveImportAction} page={page} state={state}>
        <input type="hidden" name="paste" value={paste} />
        {map.doubts.length > 0 ? (
          <Notice
            tone="amber"
            title={`${counted(map.doubts.length, 'сомнительное место', 'сомнительных места', 'сомнительных мест')}: сверьте с оригиналом`}
            wide
          >
            <ul className="list-disc pl-5">
              {map.doubts.slice(0, DOUBTS_LISTED).map((doubt) => (
                <li key={doubt.text}>{doubt.text}</li>
              ))}
            </ul>
            {map.doubts.length > DOUBTS_LISTED ? (
              <p>И ещё {map.doubts.length - DOUBTS_LISTED}: они отмечены в строках ниже.</p>
            ) : null}
          </Notice>
        ) : (
          <Notice tone="green">Сомнительных мест нет.</Notice>
        )}
        <ActionBar note="Пока ничего не сохранено. После сохранения каждую ячейку можно исправить.">
          <SubmitButton kind="main" sending="Сохраняем…">
            Сохранить
          </SubmitButton>
          <LinkButton href={`/road-maps/import?paste=${encodeURIComponent(paste)}`}>Исправить текст</LinkButton>
        </ActionBar>
      </Form>
      <ImportedTable map={map} />
    </>
  )
}
