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
import { may } from '@/lib/access/policy'
import { Refusal } from '@/lib/shared/refusal'
import { counted } from '@/lib/shared/text'
import { DoubtList, QuestionList } from '../../road-maps/import/doubts'
import { importedOf, measuresIn, readOrRefusal } from '../../road-maps/import/imported'
import { sourceOf } from '../../road-maps/import/source'
import { saveAssignmentAction } from '../actions'

export const metadata = { title: 'Проверьте задание' }

export default async function AssignmentPreviewPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams
  const paste = one(query, 'paste') ?? ''
  const page = `/assignments/preview?paste=${encodeURIComponent(paste)}`
  const actor = await requireActor(page)
  if (actor.municipalityId !== null || !may(actor, 'assignment.edit')) notFound()
  const source = sourceOf(await openForm('assignment-paste', paste, actor.userId))
  if (!source) redirect('/assignments/new')
  const state = await openForm('assignment-save', one(query, 'kept'), actor.userId)
  const map = readOrRefusal(() => importedOf(source, {}, undefined))
  const back = `/assignments/new?paste=${encodeURIComponent(paste)}`
  return (
    <>
      <PageHead
        title="Проверьте задание"
        crumbs={[
          { label: 'Задания региона', href: '/assignments' },
          { label: 'Выдать', href: back },
        ]}
        sub={`${source.title}, ${source.year} год`}
      />
      <Steps current={2} total={2} title="проверить и выдать" />
      {map instanceof Refusal ? (
        <>
          <Notice tone="red" title="Задание из этой таблицы не получается">
            {map.message}
          </Notice>
          <ActionBar>
            <LinkButton kind="main" href={back}>
              Выбрать другое
            </LinkButton>
          </ActionBar>
        </>
      ) : (
        <>
          <Form action={saveAssignmentAction} page={page} state={state}>
            <input type="hidden" name="paste" value={paste} />
            <p>Прочитано: {counted(measuresIn(map), 'мероприятие', 'мероприятия', 'мероприятий')}.</p>
            <DoubtList doubts={map.doubts} />
            <QuestionList map={map} state={state} />
            <ActionBar note="Муниципалитеты региона увидят задание сразу. Выданное не правят: его отзывают и выдают новое.">
              <SubmitButton kind="main" sending="Сохраняем…">
                Выдать задание
              </SubmitButton>
              <LinkButton href={back}>Исправить</LinkButton>
            </ActionBar>
          </Form>
          <ImportedTable map={map} />
        </>
      )}
    </>
  )
}
