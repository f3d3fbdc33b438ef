import { DiffText } from '@/components/ui/diff-text'
import { Section } from '@/components/ui/section'
import type { MeasureText, RoadMapColumn } from '@/lib/road-map/rules'
import { cellOf } from '@/lib/road-map/table'

/** Both texts of a row that two people edited: the saved one and mine. Only the cells that differ. */
export function ConflictTexts({
  columns,
  theirs,
  mine,
}: {
  columns: RoadMapColumn[]
  theirs: MeasureText
  mine: MeasureText
}) {
  const differing = columns.filter((column) => cellOf(theirs, column) !== cellOf(mine, column))
  return (
    <Section title="Оба текста" narrow>
      <p className="soft">В форме ниже ваш текст. Сохранённый другим сотрудником не потерян: он слева и в журнале.</p>
      {differing.map((column) => (
        <div key={column.header} className="mb-4">
          <h3>{column.header}</h3>
          <DiffText
            was={cellOf(theirs, column)}
            became={cellOf(mine, column)}
            labels={['Сохранено другим', 'Ваш текст']}
          />
        </div>
      ))}
      {differing.length === 0 ? <p>Тексты совпадают.</p> : null}
    </Section>
  )
}
