import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SummaryList } from '@/components/ui/summary-list'
import { getBeginning } from '@/db/queries/road-map-beginning'
import { counted } from '@/lib/shared/text'
import { NEW_MAP_CRUMBS } from '../begin-form'

export const metadata = { title: 'Карта заведена' }

/** What was moved and what is left to look at, after a map has begun with another's text. */
export default async function BeginningPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams
  const id = one(query, 'map') ?? ''
  const number = (name: string) => Math.max(0, Number.parseInt(one(query, name) ?? '', 10) || 0)
  const actor = await requireActor(`/road-maps/new/result?map=${encodeURIComponent(id)}`)
  const map = await orNotFound(getBeginning(actor, id))
  const here = `/road-maps/${id}`
  return (
    <div className="col">
      <PageHead title="Карта заведена" crumbs={NEW_MAP_CRUMBS} sub={`${map.programme}, ${map.year}`} />
      <Notice tone="green" live>
        {number('moved') > 0
          ? `Годы сдвинуты в сроках: ${counted(number('moved'), 'мероприятие', 'мероприятия', 'мероприятий')}. Остальной текст не изменён.`
          : 'Текст перенесён без изменений: годов, которые надо сдвинуть, в сроках нет.'}
      </Notice>
      {number('lost') > 0 ? (
        <Notice tone="amber">
          {counted(number('lost'), 'исправление срока', 'исправления срока', 'исправлений срока')} не перенесено: такой
          даты нет в {map.year} году. Исправьте чтение срока в карте.
        </Notice>
      ) : null}
      {map.orderTitle ? (
        <SummaryList
          rows={[
            {
              label: 'Заголовок распоряжения',
              value: map.orderTitle,
              change: map.orderId ? { href: `/orders/${map.orderId}/edit`, what: 'заголовок' } : undefined,
            },
          ]}
        />
      ) : null}
      {map.preambleYears.length > 0 ? (
        <Notice tone="amber">
          Основания в преамбуле распоряжения перенесены как были ({map.preambleYears.join(', ')} год). Проверьте,
          действуют ли эти документы.
        </Notice>
      ) : null}
      {map.rows.length > 0 ? (
        <Section title="Проверьте: в тексте назван другой год">
          <ul>
            {map.rows.slice(0, 50).map((row) => (
              <li key={row.id}>
                <a href={`${here}/measures/${row.id}`}>
                  {[row.sectionNumber, row.number].filter(Boolean).join('.')} {row.title}
                </a>
                : {row.years.join(', ')}
              </li>
            ))}
          </ul>
          {map.rows.length > 50 ? <p className="soft">И ещё {map.rows.length - 50}.</p> : null}
        </Section>
      ) : null}
      <ActionBar>
        <LinkButton kind="main" href={here}>
          Открыть карту
        </LinkButton>
        <LinkButton href={`${here}/library`}>Добавить типовые мероприятия</LinkButton>
      </ActionBar>
    </div>
  )
}
