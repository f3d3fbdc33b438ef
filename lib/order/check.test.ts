import { describe, expect, it } from 'vitest'
import { growthOf, NEARLY_SQUARE } from '@/lib/shared/growth.testing'
import { type CheckInput, checkPackage } from './check'
import { inputOf, type PlanSet, saidBy, withAllRepairs } from './check.testing'
import { findRepeated } from './repeated-words'

const sections = [{ key: 's1', number: '3', title: 'Мониторинг' }]
const row = (key: string, change: Partial<CheckInput['measures'][number]> = {}): CheckInput['measures'][number] => ({
  key,
  sectionKey: 's1',
  number: key,
  title: `Отчёт ${key}`,
  term: 'май',
  executors: 'Кураторы',
  tasks: 'Сбор',
  indicator: '100 % школ',
  extra: [],
  ...change,
})
const card = {
  kind: 'directive' as const,
  title: 'Об утверждении Дорожной карты',
  preamble: 'На основании Устава',
  operativeWord: 'обязывает:',
  annexTitle: 'Дорожная карта',
  points: ['Утвердить Дорожную карту.', 'Разместить на сайте.', 'Контроль оставляю за собой.'],
}
const found = (change: Partial<CheckInput>, set: PlanSet = {}) =>
  checkPackage(inputOf({ card, sections, measures: [row('1')], ...change }, set))
const said = (change: Partial<CheckInput>, set: PlanSet = {}) => saidBy(found(change, set))
const withCard = (change: Partial<typeof card>) => said({ card: { ...card, ...change } })
const rows = (...changes: Partial<CheckInput['measures'][number]>[]) => ({
  measures: changes.map((change, at) => row(String(at + 1), change)),
})

describe('checkPackage', () => {
  it('finds nothing in a whole package', () => expect(found({})).toEqual([]))

  it.each<[string, Partial<CheckInput>]>([
    ['Заголовок title_missing', { card: { ...card, title: ' \u00A0' } }],
    ['Приложение annex_missing', { card: { ...card, annexTitle: '' } }],
    ['Пункты points_missing', { card: { ...card, points: [' '] } }],
    ['Орган body_missing', { hasBody: false }],
    ['Подпись signatory_missing', { hasSignatory: false }],
    ['Дорожная карта measures_missing', { measures: [] }],
  ])('makes an error of what makes the act impossible: %s', (expected, change) => {
    expect(saidBy(found(change).filter((finding) => finding.level === 'error'))).toEqual([expected])
  })

  it.each<[Partial<typeof card>, string]>([
    [{ title: 'Утверждение карты' }, 'Заголовок title_start'],
    [{ title: 'Об утверждении Дорожной карты.' }, 'Заголовок title_full_stop'],
    [{ title: 'Об утверждении плана мероприятий' }, 'Заголовок title_differs'],
    [{ preamble: '' }, 'Преамбула preamble_missing'],
    [{ annexTitle: 'Дорожной карты' }, 'Приложение annex_genitive'],
    [{ annexTitle: 'Дорожная карта.' }, 'Приложение annex_full_stop'],
    [{ points: ['Утвердить план-график.', ...card.points.slice(1)] }, 'Пункт 1 point1_differs'],
    [{ points: card.points.slice(0, 2) }, 'Пункты control_missing'],
    [{ points: [card.points[0] ?? '', card.points[2] ?? ''] }, 'Пункты publication_missing'],
    [{ points: [...card.points, 'Без точки'] }, 'Пункт 4 point_full_stop'],
    [{ preamble: 'В рамках «Современная школа' }, 'Преамбула quotes_unclosed'],
    [{ preamble: 'В рамках проекта "Школа"' }, 'Преамбула quotes_straight'],
    [{ preamble: 'приказом №160' }, 'Преамбула number_sign_space'],
    [{ preamble: 'обеспечить Обеспечить участие' }, 'Преамбула words_repeated'],
    [{ preamble: 'На  основании Устава' }, 'Преамбула spaces_extra'],
  ])('warns of the order’s text: %o', (change, expected) => expect(withCard(change)).toContain(expected))

  it('does not take lists, syllables, numbers or another quote for faults', () => {
    expect(
      withCard({
        preamble:
          'На основании Устава, «„Школа“» № 160, 5 5, так-так, по по плану, шаг за шагом, шаг за шагом, в том числе и в школе № 1, школе № 2',
      }),
    ).toEqual([])
  })

  it('names a man rightly in the accusative and does not take him for a woman', () => {
    const points = (name: string) => [...card.points.slice(0, 2), `Контроль возложить на начальника (${name}).`]
    expect(withCard({ points: points('Иванова Н.Г.') })).toEqual([])
    expect(withCard({ points: points('Иванов Н.Г.') })).toEqual(['Пункт 3 control_case'])
    const known = (people: string[]) => said({ card: { ...card, points: points('Иванова Н.Г.') }, people })
    expect(known(['Иванова\u00A0Н.Г.'])).toEqual(['Пункт 3 control_case'])
    expect(known(['Иванов\u00A0Н.Г.'])).toEqual([])
  })
})

