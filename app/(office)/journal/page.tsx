import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { changesOf } from '@/app/(office)/journal/changes'
import { ActionBar } from '@/components/ui/action-bar'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { DateField, Select } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { Pagination } from '@/components/ui/pagination'
import { Table } from '@/components/ui/table'
import { JOURNAL_PAGE, listJournal, listJournalChoices } from '@/db/queries/journal'
import { ACTION_LABELS } from '@/lib/journal/action-labels'
import { SUBJECT_LABELS } from '@/lib/journal/labels'
import { journalFilterSchema } from '@/lib/journal/schema'
import { localDateTime, shortDate } from '@/lib/shared/dates'

export const metadata = { title: 'Журнал событий' }

export default async function JournalPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const actor = await requireActor('/journal')
  const filter = journalFilterSchema.parse(await searchParams)
  const { rows, total } = await orNotFound(listJournal(actor, filter))
  const choices = await listJournalChoices(actor)
  const shownDate = (date: string | null) => (date ? shortDate(date) : '')
  const address = (page: number) => {
    const query = new URLSearchParams()
    for (const name of ['action', 'person', 'from', 'to'] as const) if (filter[name]) query.set(name, filter[name])
    if (page > 1) query.set('page', String(page))
    return `/journal${query.size > 0 ? `?${query}` : ''}`
  }
  const isFiltered = Boolean(filter.action || filter.person || filter.from || filter.to)
  return (
    <>
      <PageHead
        title="Журнал событий"
        sub="Кто, когда и что сделал. Тексты карт и распоряжений в журнале не показываются."
      />
      <form action="/journal" method="get" className="flex flex-wrap items-end gap-x-4">
        <Select
          name="action"
          label="Событие"
          options={choices.actions.map((action) => ({ value: action, label: ACTION_LABELS[action] ?? action }))}
          empty="Все события"
          defaultValue={filter.action ?? ''}
        />
        <Select
          name="person"
          label="Кто"
          options={choices.people.map((name) => ({ value: name, label: name }))}
          empty="Все"
          defaultValue={filter.person ?? ''}
        />
        <DateField name="from" label="С какого дня" hint="21.04.2026" defaultValue={shownDate(filter.from)} />
        <DateField name="to" label="По какой день" hint="включительно" defaultValue={shownDate(filter.to)} />
        <ActionBar>
          <Button kind="main">Показать</Button>
          {isFiltered ? <a href="/journal">Сбросить отбор</a> : null}
        </ActionBar>
      </form>
      {rows.length === 0 ? (
        <Empty title="Таких событий нет">Измените отбор или сбросьте его.</Empty>
      ) : (
        <Table caption="События" head={['Когда', 'Кто', 'Что', 'Подробности']}>
          <tbody>
            {rows.map((row) => {
              const changes = changesOf(row.before, row.after)
              return (
                <tr className="row" key={row.id}>
                  <td className="date" data-l="Когда">
                    {localDateTime(row.at, actor.zone)}
                  </td>
                  <td className="tight" data-l="Кто">
                    {row.actorName}
                    {row.onBehalfOf ? <span className="under">за: {row.onBehalfOf}</span> : null}
                  </td>
                  <td className="title">
                    {ACTION_LABELS[row.action] ?? row.action}
                    <span className="under">
                      {SUBJECT_LABELS[row.subject] ?? row.subject}, № {row.subjectId.slice(0, 8)}
                    </span>
                  </td>
                  <td data-l="Подробности">
                    {changes.length === 0 ? '—' : null}
                    {changes.map((change) => (
                      <div key={change.label}>
                        {change.label}: {change.was === null ? null : <del>{change.was}</del>} {change.became}
                      </div>
                    ))}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </Table>
      )}
      <Pagination page={filter.page} size={JOURNAL_PAGE} total={total} href={address} />
    </>
  )
}
