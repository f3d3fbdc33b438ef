import { type FormState, typed, typedAll } from '@/app/_forms/form-state'
import { MEASURE_FIELDS, type MeasureText, type RoadMapColumn } from '@/lib/road-map/rules'

/** The row's text as the person typed it, else as stored. */
export function typedMeasure(state: FormState, stored: MeasureText, columns: RoadMapColumn[]): MeasureText {
  const extras = columns.filter((column) => column.field === 'extra').map((column) => column.header)
  const texts = typedAll(
    state,
    'extra[]',
    extras.map((header) => stored.extra.find((item) => item.header === header)?.text ?? ''),
  )
  const fields = Object.fromEntries(MEASURE_FIELDS.map((field) => [field, typed(state, field, stored[field])]))
  return {
    ...(fields as Omit<MeasureText, 'extra'>),
    extra: extras.map((header, index) => ({ header, text: texts[index] ?? '' })),
  }
}
