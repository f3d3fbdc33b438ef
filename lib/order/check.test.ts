import { describe, expect, it } from 'vitest'
import { type CheckInput, checkPackage, placesOf } from './check'

const sections = [
  { key: 's1', number: '3', title: 'Мониторинг' },
  { key: 's2', number: '', title: 'Прочее' },
]
const measure = {
  key: 'm1',
  sectionKey: 's1',
  number: '5',
  title: 'Отчёт',
  term: 'май',
  executors: 'Кураторы',
  tasks: 'Сбор',
  indicator: '100 %',
  extra: [],
}
const card = {
  kind: 'directive' as const,
  title: 'Об утверждении Дорожной карты',
  preamble: 'На основании Устава',
  operativeWord: 'обязывает:',
  annexTitle: 'Дорожная карта',
  points: ['Утвердить Дорожную карту.', 'Разместить на сайте.', 'Контроль оставляю за собой.'],
}
const good: CheckInput = { card, hasBody: true, hasSignatory: true, sections, measures: [measure] }
const found = (change: Partial<CheckInput>) => checkPackage({ ...good, ...change })
const texts = (change: Partial<CheckInput>) => found(change).map(({ place, text }) => `${place}: ${text}`)
const withCard = (change: Partial<typeof card>) => texts({ card: { ...card, ...change } })

describe('checkPackage', () => {
  it('finds nothing in a whole package', () => expect(found({})).toEqual([]))

  it.each<[string, Partial<CheckInput>]>([
    ['Заголовок', { card: { ...card, title: ' \u00A0' } }],
    ['Приложение', { card: { ...card, annexTitle: '' } }],
    ['Пункты', { card: { ...card, points: [' '] } }],
    ['Орган', { hasBody: false }],
    ['Подпись', { hasSignatory: false }],
    ['Дорожная карта', { measures: [] }],
  ])('makes an error of what makes the act impossible: %s', (place, change) => {
    expect(
      found(change)
        .filter((finding) => finding.level === 'error')
        .map((finding) => finding.place),
    ).toEqual([place])
  })

  it('makes a warning, with the row’s place and key, of every empty cell', () => {
    const empty = { ...measure, title: '', term: ' ', executors: '\u00A0', tasks: '', indicator: '\n' }
    const warnings = found({ measures: [empty] })
    expect(warnings).toHaveLength(5)
    expect(new Set(warnings.map(({ level, place, measureKey }) => `${level} ${place} ${measureKey}`))).toEqual(
      new Set(['warning 3.5 m1']),
    )
  })

  it.each<[Partial<typeof card>, RegExp]>([
    [{ title: 'Утверждение карты' }, /Заголовок: .*начинают с «О …»/],
    [{ title: 'Об утверждении Дорожной карты.' }, /Заголовок: .*точку не ставят/],
    [{ preamble: '' }, /Преамбула: Нет преамбулы/],
    [{ annexTitle: 'Дорожной карты', points: card.points }, /Приложение: .*родительном падеже/],
    [{ points: ['Утвердить план-график.', ...card.points.slice(1)] }, /Пункт 1: .*иначе/],
    [{ points: card.points.slice(0, 2) }, /Пункты: Никому не поручен контроль/],
    [{ points: [card.points[0] ?? '', card.points[2] ?? ''] }, /Пункты: Нет пункта о размещении/],
    [{ preamble: 'В рамках «Современная школа' }, /Преамбула: Кавычка не закрыта/],
    [{ preamble: 'приказом №160' }, /Преамбула: Между «№» и числом/],
    [{ preamble: 'обеспечить Обеспечить участие' }, /Преамбула: Слово повторено дважды: «обеспечить»/i],
  ])('warns of the order’s text: %o', (change, expected) =>
    expect(withCard(change)).toEqual(expect.arrayContaining([expect.stringMatching(expected)])),
  )

  it('does not take doubled syllables, numbers or another quote for faults', () => {
    expect(withCard({ preamble: 'На основании Устава, «„Школа“» № 160, 5 5, так-так, по по плану' })).toEqual([])
  })
})

describe('placesOf', () => {
  it('calls a row by the labels of its section and its own, once', () => {
    const rows = [
      { key: 'a', sectionKey: 's1', number: '5.' },
      { key: 'b', sectionKey: 's1', number: '3.6' },
      { key: 'c', sectionKey: 's2', number: '1' },
      { key: 'd', sectionKey: 'нет', number: '9' },
    ]
    expect([...placesOf(sections, rows).values()]).toEqual(['3.5', '3.6', 'Прочее.1', '9'])
  })
})
