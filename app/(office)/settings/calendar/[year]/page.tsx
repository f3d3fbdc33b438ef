import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { removeCalendarYearAction, saveCalendarYearAction } from '@/app/(office)/settings/calendar/actions'
import { ActionBar } from '@/components/ui/action-bar'
import { TextArea, TextField } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { listCalendarYears } from '@/db/queries/calendar'
import { may } from '@/lib/access/policy'
import { shortDate } from '@/lib/shared/dates'

export const metadata = { title: 'Год производственного календаря' }

type Props = { params: Promise<{ year: string }>; searchParams: Promise<Query> }

/** «…/new» asks for the year too; a year that is known is shown to be replaced. */
export default async function CalendarYearPage({ params, searchParams }: Props) {
  const { year } = await params
  const page = `/settings/calendar/${year}`
  const actor = await requireActor(page)
  if (!may(actor, 'municipality.manage') || !/^(?:new|20\d\d)$/.test(year)) notFound()
  const kept = one(await searchParams, 'kept')
  const known = (await orNotFound(listCalendarYears(actor))).find((one) => String(one.year) === year)
  const state = await openForm('calendar-year', kept, actor.userId)
  const lines = (days: string[] | undefined) => (days ?? []).map(shortDate).join('\n')
  const field = (name: string, stored = '') => ({
    name,
    defaultValue: typed(state, name, stored),
    error: errorOf(state, name),
  })
  return (
    <div className="col">
      <PageHead
        title={year === 'new' ? 'Новый год' : `${year} год`}
        sub={
          known && !known.isOwn ? 'Встроен в программу. Сохранённое здесь заменит его для вашего муниципалитета.' : ''
        }
        crumbs={[
          { label: 'Настройки', href: '/settings' },
          { label: 'Производственный календарь', href: '/settings/calendar' },
        ]}
      />
      <Form action={saveCalendarYearAction} page={page} state={state}>
        {year === 'new' ? (
          <TextField {...field('year')} label="Год" width="short" inputMode="numeric" required />
        ) : (
          <input type="hidden" name="year" value={year} />
        )}
        <TextField
          {...field('source', known?.source)}
          label="Основание"
          hint="Акт о переносе выходных дней: постановление Правительства РФ от … № …"
          required
        />
        <TextArea
          {...field('daysOff', lines(known?.daysOff))}
          label="Нерабочие будни"
          hint="Праздники и перенесённые выходные с понедельника по пятницу. Каждый день на своей строке; можно подряд: 01.01.2027 – 08.01.2027"
          rows={12}
        />
        <TextArea
          {...field('workDays', lines(known?.workDays))}
          label="Рабочие субботы и воскресенья"
          hint="Каждый день на своей строке. Обычно их нет или один-два"
          rows={3}
        />
        <ActionBar>
          <SubmitButton sending="Сохраняем…">Сохранить год</SubmitButton>
        </ActionBar>
      </Form>
      {known?.isOwn ? (
        <Form
          action={removeCalendarYearAction}
          page={page}
          state={await openForm('calendar-year.remove', kept, actor.userId)}
        >
          <input type="hidden" name="year" value={year} />
          <ActionBar note={known.isBuiltIn ? 'Вернётся встроенный год' : 'Год станет неизвестным'}>
            <SubmitButton kind="warn" sending="Удаляем…">
              Удалить внесённый год
            </SubmitButton>
          </ActionBar>
        </Form>
      ) : null}
    </div>
  )
}
