import { count, one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { Button, LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { DateField, Select } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Pagination } from '@/components/ui/pagination'
import { Section } from '@/components/ui/section'
import { getCuratorTable } from '@/db/queries/curator'
import { readDate, shortDate } from '@/lib/shared/dates'
import { counted } from '@/lib/shared/text'
import { Conflicts } from './conflicts'
import { LoadTable } from './load-table'
import { Matrix } from './matrix'

export const metadata = { title: 'Кураторы' }

const ON_A_PAGE = 50

/** The table of schools and curators on a day, what is wrong with it above, the load of each curator below. */
export default async function CuratorsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams
  const actor = await requireActor('/curators')
  const typed = one(query, 'date') ?? ''
  const read = readDate(typed)
  const date = read ?? actor.today
  const isToday = date === actor.today
  const onlyWithout = one(query, 'show') === 'without'
  const table = await orNotFound(getCuratorTable(actor, date))
  const rows = onlyWithout ? table.schools.filter((school) => school.isWithout) : table.schools
  const pages = Math.max(1, Math.ceil(rows.length / ON_A_PAGE))
  const at = Math.min(count(query, 'page') ?? 1, pages)
  const shown = rows.slice((at - 1) * ON_A_PAGE, at * ON_A_PAGE)
  const address = (more: { show?: boolean; page?: number; all?: boolean }) => {
    const params = new URLSearchParams({
      ...(isToday ? {} : { date: shortDate(date) }),
      ...((more.show ?? onlyWithout) ? { show: 'without' } : {}),
      ...(more.all ? { all: 'conflicts' } : {}),
      ...(more.page && more.page > 1 ? { page: String(more.page) } : {}),
    })
    return `/curators${params.size > 0 ? `?${params}` : ''}`
  }
  return (
    <>
      <PageHead
        title="Кураторы"
        sub={`На ${shortDate(date)}: ${counted(table.schools.length, 'школа', 'школы', 'школ')}, ${counted(table.curators.length, 'куратор', 'куратора', 'кураторов')}`}
        actions={
          <>
            <LinkButton href="/orders/new">Подготовить распоряжение о кураторах</LinkButton>
            <LinkButton kind="main" href="/curators/assign">
              Назначить куратора
            </LinkButton>
          </>
        }
      />
      {one(query, 'done') === 'assigned' ? (
        <Notice tone="green" live>
          Куратор назначен.
        </Notice>
      ) : null}
      <Conflicts
        conflicts={table.conflicts}
        all={one(query, 'all') === 'conflicts'}
        without={address({ show: true })}
        allHref={address({ all: true })}
      />
      <Section title="Школы и кураторы">
        <form action="/curators" method="get" className="filter no-print">
          <DateField
            name="date"
            label="На день"
            hint="Например, 01.09.2026"
            defaultValue={typed || shortDate(date)}
            error={typed && !read ? 'Такой даты нет: показан сегодняшний день.' : undefined}
          />
          <Select
            name="show"
            label="Школы"
            options={[
              { value: '', label: 'Все' },
              { value: 'without', label: 'Без куратора' },
            ]}
            defaultValue={onlyWithout ? 'without' : ''}
          />
          <div className="field">
            <Button>Показать</Button>
          </div>
        </form>
        {shown.length === 0 ? (
          <Empty title={onlyWithout ? 'Школ без куратора нет' : 'Школ на этот день нет'}>
            {onlyWithout
              ? 'У каждой школы на этот день есть куратор.'
              : 'Школы добавляет администратор: «Настройки → Школы».'}
          </Empty>
        ) : (
          <Matrix schools={shown} curators={table.curators} />
        )}
        <Pagination page={at} size={ON_A_PAGE} total={rows.length} href={(page) => address({ page })} />
      </Section>
      <LoadTable curators={table.curators} mostSchools={table.mostSchools} stages={table.stages} />
    </>
  )
}
