import { Form } from '@/app/_forms/form'
import { BLANK, errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { ActionBar } from '@/components/ui/action-bar'
import { Empty } from '@/components/ui/empty'
import { ErrorSummary } from '@/components/ui/error-summary'
import { Select, TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { Table } from '@/components/ui/table'
import { listSchedules } from '@/db/queries/schedule'
import { shortDate } from '@/lib/shared/dates'
import { counted } from '@/lib/shared/text'
import { addScheduleAction, joinScheduleAction } from './actions'

export const metadata = { title: 'Графики' }

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> }
type Found = Awaited<ReturnType<typeof listSchedules>>

const DONE: Record<string, string> = {
  joined: 'Мероприятие присоединено: его контрольные точки — даты графика. Текст срока остался прежним.',
  left: 'Мероприятие отсоединено от графика.',
}

export default async function SchedulesPage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const here = `/road-maps/${pageId(id)}/schedules`
  const actor = await requireActor(here)
  const found = await orNotFound(listSchedules(actor, id))
  const kept = one(query, 'kept')
  const state = await openForm('schedule-add', kept, actor.userId)
  const joining = await openForm('schedule-join', kept, actor.userId)
  const done = DONE[one(query, 'done') ?? '']
  return (
    <>
      <PageHead
        title="Графики"
        crumbs={[
          { label: 'Дорожные карты', href: '/road-maps' },
          { label: `${found.map.programme}, ${found.map.year}`, href: `/road-maps/${id}` },
        ]}
        sub="Даты для мероприятий, у которых срок «по графику»: выезды, курсы, другое."
      />
      {done ? (
        <Notice tone="green" live>
          {done}
        </Notice>
      ) : null}
      {found.schedules.length === 0 ? (
        <Empty title="Графиков пока нет">Заведите график, внесите в него даты и присоедините мероприятия.</Empty>
      ) : (
        <Table caption="Графики карты" head={['График', 'Даты', 'Мероприятия']} linked>
          <tbody>
            {found.schedules.map((schedule) => (
              <tr className="row" key={schedule.id}>
                <td className="title">
                  <a href={`${here}/${schedule.id}`}>{schedule.name}</a>
                </td>
                <td data-l="Даты">
                  {schedule.first && schedule.last
                    ? `${counted(schedule.dates, 'дата', 'даты', 'дат')}, ${shortDate(schedule.first)} – ${shortDate(schedule.last)}`
                    : 'дат пока нет'}
                </td>
                <td data-l="Мероприятия">
                  {found.measures
                    .filter((measure) => measure.scheduleId === schedule.id)
                    .map((measure) => measure.place)
                    .join(', ') || 'не присоединены'}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <Section title="Новый график" narrow>
        <Form action={addScheduleAction} page={here} state={state}>
          <input type="hidden" name="roadMapId" value={id} />
          <TextField
            name="name"
            label="Название"
            hint="Например, «Выезды кураторов» или «Курсы»"
            defaultValue={typed(state, 'name')}
            error={errorOf(state, 'name')}
          />
          <ActionBar>
            <SubmitButton>Завести график</SubmitButton>
          </ActionBar>
        </Form>
      </Section>
      <Section title="Мероприятия «по графику»" narrow>
        <ErrorSummary errors={{}} message={joining.errors[0]?.message} />
        <Joining found={found} here={here} />
      </Section>
    </>
  )
}

function Joining({ found, here }: { found: Found; here: string }) {
  if (found.measures.length === 0)
    return <p className="soft">В этой карте нет мероприятий, срок которых назван другим документом.</p>
  if (found.schedules.length === 0) return <p className="soft">Сначала заведите график.</p>
  return found.measures.map((measure) => (
    <div key={measure.key} id={`m-${measure.key}`} className="mb-6">
      <h3>
        {measure.place} {measure.title}
      </h3>
      <p className="soft">
        Срок: {measure.term || 'не указан'}
        {measure.isDated ? '' : '. Сейчас срок читается как дата; даты графика не действуют.'}
      </p>
      <Form action={joinScheduleAction} page={here} state={BLANK}>
        <input type="hidden" name="roadMapId" value={found.map.roadMapId} />
        <input type="hidden" name="measureKey" value={measure.key} />
        <input type="hidden" name="revision" value={measure.revision} />
        <Select
          id={`f-schedule-${measure.key}`}
          name="scheduleId"
          label="График"
          empty="не присоединено"
          options={found.schedules.map((schedule) => ({ value: schedule.id, label: schedule.name }))}
          defaultValue={measure.scheduleId ?? ''}
        />
        <SubmitButton kind="plain">
          Сохранить<span className="vh">: {measure.place}</span>
        </SubmitButton>
      </Form>
    </div>
  ))
}
