import { DateField, TextArea, TextField } from '@/components/ui/field'

type Values = Record<string, string[]>
type ErrorOf = (field: string) => string | undefined

/** Empty rows that are seen, and those that «Добавить строку» shows. */
export const SPARE_ROWS = 3
const HIDDEN_ROWS = 6

const used = (values: Values, names: string[]): number =>
  Math.max(0, ...names.map((name) => (values[name] ?? []).findLastIndex((text) => text.trim() !== '') + 1))

const rowsOf = (values: Values, names: string[], spare: number) => {
  const filled = used(values, names)
  return [...Array(filled + spare + HIDDEN_ROWS).keys()].map((row) => ({ row, isHidden: row >= filled + spare }))
}

type Props = { values: Values; errorOf: ErrorOf; spare?: number }

/** Lessons seen: class, subject, what was seen. */
export function ObservationRows({ values, errorOf, spare = SPARE_ROWS }: Props) {
  const at = (name: string, row: number) => values[name]?.[row] ?? ''
  return (
    <div id="observation-rows">
      {rowsOf(values, ['obsClass[]', 'obsSubject[]', 'obsText[]'], spare).map(({ row, isHidden }) => (
        <fieldset key={row} className="visit-row" hidden={isHidden || undefined}>
          <legend className="vh">Наблюдение {row + 1}</legend>
          <div className="visit-pair">
            <TextField
              id={`f-obsClass-${row}`}
              name="obsClass[]"
              label="Класс"
              defaultValue={at('obsClass[]', row)}
              maxLength={100}
              autoComplete="off"
            />
            <TextField
              id={`f-obsSubject-${row}`}
              name="obsSubject[]"
              label="Предмет"
              defaultValue={at('obsSubject[]', row)}
              maxLength={200}
              autoComplete="off"
            />
          </div>
          <TextArea
            id={`f-obsText-${row}`}
            name="obsText[]"
            label="Что наблюдали"
            rows={2}
            defaultValue={at('obsText[]', row)}
            error={errorOf(`obsText-${row}`)}
          />
        </fieldset>
      ))}
    </div>
  )
}

/** Recommendations of this visit: words, term, person. An emptied one is taken back. */
export function RecommendationRows({ values, errorOf, spare = SPARE_ROWS }: Props) {
  const at = (name: string, row: number) => values[name]?.[row] ?? ''
  return (
    <div id="recommendation-rows">
      {rowsOf(values, ['recId[]', 'recText[]', 'recDue[]', 'recPerson[]'], spare).map(({ row, isHidden }) => (
        <fieldset key={row} className="visit-row" hidden={isHidden || undefined}>
          <legend className="vh">Рекомендация {row + 1}</legend>
          <input type="hidden" name="recId[]" value={at('recId[]', row)} />
          <TextArea
            id={`f-recText-${row}`}
            name="recText[]"
            label={at('recId[]', row) ? 'Рекомендация (очистите, чтобы снять)' : 'Рекомендация'}
            rows={2}
            defaultValue={at('recText[]', row)}
            error={errorOf(`recText-${row}`)}
          />
          <div className="visit-pair">
            <DateField
              id={`f-recDue-${row}`}
              name="recDue[]"
              label="Выполнить до"
              hint="Например, 15.05.2026"
              defaultValue={at('recDue[]', row)}
              error={errorOf(`recDue-${row}`)}
            />
            <TextField
              id={`f-recPerson-${row}`}
              name="recPerson[]"
              label="Кто отвечает в школе"
              defaultValue={at('recPerson[]', row)}
              autoComplete="off"
            />
          </div>
        </fieldset>
      ))}
    </div>
  )
}
