import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { endDeputyAction } from '@/app/(office)/people/deputies/actions'
import { ActionBar } from '@/components/ui/action-bar'
import { DateField } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { SummaryList } from '@/components/ui/summary-list'
import { listDeputies } from '@/db/queries/person'
import { periodText } from '@/lib/person/labels'
import { addDays, shortDate } from '@/lib/shared/dates'

export const metadata = { title: 'Прекратить замещение' }

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ kept?: string }> }

export default async function EndDeputyPage({ params, searchParams }: Props) {
  const { id } = await params
  const page = `/people/deputies/${id}`
  const actor = await requireActor(page)
  const row = (await orNotFound(listDeputies(actor))).find((deputy) => deputy.id === id)
  if (!row) notFound()
  const state = await openForm('deputy.end', (await searchParams).kept, actor.userId)
  const last = row.state === 'future' ? addDays(actor.today, -1) : actor.today
  return (
    <div className="col">
      <PageHead title="Прекратить замещение" crumbs={[{ label: 'Замещения', href: '/people/deputies' }]} />
      <SummaryList
        rows={[
          { label: 'Кого замещают', value: row.principal },
          { label: 'Кто замещает', value: row.deputy },
          { label: 'Дни', value: periodText(row) },
        ]}
      />
      <Form action={endDeputyAction} page={page} state={state}>
        <input type="hidden" name="id" value={id} />
        <DateField
          name="validTo"
          label="Последний день замещения"
          hint="Вчерашний день прекращает замещение сразу или отменяет то, что ещё не началось"
          defaultValue={typed(state, 'validTo', shortDate(last))}
          error={errorOf(state, 'validTo')}
          required
        />
        <ActionBar>
          <SubmitButton kind="warn" sending="Прекращаем…">
            Прекратить замещение
          </SubmitButton>
          <a href="/people/deputies">Не прекращать</a>
        </ActionBar>
      </Form>
    </div>
  )
}
