import { describe, expect, it } from 'vitest'
import { circleThrough } from '@/lib/road-map/dependencies'
import { formOfReading, indicatorSchema, readingOfForm, termReadingSchema } from '@/lib/road-map/reading-schema'

const id = '00000000-0000-4000-8000-000000000000'
const base = { roadMapId: id, id, revision: '0' }
const term = (more: object) => termReadingSchema.safeParse({ ...base, kind: 'dates', ...more })
const messages = (answer: { error?: { issues: { message: string }[] } | undefined }) =>
  answer.error?.issues.map((issue) => issue.message).join(' ') ?? ''

describe('a term typed by hand', () => {
  it.each([
    ['25.05.2022', '25.05.2022', 'date', '2022-05-25'],
    ['', 'до 25', null, 'не дата'],
    ['', '25 мая 2022 г.', 'until', '2022-05-25'],
    ['14.3.22', '', 'from', null],
    ['01.02.2022', '31.03.2022', 'period', '2022-03-31'],
    ['25.05.2022', '01.05.2022', null, 'раньше'],
    ['31.02.2022', '', null, 'не дата'],
  ])('%s – %s', (from, to, kind, answer) => {
    const parsed = term({ from: [from], to: [to] })
    if (kind === null) expect(messages(parsed)).toContain(answer)
    else expect(readingOfForm(parsed.data as never, 2022)).toMatchObject({ kind, due: answer, doubts: [] })
  })

  it('sorts several periods and wants both their ends', () => {
    const several = term({ from: ['01.09.2022', '01.04.2022', ''], to: ['30.11.2022', '31.05.2022', ''] })
    expect(readingOfForm(several.data as never, 2022)).toMatchObject({ kind: 'periods', due: '2022-11-30' })
    expect(messages(term({ from: ['01.09.2022', ''], to: ['30.11.2022', '31.05.2022'] }))).toContain(
      'первый и последний',
    )
    expect(messages(term({}))).toContain('хотя бы одну дату')
  })

  it('doubts a date outside the year and a day of a month that has no rhythm', () => {
    const parsed = term({ to: ['25.05.2023'] })
    expect(readingOfForm(parsed.data as never, 2022).doubts[0]).toContain('25.05.2023')
    expect(messages(term({ to: ['25.05.2022'], day: '5' }))).toContain('ежемесячных')
  })

  it('draws the form that it was made with', () => {
    for (const kind of ['whole', 'continuous', 'reference'] as const) {
      const reading = readingOfForm({ kind, rows: [], recurrence: null, day: undefined }, 2022)
      expect(formOfReading(reading)).toEqual({ kind, rows: [] })
    }
    const rows = [{ from: '2022-02-01', to: '2022-03-31' }]
    const dates = readingOfForm({ kind: 'dates', rows, recurrence: 'monthly', day: 5 }, 2022)
    expect(dates).toMatchObject({ recurrence: 'monthly', day: 5 })
    expect(formOfReading(dates)).toEqual({ kind: 'dates', rows })
    expect(formOfReading({ ...dates, kind: 'unknown', periods: [] })).toBeNull()
  })
})

describe('an indicator typed by hand', () => {
  const typed = (more: object) =>
    indicatorSchema.safeParse({ ...base, indicatorKind: 'share', counting: 'manual:none', ...more })
  it('reads numbers as people write them', () => {
    expect(typed({ target: '87,5 %', value: '12 000', source: 'журнал' }).data).toMatchObject({
      target: 87.5,
      value: 12_000,
    })
  })
  it.each([
    [{ target: '120' }, 'от 0 до 100'],
    [{ target: 'сто' }, 'Напишите число'],
    [{ value: '5' }, 'откуда взято'],
    [{ value: '5', source: 'x', counting: 'execution:schools' }, 'считает программа'],
    [{ indicatorKind: 'number' }, 'сколько должно быть'],
    [{ counting: 'execution:drop' }, 'как считать'],
  ])('refuses %o', (more, message) => expect(messages(typed(more))).toContain(message))
})

describe('a circle of measures', () => {
  const plan = (...pairs: [string, string[]][]) => new Map(pairs)
  it('is found with its way round', () => {
    expect(circleThrough('a', plan(['a', ['b', 'c']], ['c', ['d']], ['d', ['a']]))).toEqual(['a', 'c', 'd', 'a'])
    expect(circleThrough('a', plan(['a', ['a']]))).toEqual(['a', 'a'])
  })
  it('is none in a tree, nor elsewhere, and a chain of thousands is walked at once', () => {
    expect(circleThrough('a', plan(['a', ['b', 'c']], ['b', ['d']], ['c', ['d']]))).toBeNull()
    expect(circleThrough('a', plan(['a', ['b']], ['b', ['c']], ['c', ['b']]))).toBeNull()
    const chain = plan(...Array.from({ length: 20_000 }, (_, n): [string, string[]] => [String(n), [String(n + 1)]]))
    expect(circleThrough('0', chain)).toBeNull()
  })
})
