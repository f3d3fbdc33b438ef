import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { RadioGroup } from '@/components/ui/choice'
import { Empty } from '@/components/ui/empty'
import { DateField, Select, TextArea } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { getVisitPlanning } from '@/db/queries/visit'
import { may } from '@/lib/access/policy'
import { programmeTitle } from '@/lib/programme/current'
import { shortDate } from '@/lib/shared/dates'
import { capitalised } from '@/lib/shared/text'
import { VISIT_FORM_LABELS, VISIT_KIND_LABELS } from '@/lib/visit/labels'
import { curatorOptions, offeredLabel } from '@/lib/visit/plan-offers'
import { SCHEDULED_KINDS, VISIT_FORMS, VISIT_KINDS } from '@/lib/visit/rules'
import { planVisitsAction, startVisitAction } from '../actions'

export const metadata = { title: 'Новое посещение' }

export default async function NewVisitPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams
  const chosen = one(query, 'programme')
  const page = `/visits/new${chosen ? `?programme=${encodeURIComponent(chosen)}` : ''}`
  const actor = await requireActor(page)
  if (!may(actor, 'visit.plan')) notFound()
  const planning = await orNotFound(getVisitPlanning(actor, chosen))
  const { programme, schools } = planning
  const plan = await openForm('visit-plan', one(query, 'kept'), actor.userId)
  const start = await openForm('visit-start', one(query, 'kept'), actor.userId)
  const head = (
    <PageHead
      title="Новое посещение"
      crumbs={[{ label: 'Посещения', href: '/visits' }]}
      sub={programme ? programmeTitle(programme) : undefined}
    />
  )
  if (!programme || schools.length === 0) {
    return (
      <div className="col">
        {head}
        <Empty title={programme ? 'Нет школ, которые можно посетить' : 'Нет программы'}>
          {programme
            ? planning.isCoordinator
              ? 'Добавьте школы и закрепите за ними кураторов.'
              : 'За вами не закреплена ни одна школа. Это делает муниципальный координатор.'
            : 'Программу года заводит администратор в настройках.'}
        </Empty>
      </div>
    )
  }
  const optionOf = (school: (typeof schools)[number]) => ({
    value: school.id,
    label: offeredLabel(school, actor.today),
  })
  const asked = one(query, 'school') ?? (schools.length === 1 ? schools[0]?.id : '')
  return (
    <div className="col">
      {head}
      {planning.startable.length > 0 ? (
        <Section title="Провожу сейчас" narrow>
          <p className="hint">Посещение без плана: сначала появится запись, затем откроется её лист.</p>
          <Form action={startVisitAction} page={page} state={start}>
            <input type="hidden" name="programmeId" value={programme.id} />
            <Select
              name="startSchoolId"
              label="Школа"
              empty="выберите"
              options={planning.startable.map(optionOf)}
              defaultValue={typed(start, 'startSchoolId', asked)}
              error={errorOf(start, 'startSchoolId')}
            />
            <Select
              name="startKind"
              label="Вид посещения"
              options={VISIT_KINDS.map((value) => ({ value, label: capitalised(VISIT_KIND_LABELS[value]) }))}
              defaultValue={typed(start, 'startKind', 'unplanned')}
              error={errorOf(start, 'startKind')}
            />
            <DateField
              name="startDay"
              label="День"
              defaultValue={typed(start, 'startDay', shortDate(actor.today))}
              error={errorOf(start, 'startDay')}
            />
            <ActionBar>
              <SubmitButton>Начать лист</SubmitButton>
            </ActionBar>
          </Form>
        </Section>
      ) : null}
      <Section title="Внести в график" aside={<a href="/visits/import">Из таблицы</a>} narrow>
        <Form action={planVisitsAction} page={page} state={plan}>
          <input type="hidden" name="programmeId" value={programme.id} />
          <Select
            name="schoolId"
            label="Школа"
            empty="написана в строках"
            options={schools.map(optionOf)}
            defaultValue={typed(plan, 'schoolId', asked)}
            error={errorOf(plan, 'schoolId')}
          />
          {planning.isCoordinator ? (
            <Select
              name="curatorId"
              label="Кто посещает"
              empty="единственный куратор школы в этот день"
              options={curatorOptions(schools, actor.today)}
              defaultValue={typed(plan, 'curatorId')}
              error={errorOf(plan, 'curatorId')}
            />
          ) : null}
          <RadioGroup
            name="kind"
            label="Вид посещения"
            defaultValue={typed(plan, 'kind', 'planned')}
            error={errorOf(plan, 'kind')}
            options={SCHEDULED_KINDS.map((value) => ({
              value,
              label: VISIT_KIND_LABELS[value],
            }))}
          />
          <RadioGroup
            name="form"
            label="Как"
            defaultValue={typed(plan, 'form', 'onsite')}
            error={errorOf(plan, 'form')}
            options={VISIT_FORMS.map((value) => ({ value, label: VISIT_FORM_LABELS[value] }))}
          />
          <TextArea
            name="lines"
            label="Дни посещений"
            hint={`По одному в строке: 12.03.${programme.year}. Другую школу пишут после тире: 12.03 — ${schools[0]?.name}.`}
            rows={4}
            defaultValue={typed(plan, 'lines')}
            error={errorOf(plan, 'lines')}
          />
          <fieldset className="field">
            <legend>Или повторять</legend>
            <Select
              name="repeat"
              label="Как часто"
              empty="не повторять"
              options={[
                { value: 'week', label: 'каждую неделю' },
                { value: 'month', label: 'каждый месяц' },
              ]}
              defaultValue={typed(plan, 'repeat')}
              error={errorOf(plan, 'repeat')}
            />
            <div className="visit-pair">
              <DateField
                name="repeatFrom"
                label="Первый день"
                defaultValue={typed(plan, 'repeatFrom')}
                error={errorOf(plan, 'repeatFrom')}
              />
              <DateField
                name="repeatTo"
                label="Последний день"
                defaultValue={typed(plan, 'repeatTo')}
                error={errorOf(plan, 'repeatTo')}
              />
            </div>
          </fieldset>
          <ActionBar note="Что в графике уже есть, второй раз не добавится.">
            <SubmitButton>Внести в график</SubmitButton>
            <LinkButton href="/visits">К графику</LinkButton>
          </ActionBar>
        </Form>
      </Section>
    </div>
  )
}
