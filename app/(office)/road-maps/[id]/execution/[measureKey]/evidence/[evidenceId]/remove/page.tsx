import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { pageId } from '@/app/_session/page-id'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { SummaryList } from '@/components/ui/summary-list'
import { findEvidence } from '@/db/queries/evidence'
import { executorText } from '@/lib/execution/statement'
import { removeEvidenceAction } from '../../../actions'

export const metadata = { title: 'Убрать подтверждение' }

type Props = {
  params: Promise<{ id: string; measureKey: string; evidenceId: string }>
  searchParams: Promise<Query>
}

export default async function RemoveEvidencePage({ params, searchParams }: Props) {
  const [{ id, measureKey, evidenceId }, query] = await Promise.all([params, searchParams])
  const measurePage = `/road-maps/${pageId(id)}/execution/${pageId(measureKey)}`
  const page = `${measurePage}/evidence/${pageId(evidenceId)}/remove`
  const actor = await requireActor(page)
  const found = await findEvidence(actor, evidenceId)
  if (!found?.mayRemove || found.roadMapId !== id || found.measureKey !== measureKey) notFound()
  const state = await openForm('evidence-remove', one(query, 'kept'), actor.userId)
  const executor = executorText({ kind: found.executorKind, id: found.executorId })
  const back = `${measurePage}/${encodeURIComponent(found.point)}/report?executor=${encodeURIComponent(executor)}`
  return (
    <div className="col">
      <PageHead
        title="Убрать подтверждение"
        crumbs={[
          { label: 'Мероприятие', href: measurePage },
          { label: 'Отметка об исполнении', href: back },
        ]}
      />
      <div className="mb-6">
        <SummaryList rows={[{ label: 'Подтверждение', value: found.fileName ?? found.text }]} />
      </div>
      {found.removedAt ? (
        <>
          <Notice tone="amber">Это подтверждение уже убрано.</Notice>
          <ActionBar>
            <LinkButton href={back}>К отметке</LinkButton>
          </ActionBar>
        </>
      ) : (
        <Form action={removeEvidenceAction} page={page} state={state}>
          <input type="hidden" name="id" value={found.id} />
          <input type="hidden" name="back" value={back} />
          <TextArea
            name="reason"
            label="Почему убирается"
            hint="Подтверждение перестанет быть видно исполнителям; запись о нём останется с этой причиной."
            rows={3}
            defaultValue={typed(state, 'reason')}
            error={errorOf(state, 'reason')}
          />
          <ActionBar>
            <SubmitButton kind="warn">Убрать</SubmitButton>
            <LinkButton href={back}>Не убирать</LinkButton>
          </ActionBar>
        </Form>
      )}
    </div>
  )
}
