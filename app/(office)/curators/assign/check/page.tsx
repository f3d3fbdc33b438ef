import { redirect } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { SummaryList } from '@/components/ui/summary-list'
import { checkAssignment } from '@/db/queries/curator'
import { periodText } from '@/lib/person/labels'
import { shortDate } from '@/lib/shared/dates'
import { assignCuratorAction } from '../../actions'
import { assignQuery, chosenAssignment } from '../../choice'
import { CURATORS } from '../../crumbs'
import { Findings } from '../../findings'

export const metadata = { title: 'Проверьте назначение' }

export default async function CheckAssignmentPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams
  const wanted = chosenAssignment(query)
  if (!wanted) redirect('/curators/assign')
  const chosen = assignQuery(wanted)
  const page = `/curators/assign/check?${chosen}`
  const actor = await requireActor(page)
  const { school, person, findings } = await orNotFound(checkAssignment(actor, wanted))
  const state = await openForm('curator-assign', one(query, 'kept'), actor.userId)
  const back = `/curators/assign?${chosen}`
  const isRefused = findings.some((finding) => finding.weight === 'refused')
  const change = (what: string) => ({ href: back, what })
  return (
    <div className="col">
      <PageHead
        title="Проверьте назначение"
        crumbs={[CURATORS, { label: 'Назначить куратора', href: '/curators/assign' }]}
      />
      <Findings findings={findings} />
      <SummaryList
        rows={[
          { label: 'Школа', value: school.name, change: change('школу') },
          { label: 'Куратор', value: person.name, change: change('куратора') },
          {
            label: 'Должность, место работы',
            value: [person.post, person.workplace].filter(Boolean).join(', ') || 'не указаны',
          },
          { label: 'Дни', value: periodText(wanted), change: change('дни') },
        ]}
      />
      {isRefused ? (
        <ActionBar>
          <LinkButton kind="main" href={back}>
            Изменить
          </LinkButton>
          <LinkButton href="/curators">К списку кураторов</LinkButton>
        </ActionBar>
      ) : (
        <Form action={assignCuratorAction} page={page} state={state}>
          <input type="hidden" name="schoolId" value={wanted.schoolId} />
          <input type="hidden" name="userId" value={wanted.userId} />
          <input type="hidden" name="validFrom" value={shortDate(wanted.validFrom)} />
          <input type="hidden" name="validTo" value={wanted.validTo ? shortDate(wanted.validTo) : ''} />
          {findings.some((finding) => finding.weight === 'reason') ? (
            <TextArea
              name="reason"
              label="Почему школ больше обычного"
              hint="Сохранится в назначении"
              rows={3}
              defaultValue={typed(state, 'reason')}
              error={errorOf(state, 'reason')}
              required
            />
          ) : null}
          <ActionBar note="Школа появится у куратора с первого дня: её профиль, посещения и отчёты.">
            <SubmitButton sending="Назначаем…">Назначить куратора</SubmitButton>
            <LinkButton href={back}>Изменить</LinkButton>
          </ActionBar>
        </Form>
      )}
    </div>
  )
}
