import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one } from '@/app/_forms/query'
import { orNotFound } from '@/app/_session/or-not-found'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { DateField, TextArea } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { SummaryList, type SummaryRow } from '@/components/ui/summary-list'
import { getMeasureExecution } from '@/db/queries/execution'
import { hasRole } from '@/lib/access/actor'
import { may } from '@/lib/access/policy'
import { executorText } from '@/lib/execution/statement'
import { longDate } from '@/lib/shared/dates'
import { askTermAction } from '../../actions'
import { type CellPage, crumbsOf, factsOf, openCell, openPoint } from '../cell'

export const metadata = { title: 'Перенос срока' }

export default async function TermPage(props: CellPage) {
  const opened = await openPoint(props, 'term')
  const { id, measureKey, point, executor, measurePage, page, query, actor } = opened
  const state = await openForm('term-ask', one(query, 'kept'), actor.userId)
  const decides = may(actor, 'execution.decide')
  const about = executor ? await aboutCell(opened, executor) : await aboutAll(opened)
  return (
    <div className="col">
      <PageHead title="Перенос срока" crumbs={about.crumbs} />
      <div className="mb-6">
        <SummaryList rows={about.facts} />
      </div>
      <Notice title="Что произойдёт">
        {decides
          ? 'На следующей странице вы решите о переносе.'
          : 'Просьба уйдёт муниципальному координатору: решит он.'}{' '}
        При согласии изменится рабочий срок; утверждённый текст карты останется прежним, просьба и решение — в истории.
      </Notice>
      <Form action={askTermAction} page={page} state={state}>
        <input type="hidden" name="roadMapId" value={id} />
        <input type="hidden" name="measureKey" value={measureKey} />
        <input type="hidden" name="point" value={point} />
        <input type="hidden" name="executor" value={executor ? executorText(executor) : ''} />
        <DateField
          name="newDue"
          label="Новый срок, последний день"
          defaultValue={typed(state, 'newDue')}
          error={errorOf(state, 'newDue')}
        />
        <TextArea
          name="reason"
          label="Почему нужен перенос"
          defaultValue={typed(state, 'reason')}
          error={errorOf(state, 'reason')}
        />
        <ActionBar>
          <SubmitButton>{decides ? 'Дальше' : 'Попросить о переносе'}</SubmitButton>
          <LinkButton href={measurePage}>К мероприятию</LinkButton>
        </ActionBar>
      </Form>
    </div>
  )
}

type Opened = Awaited<ReturnType<typeof openPoint>>

async function aboutCell(
  { actor, id, measureKey, point, measurePage }: Opened,
  executor: NonNullable<Opened['executor']>,
) {
  const found = await openCell(actor, id, measureKey, point, executor)
  if (!found.mayReport) notFound()
  return { crumbs: crumbsOf(found, measurePage), facts: factsOf(found) }
}

/** For all executors of the point at once: the coordinator's. */
async function aboutAll({ actor, id, measureKey, point, measurePage }: Opened) {
  if (!hasRole(actor, 'coordinator')) notFound()
  const found = await orNotFound(getMeasureExecution(actor, id, measureKey, point))
  const shown = found.points.find((one) => one.key === point)
  if (!shown) notFound()
  const facts: SummaryRow[] = [
    { label: 'Мероприятие', value: found.row.title || 'без названия' },
    { label: 'Исполнители', value: `все: ${shown.total}` },
    { label: 'Контрольная точка', value: shown.label },
    { label: 'Срок', value: shown.due ? longDate(shown.due) : 'без даты' },
  ]
  return { crumbs: crumbsOf(found, measurePage), facts }
}
