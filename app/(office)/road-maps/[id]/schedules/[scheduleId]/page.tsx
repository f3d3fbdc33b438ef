import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { count, one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { ActionBar } from '@/components/ui/action-bar'
import { DateField, Select, TextArea, TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { MarkupTable } from '@/components/ui/table'
import { getSchedule } from '@/db/queries/schedule'
import { shortDate, weekday } from '@/lib/shared/dates'
import { markup } from '@/lib/shared/markup'
import { counted } from '@/lib/shared/text'
import { addDatesAction, removeDateAction, renameScheduleAction } from '../actions'

export const metadata = { title: 'График' }

type Props = { params: Promise<{ id: string; scheduleId: string }>; searchParams: Promise<Query> }

const DONE: Record<string, string> = {
  created: 'График заведён. Внесите даты.',
  renamed: 'График переименован.',
  removed: 'Дата убрана.',
}

export default async function SchedulePage({ params, searchParams }: Props) {
  const [{ id, scheduleId }, query] = await Promise.all([params, searchParams])
  const here = `/road-maps/${pageId(id)}/schedules/${pageId(scheduleId)}`
  const actor = await requireActor(here)
  const schedule = await orNotFound(getSchedule(actor, scheduleId))
  if (schedule.roadMapId !== id) notFound()
  const kept = one(query, 'kept')
  const adding = await openForm('schedule-dates', kept, actor.userId)
  const renaming = await openForm('schedule-rename', kept, actor.userId)
  const removing = await openForm('schedule-date', kept, actor.userId)
  const place = (
    <>
      <input type="hidden" name="roadMapId" value={id} />
      <input type="hidden" name="scheduleId" value={scheduleId} />
    </>
  )
  return (
    <>
      <PageHead
        title={schedule.name}
        crumbs={[
          { label: 'Дорожные карты', href: '/road-maps' },
          { label: `${schedule.programme}, ${schedule.year}`, href: `/road-maps/${id}` },
          { label: 'Графики', href: `/road-maps/${id}/schedules` },
        ]}
        sub={schedule.dates.length > 0 ? counted(schedule.dates.length, 'дата', 'даты', 'дат') : 'дат пока нет'}
      />
      <Done query={query} />
      {schedule.dates.length > 0 ? (
        <Form action={removeDateAction} page={here} state={removing}>
          <MarkupTable
            caption="Даты графика"
            head={[
              { label: 'Дата', className: 'title' },
              { label: 'Школа' },
              { label: 'Примечание' },
              { label: 'Действия', hidden: true },
            ]}
            bodies={[
              markup`<tbody>${schedule.dates.map((date) => {
                const said = `${shortDate(date.date)}, ${weekday(date.date)}`
                const act = date.isUsed
                  ? markup`<span class="soft">есть отметки</span>`
                  : markup`<button class="btn less" name="id" value="${date.id}" aria-label="Убрать: ${said}">Убрать</button>`
                return markup`<tr class="row"><td class="title">${said}</td><td data-l="Школа">${date.school ?? 'для всех'}</td><td class="fine" data-l="Примечание">${date.note}</td><td class="tight no-print">${act}</td></tr>`
              })}</tbody>`,
            ]}
          />
        </Form>
      ) : null}
      <Section title="Добавить даты" narrow>
        <Form action={addDatesAction} page={here} state={adding}>
          {place}
          <TextArea
            name="lines"
            label="Даты, каждая в своей строке"
            required={false}
            hint={`Например: 12.03.${schedule.year} — ${schedule.schools[0]?.name ?? 'название школы'}. Школу можно не писать; после второго тире — примечание.`}
            rows={6}
            defaultValue={typed(adding, 'lines')}
            error={errorOf(adding, 'lines')}
          />
          <Select
            name="repeat"
            label="Повторять"
            required={false}
            empty="не повторять"
            options={[
              { value: 'week', label: 'каждую неделю' },
              { value: 'month', label: 'каждый месяц' },
            ]}
            defaultValue={typed(adding, 'repeat')}
            error={errorOf(adding, 'repeat')}
          />
          <DateField
            name="repeatFrom"
            label="Первый день повторения"
            required={false}
            defaultValue={typed(adding, 'repeatFrom')}
            error={errorOf(adding, 'repeatFrom')}
          />
          <DateField
            name="repeatTo"
            label="Последний день повторения"
            required={false}
            defaultValue={typed(adding, 'repeatTo')}
            error={errorOf(adding, 'repeatTo')}
          />
          <Select
            name="schoolId"
            label="Для кого"
            hint="Для строк, в которых школа не названа, и для повторения."
            empty="для всех"
            options={schedule.schools.map((school) => ({ value: school.id, label: school.name }))}
            defaultValue={typed(adding, 'schoolId')}
            error={errorOf(adding, 'schoolId')}
          />
          <ActionBar>
            <SubmitButton>Добавить даты</SubmitButton>
          </ActionBar>
        </Form>
      </Section>
      <Section title="Название" narrow>
        <Form action={renameScheduleAction} page={here} state={renaming}>
          <input type="hidden" name="roadMapId" value={id} />
          <input type="hidden" name="id" value={scheduleId} />
          <TextField
            name="name"
            label="Название графика"
            defaultValue={typed(renaming, 'name', schedule.name)}
            error={errorOf(renaming, 'name')}
          />
          <ActionBar>
            <SubmitButton kind="plain">Переименовать</SubmitButton>
          </ActionBar>
        </Form>
      </Section>
    </>
  )
}

function Done({ query }: { query: Query }) {
  const added = one(query, 'added')
  const known = count(query, 'known')
  const message =
    added === undefined
      ? DONE[one(query, 'done') ?? '']
      : `Добавлено: ${counted(Number(added) || 0, 'дата', 'даты', 'дат')}.${known ? ` Уже были в графике: ${known}.` : ''}`
  return message ? (
    <Notice tone="green" live>
      {message}
    </Notice>
  ) : null
}
