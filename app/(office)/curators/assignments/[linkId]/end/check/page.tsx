import { redirect } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { SummaryList } from '@/components/ui/summary-list'
import { getAssignment } from '@/db/queries/curator'
import { chooseEndSchema } from '@/lib/curator/schema'
import { periodText } from '@/lib/person/labels'
import { shortDate } from '@/lib/shared/dates'
import { endAssignmentAction } from '../../../../actions'
import { CURATORS } from '../../../../crumbs'
import { Findings } from '../../../../findings'

export const metadata = { title: 'Проверьте завершение' }

type Props = { params: Promise<{ linkId: string }>; searchParams: Promise<Query> }

export default async function CheckEndPage({ params, searchParams }: Props) {
  const id = pageId((await params).linkId)
  const query = await searchParams
  const choose = `/curators/assignments/${id}/end`
  const { data: chosen } = chooseEndSchema.safeParse({ id, validTo: one(query, 'validTo') ?? '' })
  if (!chosen) redirect(choose)
  const lastDay = shortDate(chosen.validTo)
  const page = `${choose}/check?validTo=${lastDay}`
  const back = `${choose}?validTo=${lastDay}`
  const actor = await requireActor(page)
  const link = await orNotFound(getAssignment(actor, id, chosen.validTo))
  const state = await openForm('curator-end', one(query, 'kept'), actor.userId)
  return (
    <div className="col">
      <PageHead
        title="Проверьте завершение"
        crumbs={[
          CURATORS,
          { label: link.name, href: `/curators/${link.userId}` },
          { label: 'Завершить назначение', href: back },
        ]}
      />
      {link.defect ? (
        <Notice tone="red" title="Завершить нельзя">
          {link.defect.message}
        </Notice>
      ) : (
        <Findings findings={link.findings} />
      )}
      <SummaryList
        rows={[
          { label: 'Школа', value: link.school },
          { label: 'Куратор', value: link.name },
          { label: 'Дни сейчас', value: periodText(link) },
          {
            label: 'Станет',
            value: periodText({ ...link, validTo: chosen.validTo }),
            change: { href: back, what: 'день' },
          },
        ]}
      />
      {link.defect ? (
        <ActionBar>
          <LinkButton kind="main" href={back}>
            Изменить
          </LinkButton>
        </ActionBar>
      ) : (
        <Form action={endAssignmentAction} page={page} state={state}>
          <input type="hidden" name="id" value={id} />
          <input type="hidden" name="validTo" value={lastDay} />
          <TextArea
            name="reason"
            label="Причина"
            hint="Например: освобождение от обязанностей; школа вышла из программы; ошибка в назначении"
            rows={3}
            defaultValue={typed(state, 'reason')}
            error={errorOf(state, 'reason')}
            required
          />
          <ActionBar note="Проведённые посещения и отправленные отчёты останутся под именем куратора.">
            <SubmitButton kind="warn" sending="Завершаем…">
              Завершить назначение
            </SubmitButton>
            <LinkButton href={back}>Изменить</LinkButton>
            <LinkButton href={`/curators/${link.userId}/hand-over?school=${link.schoolId}`}>
              Передать школу другому куратору
            </LinkButton>
          </ActionBar>
        </Form>
      )}
    </div>
  )
}
