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
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { SummaryList } from '@/components/ui/summary-list'
import { checkHandOver } from '@/db/queries/curator'
import { FINDING_WEIGHT_LABELS, STAYING_LABELS, STAYING_VISIT_LABELS } from '@/lib/curator/labels'
import { chooseHandOverSchema } from '@/lib/curator/schema'
import { periodText } from '@/lib/person/labels'
import { shortDate } from '@/lib/shared/dates'
import { VISIT_KIND_LABELS } from '@/lib/visit/labels'
import { handOverAction } from '../../../actions'
import { CURATORS } from '../../../crumbs'
import { Findings } from '../../../findings'

export const metadata = { title: 'Проверьте передачу' }

type Props = { params: Promise<{ userId: string }>; searchParams: Promise<Query> }
type Checked = Awaited<ReturnType<typeof checkHandOver>>['schools'][number]

export default async function CheckHandOverPage({ params, searchParams }: Props) {
  const id = pageId((await params).userId)
  const query = await searchParams
  const choice = one(query, 'choice') ?? ''
  const page = `/curators/${id}/hand-over/check?choice=${encodeURIComponent(choice)}`
  const back = `/curators/${id}/hand-over?kept=${encodeURIComponent(choice)}`
  const actor = await requireActor(page)
  const { values } = await openForm('curator-hand-over', choice, actor.userId)
  const { data: chosen } = chooseHandOverSchema.safeParse({
    fromUserId: id,
    toUserId: values.toUserId?.[0],
    day: values.day?.[0],
    schoolId: values['schoolId[]'],
  })
  if (!chosen) redirect(`/curators/${id}/hand-over`)
  const { from, to, lastDay, schools } = await orNotFound(
    checkHandOver(actor, { ...chosen, schoolIds: chosen.schoolId }),
  )
  const state = await openForm('curator-hand-over-check', one(query, 'kept'), actor.userId)
  const isRefused = schools.some((school) => school.findings.some((finding) => finding.weight === 'refused'))
  return (
    <div className="col">
      <PageHead
        title="Проверьте передачу"
        crumbs={[CURATORS, { label: from.name, href: `/curators/${id}` }, { label: 'Передать школы', href: back }]}
      />
      <SummaryList
        rows={[
          { label: 'От кого', value: `${from.name}, последний день ${shortDate(lastDay)}` },
          {
            label: 'Кому',
            value: `${to.name}, с ${shortDate(chosen.day)}`,
            change: { href: back, what: 'кому и когда' },
          },
        ]}
      />
      {schools.map((school) => (
        <Section title={school.name} key={school.schoolId}>
          <Findings
            findings={school.findings}
            title={{ ...FINDING_WEIGHT_LABELS, refused: 'Передать эту школу нельзя' }}
          />
          <SummaryList rows={rowsOf(school)} />
        </Section>
      ))}
      <p>Проведённые посещения и отправленные отчёты остаются под именем прежнего куратора.</p>
      {isRefused ? (
        <ActionBar>
          <LinkButton kind="main" href={back}>
            Изменить
          </LinkButton>
        </ActionBar>
      ) : (
        <Form action={handOverAction} page={page} state={state}>
          <input type="hidden" name="fromUserId" value={from.id} />
          <input type="hidden" name="toUserId" value={to.id} />
          <input type="hidden" name="day" value={shortDate(chosen.day)} />
          {schools.map(({ schoolId }) => (
            <input type="hidden" name="schoolId[]" value={schoolId} key={schoolId} />
          ))}
          <TextArea
            name="reason"
            label="Причина"
            hint="Например: увольнение, отпуск, распределение нагрузки. Сохранится в обоих назначениях"
            rows={3}
            defaultValue={typed(state, 'reason')}
            error={errorOf(state, 'reason')}
            required
          />
          <ActionBar>
            <SubmitButton sending="Передаём…">Передать школы</SubmitButton>
            <LinkButton href={back}>Изменить</LinkButton>
          </ActionBar>
        </Form>
      )}
    </div>
  )
}

type Line = { id: string; text: string }

const listed = (lines: Line[]) => (
  <ul>
    {lines.map((line) => (
      <li key={line.id}>{line.text}</li>
    ))}
  </ul>
)

function rowsOf({ beginning, visits, reports, stayingVisits, stayingReports }: Checked) {
  const visit = ({ kind, plannedOn, heldOn }: Checked['visits'][number]) => {
    const day = plannedOn ?? heldOn
    return `посещение (${VISIT_KIND_LABELS[kind]})${day ? `, ${shortDate(day)}` : ''}`
  }
  const going: Line[] = [
    ...visits.map((one) => ({ id: one.id, text: visit(one) })),
    ...reports.map(({ id, stage }) => ({ id, text: `отчёт: ${stage}, с введённым текстом` })),
  ]
  const left: Line[] = [
    ...stayingVisits.map((one) => ({ id: one.id, text: `${visit(one)}: ${STAYING_VISIT_LABELS[one.why]}` })),
    ...stayingReports.map(({ id, stage, why }) => ({ id, text: `отчёт: ${stage} — ${STAYING_LABELS[why]}` })),
  ]
  return [
    { label: 'Новый куратор', value: beginning ? periodText(beginning) : 'уже куратор этой школы' },
    { label: 'Перейдёт', value: going.length > 0 ? listed(going) : 'незаконченного нет' },
    ...(left.length > 0 ? [{ label: 'Останется', value: listed(left) }] : []),
  ]
}
