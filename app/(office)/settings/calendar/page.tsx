import { notFound } from 'next/navigation'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { DoneNotice } from '@/app/(office)/settings/done-notice'
import { LinkButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Table } from '@/components/ui/table'
import { listCalendarYears } from '@/db/queries/calendar'
import { may } from '@/lib/access/policy'
import { yearOf } from '@/lib/shared/dates'
import { counted } from '@/lib/shared/text'

export const metadata = { title: 'Производственный календарь' }

export default async function CalendarPage({ searchParams }: { searchParams: Promise<Query> }) {
  const page = '/settings/calendar'
  const actor = await requireActor(page)
  if (!may(actor, 'municipality.manage')) notFound()
  const query = await searchParams
  const years = await orNotFound(listCalendarYears(actor))
  const thisYear = yearOf(actor.today)
  const unknown = [thisYear, thisYear + 1].filter((year) => !years.some((known) => known.year === year))
  return (
    <>
      <PageHead
        title="Производственный календарь"
        sub="По нему считаются рабочие дни в сроках мероприятий"
        crumbs={[{ label: 'Настройки', href: '/settings' }]}
        actions={
          <LinkButton kind="main" href={`${page}/new`}>
            Внести год
          </LinkButton>
        }
      />
      <DoneNotice done={one(query, 'done')} />
      {unknown.map((year) => (
        <Notice key={year} tone="amber" title={`${year} год неизвестен`}>
          Рабочие дни этого года программа не считает и так и говорит. Когда выйдет постановление о переносе выходных,{' '}
          <a href={`${page}/${year}`}>внесите {year} год</a>.
        </Notice>
      ))}
      <Table caption="Известные годы" linked head={['Год', 'Основание', 'Дни']}>
        <tbody>
          {years.map((year) => (
            <tr className="row" key={year.year}>
              <td className="title">
                <a href={`${page}/${year.year}`}>{year.year}</a>
                {year.isOwn ? (
                  <span className="under">{year.isBuiltIn ? 'внесён вместо встроенного' : 'внесён'}</span>
                ) : null}
              </td>
              <td data-l="Основание">{year.source}</td>
              <td data-l="Дни">
                {counted(year.daysOff.length, 'нерабочий', 'нерабочих', 'нерабочих')}
                {year.workDays.length > 0
                  ? `, ${counted(year.workDays.length, 'рабочая суббота или воскресенье', 'рабочие субботы и воскресенья', 'рабочих суббот и воскресений')}`
                  : ''}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  )
}
