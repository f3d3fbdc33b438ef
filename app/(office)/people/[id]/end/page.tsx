import { Form } from '@/app/_forms/form'
import { openForm } from '@/app/_forms/form-state'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { endPersonAction } from '@/app/(office)/people/actions'
import { ActionBar } from '@/components/ui/action-bar'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { getPerson } from '@/db/queries/person'

export const metadata = { title: 'Отключить пользователя' }

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ kept?: string }> }

export default async function EndPersonPage({ params, searchParams }: Props) {
  const id = pageId((await params).id)
  const page = `/people/${id}/end`
  const actor = await requireActor(page)
  const person = await orNotFound(getPerson(actor, id))
  const state = await openForm('person.end', (await searchParams).kept, actor.userId)
  return (
    <div className="col">
      <PageHead
        title={`Отключить: ${person.name}?`}
        crumbs={[
          { label: 'Пользователи', href: '/people' },
          { label: person.name, href: `/people/${id}` },
        ]}
      />
      <p>Человек больше не сможет войти, его сеансы завершатся сразу. Всё, что он сделал, останется под его именем.</p>
      <Form action={endPersonAction} page={page} state={state}>
        <input type="hidden" name="id" value={id} />
        <ActionBar>
          <SubmitButton kind="warn" sending="Отключаем…">
            Отключить пользователя
          </SubmitButton>
          <a href={`/people/${id}`}>Не отключать</a>
        </ActionBar>
      </Form>
    </div>
  )
}
