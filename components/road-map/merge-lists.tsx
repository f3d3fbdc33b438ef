import { RadioGroup } from '@/components/ui/choice'
import { DiffText } from '@/components/ui/diff-text'
import { Section } from '@/components/ui/section'
import type { MergePlan } from '@/lib/road-map/merge'
import type { MeasureText, RoadMapColumn } from '@/lib/road-map/rules'
import { cellOf, sectionHeading } from '@/lib/road-map/table'

/** Changes drawn before saving; all of them are saved. */
const SHOWN = 100

type Change = MergePlan['edits'][number]

const named = (row: MeasureText): string => [row.number, row.title].filter(Boolean).join(' ').slice(0, 160)

const changedCells = ({ row, after }: Change, columns: RoadMapColumn[]) =>
  columns.flatMap((column) => {
    const [was, became] = [cellOf(row, column), cellOf(after, column)]
    return was === became ? [] : [{ header: column.header, was, became }]
  })

function Cells({ change, columns, labels }: { change: Change; columns: RoadMapColumn[]; labels?: [string, string] }) {
  return changedCells(change, columns).map(({ header, was, became }) => (
    <div key={header}>
      <p className="soft">{header}</p>
      <DiffText was={was} became={became} {...(labels ? { labels } : {})} />
    </div>
  ))
}

/** Rows that were changed in the program after the file was made: both texts, the program's stays unless the file's is chosen. */
export function ConflictList({
  conflicts,
  columns,
  taken,
}: {
  conflicts: Change[]
  columns: RoadMapColumn[]
  taken: (rowId: string) => string
}) {
  if (conflicts.length === 0) return null
  return (
    <Section title="Выберите текст: строку изменили и в программе, и в файле" aside={conflicts.length}>
      {conflicts.map((change) => (
        <div key={change.row.id} className="mb-4">
          <h3>{named(change.row)}</h3>
          {change.row.isDeleted ? (
            <p className="soft">В программе эта строка удалена.</p>
          ) : (
            <Cells change={change} columns={columns} labels={['В программе', 'В файле']} />
          )}
          <RadioGroup
            name={`take-${change.row.id}`}
            label="Что оставить"
            defaultValue={taken(change.row.id)}
            options={[
              { value: 'program', label: change.row.isDeleted ? 'Оставить удалённой' : 'Как в программе' },
              { value: 'file', label: change.row.isDeleted ? 'Вернуть с текстом из файла' : 'Как в файле' },
            ]}
            required
          />
        </div>
      ))}
    </Section>
  )
}

export function EditList({
  edits,
  headings,
  columns,
}: {
  edits: Change[]
  headings: MergePlan['headings']
  columns: RoadMapColumn[]
}) {
  if (edits.length + headings.length === 0) return null
  return (
    <Section title="Изменится" aside={edits.length + headings.length}>
      {headings.map(({ id, before, after }) => (
        <div key={id} className="mb-4">
          <h3>Название раздела</h3>
          <DiffText was={before} became={sectionHeading(after)} />
        </div>
      ))}
      {edits.slice(0, SHOWN).map((change) => (
        <div key={change.row.id} className="mb-4">
          <h3>{named(change.row)}</h3>
          <Cells change={change} columns={columns} />
        </div>
      ))}
      <More total={edits.length} />
    </Section>
  )
}

export function NewList({ added }: { added: MergePlan['added'] }) {
  if (added.length === 0) return null
  return (
    <Section title="Добавится" aside={added.length}>
      <ul>
        {added.slice(0, SHOWN).map(({ heading, text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: nothing is saved yet, a row has no other name
          <li key={index}>
            {named(text) || 'Строка без названия'}
            {heading ? <span className="under">{heading}</span> : null}
          </li>
        ))}
      </ul>
      <More total={added.length} />
    </Section>
  )
}

/** Rows that the file lacks stay unless they are ticked. */
export function MissingList({ rows, ticked }: { rows: MergePlan['missing']; ticked: string[] }) {
  if (rows.length === 0) return null
  return (
    <Section title="Нет в файле: останется, если не отметить" aside={rows.length}>
      <fieldset className="field">
        <legend>Удалить из карты</legend>
        {rows.map((row) => (
          <div className="choice" key={row.id}>
            <input
              type="checkbox"
              id={`remove-${row.id}`}
              name="remove[]"
              value={row.id}
              defaultChecked={ticked.includes(row.id)}
            />
            <label htmlFor={`remove-${row.id}`}>{named(row) || 'Строка без названия'}</label>
          </div>
        ))}
      </fieldset>
    </Section>
  )
}

const More = ({ total }: { total: number }) =>
  total > SHOWN ? <p className="soft">И ещё {total - SHOWN}: сохранены будут все.</p> : null
