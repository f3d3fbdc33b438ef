import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { DateField } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { SummaryList } from '@/components/ui/summary-list'
import { getAssignment } from '@/db/queries/curator'
import { periodText } from '@/lib/person/labels'
import { addDays, shortDate } from '@/lib/shared/dates'
import { chooseEndAction } from '../../../actions'
import { CURATORS } from '../../../crumbs'

export const metadata = { title: 'Завершить назначение' }

type Props = { params: Promise<{ linkId: string }>; searchParams: Promise<Query> }

export default async function EndAssignmentPage({ params, searchParams }: Props) {
  const id = pageId((await params).linkId)
  const page = `/curators/assignments/${id}/end`
  const actor = await requireActor(page)
  const query = await searchParams
  const link = await orNotFound(getAssignment(actor, id, actor.today))
  const state = await openForm('curator-end-choose', one(query, 'kept'), actor.userId)
  return (
    <div className="col">
      <PageHead
        title="Завершить назначение"
        crumbs={[CURATORS, { label: link.name, href: `/curators/${link.userId}` }]}
      />
      <SummaryList
        rows={[
          { label: 'Школа', value: link.school },
          { label: 'Куратор', value: link.name },
          { label: 'Дни', value: periodText(link) },
        ]}
      />
      <Form action={chooseEndAction} page={page} state={state}>
        <input type="hidden" name="id" value={id} />
        <DateField
          name="validTo"
          label="Последний день"
          hint={`Этот день ещё входит.${link.validFrom ? ` Чтобы отменить ошибочное назначение совсем, напишите ${shortDate(addDays(link.validFrom, -1))}` : ''}`}
          defaultValue={typed(state, 'validTo', one(query, 'validTo') ?? shortDate(actor.today))}
          error={errorOf(state, 'validTo')}
          required
        />
        <ActionBar note="Ещё ничего не меняется: на следующей странице видно, кто останется у школы после этого дня и что не закончено.">
          <SubmitButton sending="Проверяем…">Проверить</SubmitButton>
          <LinkButton href={`/curators/${link.userId}/hand-over?school=${link.schoolId}`}>
            Передать школу другому куратору
          </LinkButton>
        </ActionBar>
      </Form>
    </div>
  )
}
