import { notFound, redirect } from 'next/navigation'
import { openForm } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { ActionBar } from '@/components/ui/action-bar'
import { Button, LinkButton } from '@/components/ui/button'
import { Select } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { Steps } from '@/components/ui/steps'
import { may } from '@/lib/access/policy'
import { suggestChoice } from '@/lib/road-map/import-file'
import { excerpt, hasText } from '@/lib/road-map/import-shape'
import { counted } from '@/lib/shared/text'
import { COLUMN_LABELS, choiceOf, choiceQuery } from '../choice'
import { sourceOf } from '../source'

export const metadata = { title: 'Сопоставьте колонки' }

/** Rows offered as the one with headings. */
const HEADER_ROWS = 15

export default async function ColumnsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams
  const paste = one(query, 'paste') ?? ''
  const here = '/road-maps/import/columns'
  const actor = await requireActor(`${here}?paste=${encodeURIComponent(paste)}`)
  if (!may(actor, 'road_map.edit')) notFound()
  const source = sourceOf(await openForm('road-map-paste', paste, actor.userId))
  if (!source) redirect('/road-maps/import')
  if (source.document.text !== undefined) redirect(`/road-maps/import/preview?${choiceQuery(paste, {})}`)
  const { document } = source
  const choice = choiceOf(query)
  const suggested = suggestChoice(document, choice)
  const { table, header, headerRows, headings, columns } = suggested
  const rows = document.tables[table]?.rows ?? []
  const samples = (column: number) =>
    rows
      .slice(header + headerRows)
      .map((row) => row.cells[column] ?? '')
      .filter(hasText)
      .slice(0, 2)
      .map((text) => `«${excerpt(text, 60)}»`)
  return (
    <div className="col">
      <PageHead
        title="Сопоставьте колонки"
        crumbs={[
          { label: 'Дорожные карты', href: '/road-maps' },
          { label: 'Из файла или вставки', href: `/road-maps/import?paste=${encodeURIComponent(paste)}` },
        ]}
        sub={[source.fileName, `${source.title}, ${source.year} год`].filter(Boolean).join(' · ')}
      />
      <Steps current={2} total={3} title="сопоставить колонки" />
      {document.tables.length > 1 ? (
        <Section title="Таблица">
          <p className="soft">В файле {counted(document.tables.length, 'таблица', 'таблицы', 'таблиц')}.</p>
          <ul>
            {document.tables.map((one, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: tables of a file do not move
              <li key={index}>
                {index === table ? (
                  <b>{one.name}</b>
                ) : (
                  <a href={`${here}?${choiceQuery(paste, { table: index })}`}>{one.name}</a>
                )}
                , {counted(one.rows.length, 'строка', 'строки', 'строк')}
                {one.isHidden ? ', скрытый лист' : ''}
                {index === table ? ': выбрана' : ''}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {suggested.isFound ? null : (
        <Notice tone="amber">
          Строка с заголовками колонок не узнана. Выберите её или укажите ниже, что в какой колонке стоит.
        </Notice>
      )}
      <form action={here}>
        <input type="hidden" name="paste" value={paste} />
        <input type="hidden" name="table" value={table} />
        <Select
          name="header"
          label="Строка с заголовками колонок"
          defaultValue={String(header)}
          options={[
            { value: '-1', label: 'Заголовков нет' },
            ...rows.slice(0, Math.max(HEADER_ROWS, header + 1)).map((row, index) => ({
              value: String(index),
              label: `Строка ${index + 1}: ${excerpt(row.cells.filter(hasText).join(' | '), 70)}`,
            })),
          ]}
          required
        />
        <ActionBar>
          <Button>Взять эту строку</Button>
        </ActionBar>
      </form>
      <form action="/road-maps/import/preview">
        <input type="hidden" name="paste" value={paste} />
        <input type="hidden" name="table" value={table} />
        <input type="hidden" name="header" value={header} />
        {headings.map((heading, column) => (
          <Select
            // biome-ignore lint/suspicious/noArrayIndexKey: columns of a file do not move
            key={column}
            name={`c${column}`}
            label={heading}
            hint={samples(column).join(', ') || 'Пустая колонка'}
            defaultValue={columns[column] ?? 'extra'}
            options={Object.entries(COLUMN_LABELS).map(([value, label]) => ({ value, label }))}
            required
          />
        ))}
        <ActionBar note="Ничего ещё не сохранено. Незнакомые колонки останутся в карте под своими заголовками.">
          <Button kind="main">Показать, что получится</Button>
          <LinkButton href={`/road-maps/import?paste=${encodeURIComponent(paste)}`}>Другой файл</LinkButton>
        </ActionBar>
      </form>
    </div>
  )
}
