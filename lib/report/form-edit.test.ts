import { describe, expect, it } from 'vitest'
import { DEFAULT_REPORT_FORM } from '@/lib/report/form'
import { editedForm, type FormEdit, formDifferences, newKey, rowsOfForm } from '@/lib/report/form-edit'

const USED = new Set(DEFAULT_REPORT_FORM.sections.flatMap((one) => one.questions.map((question) => question.code)))

const asShown = (): FormEdit => ({
  title: DEFAULT_REPORT_FORM.title,
  sections: DEFAULT_REPORT_FORM.sections.map(({ code, title, hint }) => ({ section: code, title, hint })),
  rows: rowsOfForm(DEFAULT_REPORT_FORM),
})
const edited = (change: (edit: FormEdit) => void, used: ReadonlySet<string> = USED) => {
  const edit = asShown()
  change(edit)
  return editedForm(DEFAULT_REPORT_FORM, edit, used)
}
const row = (edit: FormEdit, key: string) => {
  const found = edit.rows.find((one) => one.key === key)
  if (!found) throw new Error(`There is no ${key}.`)
  return found
}
const conclusions = (form: ReturnType<typeof edited>) =>
  form.sections.find((section) => section.code === 'conclusions')?.questions ?? []
const refused = (field?: string) => expect.objectContaining({ code: 'invalid', ...(field ? { field } : {}) })

describe('the edited form', () => {
  it('is refused where nothing was changed', () => expect(() => edited(() => {})).toThrow(/Ничего не изменено/))

  it('keeps codes and kinds, whatever is sent', () => {
    const form = edited((edit) => {
      Object.assign(row(edit, 'dynamics'), { label: 'Как изменилась школа', kind: 'text', options: 'лучше\n хуже ' })
    })
    const question = conclusions(form).find((one) => one.code === 'dynamics')
    expect(question).toMatchObject({ label: 'Как изменилась школа', kind: 'choice', options: ['лучше', 'хуже'] })
  })

  it('gives a new question a Latin code that no version had', () => {
    const form = edited(
      (edit) => Object.assign(row(edit, newKey('visits')), { label: 'Кто ещё был' }),
      new Set([...USED, 'visits_2']),
    )
    expect(form.sections[0]?.questions.map((one) => one.code)).toEqual(['visits_note', 'visits_3'])
  })

  it('puts questions in the order of their places', () => {
    const form = edited((edit) => {
      row(edit, 'recommendations').place = 1
    })
    expect(conclusions(form)[0]?.code).toBe('worked')
    const first = edited((edit) => {
      row(edit, 'recommendations').place = 0
    })
    expect(conclusions(first)[0]?.code).toBe('recommendations')
  })

  it('loses a removed question and no section', () => {
    const form = edited((edit) => {
      row(edit, 'visits_note').isRemoved = true
    })
    expect(form.sections.map((section) => section.code)).toEqual(DEFAULT_REPORT_FORM.sections.map((one) => one.code))
    expect(form.sections[0]?.questions).toEqual([])
  })

  it.each<[string, (edit: FormEdit) => void, string | undefined]>([
    ['a question without words', (edit) => (row(edit, 'worked').label = ' \u00A0'), 'label-worked'],
    ['a choice of one', (edit) => (row(edit, 'dynamics').options = 'да\n\n'), 'options-dynamics'],
    ['a choice that says one thing twice', (edit) => (row(edit, 'dynamics').options = 'да\nда'), 'options-dynamics'],
    [
      'a new choice without answers',
      (edit) => Object.assign(row(edit, newKey('visits')), { label: 'Кто', kind: 'choice' }),
      'options-new:visits',
    ],
    [
      'a section without a name',
      (edit) => (edit.sections[0] = { section: 'visits', title: '', hint: '' }),
      'title-visits',
    ],
    ['a form without a name', (edit) => (edit.title = ''), 'title'],
    [
      'conclusions without a question',
      (edit) => {
        for (const one of edit.rows) if (one.section === 'conclusions') one.isRemoved = true
      },
      'title-conclusions',
    ],
  ])('is refused: %s', (_, change, field) => expect(() => edited(change)).toThrow(refused(field)))

  it.each<[string, (edit: FormEdit) => void]>([
    ['a row that the form has is not sent', (edit) => edit.rows.splice(0, 1)],
    ['a section is not sent', (edit) => edit.sections.splice(0, 1)],
    ['a row has a code that the form has not', (edit) => (row(edit, newKey('visits')).key = 'sneaked')],
  ])('is not taken from an incomplete page: %s', (_, change) => {
    const edit = asShown()
    change(edit)
    const sneaked = edit.rows.find((one) => one.key === 'sneaked')
    if (sneaked) sneaked.label = 'Подложен'
    expect(() => editedForm(DEFAULT_REPORT_FORM, edit, USED)).toThrow(expect.objectContaining({ code: 'conflict' }))
  })

  it('is compared by what it says, not by the order of keys in the database', () => {
    const shuffled = JSON.parse(JSON.stringify(DEFAULT_REPORT_FORM), (_, value) =>
      value && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    )
    expect(formDifferences(DEFAULT_REPORT_FORM, shuffled)).toEqual([])
    expect(() => editedForm(shuffled, asShown(), USED)).toThrow(/Ничего не изменено/)
  })
})

it('two forms are told apart question by question', () => {
  const other = edited((edit) => {
    row(edit, 'worked').label = 'Что удалось'
    row(edit, 'help').isRemoved = true
  })
  expect(formDifferences(DEFAULT_REPORT_FORM, other)).toEqual([
    expect.objectContaining({
      was: expect.stringContaining('Что получилось'),
      became: expect.stringContaining('Что удалось'),
    }),
    expect.objectContaining({ was: expect.stringContaining('Какая помощь'), became: '' }),
  ])
})