describe('the rows of a plan', () => {
  it('warns of every empty cell at its place, but not of a column that the table lacks', () => {
    const empty = rows({ title: '', term: ' ', executors: '\u00A0', tasks: '', indicator: '\n' })
    expect(said(empty)).toEqual([
      '3.1 title_empty',
      '3.1 term_empty',
      '3.1 executors_empty',
      '3.1 tasks_empty',
      '3.1 indicator_empty',
    ])
    expect(said({ ...rows({ tasks: '' }), columns: [{ header: 'Мероприятие', field: 'title' }] })).toEqual([])
  })

  it.each<[string, ReturnType<typeof rows>, PlanSet, string[]]>([
    ['a term that is not understood', rows({ term: 'когда-нибудь' }), {}, ['3.1 term_unknown']],
    ['a weekday that is another', rows({ term: '22.04.2022 (пн)' }), {}, ['3.1 term_doubt']],
    ['a term of another year', rows({ term: 'до 25.05.2023' }), {}, ['3.1 term_outside_year']],
    ['December before the year, which belongs to it', rows({ term: '20.12.2021' }), { today: '2021-11-01' }, []],
    ['a past term', rows({ term: 'март' }), { today: '2022-04-01' }, ['3.1 term_past']],
    ['its last day, which is not past', rows({ term: 'март' }), { today: '2022-03-31' }, []],
    ['a past term of a map in force', rows({ term: 'март' }), { today: '2022-04-21', approvedOn: '2022-04-01' }, []],
    ['a year that is over, once', rows({ term: 'март' }, {}), { today: '2023-02-01' }, ['Дорожная карта year_past']],
    ['a schedule that is not there', rows({ term: 'По графику' }), {}, ['3.1 schedule_missing']],
    [
      'a schedule that is',
      rows({ term: 'По графику' }),
      { plans: { 1: { scheduleId: 'a' } }, schedules: { a: ['2022-05-05'] } },
      [],
    ],
    [
      'a schedule without dates',
      rows({ term: 'По графику' }),
      { plans: { 1: { scheduleId: 'a' } } },
      ['3.1 schedule_missing'],
    ],
    ['an unknown executor', rows({ executors: 'Кураторы, отдел лесного хозяйства' }), {}, ['3.1 executor_unknown']],
    ['an indicator of growth', rows({ indicator: 'Повышение качества' }), {}, ['3.1 indicator_uncountable']],
    ['growth with its number', rows({ indicator: 'Повышение среднего балла на 5 %' }), {}, []],
    ['a result about growth', rows({ indicator: 'Даны советы по вопросам повышения качества' }), {}, []],
    ['a row twice', rows({ title: 'Отчёт' }, { title: 'отчёт' }), {}, ['3.2 measure_repeated']],
    ['the same work in another month', rows({ title: 'Отчёт' }, { title: 'Отчёт', term: 'ноябрь' }), {}, []],
    ['a number twice', rows({}, { number: '1' }), {}, ['3.1 number_repeated']],
    ['a number astray, once', rows({}, { number: '4' }, { number: '2' }), {}, ['3.4 number_order']],
    ['a row without a number', rows({}, { number: '' }), {}, ['3 number_missing']],
    [
      'words repeated in a cell',
      rows({ tasks: 'Сбор отчётов кураторов сбор отчётов кураторов' }),
      {},
      ['3.1 words_repeated'],
    ],
    ['a quote open in a cell', rows({ title: 'Школа «Росток' }), {}, ['3.1 quotes_unclosed']],
  ])('sees %s', (_, change, set, expected) => expect(said(change, set)).toEqual(expected))

  it('ends every sentence with one full stop', () => {
    const all = [
      ...found(rows({ term: 'март' }, { term: 'до 25.05.2023', tasks: '' }), { today: '2022-04-21' }),
      ...found({ card: { ...card, title: 'Карта.', preamble: '' } }),
    ]
    expect(all.map((finding) => finding.code)).toEqual(expect.arrayContaining(['term_past', 'term_outside_year']))
    for (const { text, wayOut } of all) expect(`${text} ${wayOut}`).toMatch(/^(?!.*\.\.).*[^.]\.$/)
  })

  it('compares long indicators of different work, not short ones and not one work done twice', () => {
    const long = 'Сто процентов руководителей школ приняли участие в вебинарах'
    expect(said(rows({ indicator: long }, { indicator: long, title: 'Консультации' }))).toEqual([
      '3.2 indicator_copied',
    ])
    expect(said(rows({ indicator: 'Протокол' }, { indicator: 'Протокол', title: 'Консультации' }))).toEqual([])
    expect(said(rows({ indicator: long, title: 'Вебинар 1' }, { indicator: long, title: 'Вебинар 2' }))).toEqual([])
  })

  it('sees a measure due before the one it depends on: stated, or said in words', () => {
    const two = rows({ title: 'Сводка', term: 'май' }, { title: 'Сбор', term: 'июнь' })
    expect(said(two)).toEqual([])
    expect(said(two, { plans: { 1: { dependsOn: ['2'] } } })).toEqual(['3.1 due_before_dependency'])
    expect(said(two, { plans: { 2: { dependsOn: ['1'] } } })).toEqual([])
    expect(said(two, { plans: { 1: { dependsOn: ['нет'] } } })).toEqual(['3.1 dependency_lost'])
    const words = (review: string, term: string) =>
      said(rows({ title: 'Загрузка документов II мониторинга', term: '01.11.2022' }, { title: review, term }))
    expect(words('Экспертиза документов второго этапа мониторинга', 'до 25.10.2022')).toEqual([
      '3.2 due_before_dependency',
    ])
    expect(words('Экспертиза документов второго этапа мониторинга', 'до 25.11.2022')).toEqual([])
    expect(words('Экспертиза документов 1 мониторинга', 'до 25.05.2022')).toEqual([])
    expect(words('Размещение результатов экспертизы 2 мониторинга', 'до 25.10.2022')).toEqual([])
    expect(words('Экспертиза документов 2 мониторинга', 'в течение года')).toEqual([])
  })

  it('leaves a role with two names alone and lists three', () => {
    const names = (...all: string[]) => said(rows(...all.map((executors) => ({ executors }))))
    expect(names('Кураторы', 'куратор', 'Кураторы проекта')).toEqual([])
    expect(names('Кураторы', 'Кураторы ОО, Руководители ОУ', 'Кураторы школ')).toEqual(['Исполнители role_many_names'])
  })

  it('sees an empty section and a section’s number that is there already', () => {
    const more = [...sections, { key: 's2', number: '3', title: 'Прочее' }]
    expect(said({ sections: more })).toEqual(['3. Прочее section_number_repeated', '3. Прочее section_empty'])
  })

  it('checks five thousand rows without looking at every pair', async () => {
    const big = (count: number) =>
      rows(
        ...Array.from({ length: count }, (_, at) => ({
          title: `Загрузка документов ${at} 2 мониторинга`,
          indicator: `Документы ${at} размещены и подтверждены кураторами всех школ`,
        })),
      )
    expect(said(big(5_000))).toEqual([])
    expect(await growthOf(5_000, big, said)).toBeLessThan(NEARLY_SQUARE)
  })

  it('looks for repeated words in a megabyte without keeping everybody waiting', async () => {
    const words = (size: number) => 'а а '.repeat(size / 4)
    expect(findRepeated(words(1_000_000))).toBeUndefined()
    expect(await growthOf(1_000_000, words, findRepeated)).toBeLessThan(NEARLY_SQUARE)
  })
})

describe('repairs', () => {
  it('change only what they name, and end', () => {
    const faulty = inputOf({
      card: { ...card, preamble: 'На  основании ст.25 Устава , приказом №160', annexTitle: 'Дорожной карты.' },
      sections: [{ key: 's1', number: '3', title: 'Мониторинг  сайтов' }],
      measures: [row('1', { tasks: 'Сбор отчётов сбор отчётов' })],
    })
    const mended = withAllRepairs(faulty)
    expect(checkPackage(mended)).toEqual([])
    expect(mended.card.preamble).toBe('На основании ст. 25 Устава, приказом №\u00A0160')
    expect(mended.card.annexTitle).toBe('Дорожная карта')
    expect(mended.sections[0]?.title).toBe('Мониторинг сайтов')
    expect(mended.measures).toEqual([row('1', { tasks: 'Сбор отчётов' })])
  })
})
