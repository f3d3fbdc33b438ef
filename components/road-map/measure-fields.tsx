import { TextArea, TextField } from '@/components/ui/field'
import { MEASURE_FIELD_LABELS } from '@/lib/road-map/labels'
import { MEASURE_FIELDS, type MeasureField, type MeasureText, type RoadMapColumn } from '@/lib/road-map/rules'

/** Fields of one row, in the order of the map's columns and under its own headings; the text is stored exactly as typed. */
export function MeasureFields({
  columns,
  value,
  errors,
}: {
  columns: RoadMapColumn[]
  value: MeasureText
  errors: Partial<Record<MeasureField, string | undefined>>
}) {
  const named = new Map(columns.map((column) => [column.field, column.header]))
  return (
    <>
      {MEASURE_FIELDS.map((field) => {
        const label = named.get(field) ?? MEASURE_FIELD_LABELS[field]
        const common = { name: field, label, defaultValue: value[field], error: errors[field] }
        if (field === 'number') return <TextField key={field} {...common} width="short" autoComplete="off" />
        return <TextArea key={field} {...common} rows={field === 'term' ? 2 : 4} />
      })}
      {columns
        .filter((column) => column.field === 'extra')
        .map((column, index) => (
          <TextArea
            key={column.header}
            id={`f-extra-${index}`}
            name="extra[]"
            label={column.header}
            defaultValue={value.extra.find((item) => item.header === column.header)?.text ?? ''}
            rows={2}
          />
        ))}
    </>
  )
}
