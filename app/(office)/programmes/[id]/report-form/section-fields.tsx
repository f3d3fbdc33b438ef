import { errorOf, type FormState } from '@/app/_forms/form-state'
import { Checkbox } from '@/components/ui/choice'
import { Select, TextArea, TextField } from '@/components/ui/field'
import { Section } from '@/components/ui/section'
import type { FormEdit, QuestionRow } from '@/lib/report/form-edit'

const KINDS = [
  { value: 'text', label: 'Свои слова' },
  { value: 'choice', label: 'Один из ответов' },
]

/** A section's title and hint, its questions folded, and an empty row for a new one. */
export function SectionFields({
  number,
  section,
  rows,
  state,
}: {
  number: number
  section: FormEdit['sections'][number]
  rows: QuestionRow[]
  state: FormState
}) {
  const id = section.section
  return (
    <Section title={`${number}. ${section.title}`} id={`s-${id}`} narrow>
      <input type="hidden" name="section[]" value={id} />
      <TextField
        name="sectionTitle[]"
        id={`f-title-${id}`}
        label="Название раздела"
        defaultValue={section.title}
        error={errorOf(state, `title-${id}`)}
      />
      <TextArea
        name="sectionHint[]"
        id={`f-sectionHint-${id}`}
        label="Пояснение над разделом"
        required={false}
        rows={2}
        defaultValue={section.hint}
      />
      {rows.map((row) => (
        <QuestionFields key={row.key} row={row} state={state} />
      ))}
    </Section>
  )
}

function QuestionFields({ row, state }: { row: QuestionRow; state: FormState }) {
  const { key } = row
  const isNew = key.startsWith('new:')
  const errors = ['label', 'options', 'place'].some((name) => errorOf(state, `${name}-${key}`))
  return (
    <details className="field" open={errors || row.isRemoved || (isNew && row.label !== '')}>
      <summary>{isNew ? 'Добавить вопрос' : `${row.place}. ${row.label}`}</summary>
      <div className="mt-3">
        <input type="hidden" name="key[]" value={key} />
        <input type="hidden" name="of[]" value={row.section} />
        <TextField
          name="label[]"
          id={`f-label-${key}`}
          label="Вопрос"
          defaultValue={row.label}
          error={errorOf(state, `label-${key}`)}
          required={isNew ? false : undefined}
        />
        <TextField
          name="hint[]"
          id={`f-hint-${key}`}
          label="Пояснение к вопросу"
          required={false}
          defaultValue={row.hint}
        />
        {isNew ? (
          <Select name="kind[]" id={`f-kind-${key}`} label="Как отвечают" options={KINDS} defaultValue={row.kind} />
        ) : (
          <input type="hidden" name="kind[]" value={row.kind} />
        )}
        {isNew || row.kind === 'choice' ? (
          <TextArea
            name="options[]"
            id={`f-options-${key}`}
            label="Ответы на выбор"
            hint={isNew ? 'Каждый с новой строки; только для вопроса «Один из ответов»' : 'Каждый с новой строки'}
            rows={3}
            required={isNew ? false : undefined}
            defaultValue={row.options}
            error={errorOf(state, `options-${key}`)}
          />
        ) : (
          <input type="hidden" name="options[]" value="" />
        )}
        <TextField
          name="place[]"
          id={`f-place-${key}`}
          label="Место в разделе"
          hint="Число; вопросы стоят по возрастанию"
          width="short"
          inputMode="numeric"
          defaultValue={String(row.place)}
          error={errorOf(state, `place-${key}`)}
        />
        <Checkbox
          name="required[]"
          id={`f-required-${key}`}
          value={key}
          label="Без ответа отчёт не отправить"
          defaultChecked={row.isRequired}
        />
        <Checkbox
          name="final[]"
          id={`f-final-${key}`}
          value={key}
          label="Только на последнем этапе программы"
          defaultChecked={row.isFinal}
        />
        {isNew ? null : (
          <Checkbox
            name="removed[]"
            id={`f-removed-${key}`}
            value={key}
            label="Убрать вопрос"
            hint="Ответы, которые уже даны, останутся в своих отчётах"
            defaultChecked={row.isRemoved}
          />
        )}
      </div>
    </details>
  )
}
