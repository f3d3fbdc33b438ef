import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { proposeIndicator } from '@/lib/indicator/recognise'
import { ORDER_121_SECTIONS } from '@/lib/road-map/fixtures/order-121-2022.expected'
import { growthOf, NEARLY_SQUARE } from '@/lib/shared/growth.testing'

/** Read from the paper by hand: place, kind, base, target, counter. */
const GOLDEN: [string, string, string, number | null, string][] = [
  ['1.1', 'share', 'schools', 100, 'acknowledged'],
  ['1.2', 'share', 'schools', 100, 'curators_assigned'],
  ['1.3', 'share', 'schools', 100, 'questionnaires'],
  ['1.4', 'share', 'curators', 100, 'first_visits'],
  ['1.5', 'yes_no', 'none', null, 'map_sent_and_published'],
  ['1.6', 'uncountable', 'none', null, 'manual'],
  ['2.1', 'share', 'schools', 100, 'manual'],
  ['2.2', 'share', 'schools', 100, 'execution'],
  ['2.3', 'share', 'schools', 100, 'profile_analyses'],
  ['2.4', 'share', 'schools', 100, 'visits_by_schedule'],
  ['2.5', 'uncountable', 'none', null, 'manual'],
  ['2.6', 'yes_no', 'points', null, 'execution'],
  ['3.1', 'share', 'points', 100, 'reports_sent'],
  ['3.2', 'share', 'schools', 100, 'execution'],
  ['3.3', 'yes_no', 'points', null, 'evidence_present'],
  ['3.4', 'yes_no', 'points', null, 'evidence_present'],
  ['3.5', 'yes_no', 'points', null, 'evidence_present'],
]
const ROWS = ORDER_121_SECTIONS.flatMap((section) =>
  section.rows.map(([number, title, , , , indicator]) => ({
    place: `${section.number}.${number}`,
    title: title ?? '',
    indicator: indicator ?? '',
  })),
)

describe('the 17 indicators of the plan of 2022', () => {
  it.each(GOLDEN)('%s is %s of %s, %s, counted by %s', (place, kind, base, target, counter) => {
    const row = ROWS.find((one) => one.place === place)
    const read = proposeIndicator(row?.indicator ?? '', row?.title)
    expect(read).toMatchObject({ kind, base, target, counter })
    expect(read.note).toMatch(/^[А-Я].+\.$/)
  })

  it('names all of them', () => expect(GOLDEN.map(([place]) => place)).toEqual(ROWS.map((row) => row.place)))

  it.each(ROWS)('$place without the preset’s title: exactly 1.6 and 2.5 are uncountable', ({ place, indicator }) => {
    expect(proposeIndicator(indicator).kind === 'uncountable').toBe(['1.6', '2.5'].includes(place))
  })
})

describe('other indicators', () => {
  it.each([
    ['Не менее 80 % школ-участниц прошли диагностику', 'share', 'schools', 80],
    ['100% кураторов ОО представили отчёты', 'share', 'curators', 100],
    ['95,5% педагогов', 'share', 'none', 95.5],
    ['Во всех ОУ назначены ответственные', 'share', 'schools', 100],
    ['Не менее 5 вебинаров', 'number', 'none', 5],
    ['Проведено 4 семинара', 'number', 'none', 4],
    ['Протокол совещания', 'yes_no', 'points', null],
    ['Приказ издан', 'yes_no', 'points', null],
    ['Отчеты кураторов подготовлены (1 этап - май, 2 этап - ноябрь)', 'share', 'points', 100],
    ['Рост качества знаний', 'uncountable', 'none', null],
    ['Повышение мотивации в проекте «500+»', 'uncountable', 'none', null],
    ['Рост доли выпускников на 5 %', 'share', 'none', 5],
    ['Школьная программа повышения качества образования', 'yes_no', 'points', null],
    ['Справка о росте качества знаний', 'yes_no', 'points', null],
    ['Развитие наставничества', 'uncountable', 'none', null],
    ['150% школ', 'uncountable', 'none', null],
    ['', 'uncountable', 'none', null],
    ['абракадабра', 'uncountable', 'none', null],
  ])('%s', (text, kind, base, target) => expect(proposeIndicator(text)).toMatchObject({ kind, base, target }))

  it('keeps the text’s own promise where the preset’s measure got another one', () => {
    const title = 'Первичное посещение кураторами общеобразовательных организаций проекта'
    expect(proposeIndicator('Увеличение числа посещений', title).kind).toBe('uncountable')
  })

  it('never throws, and takes a megabyte at once', async () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => proposeIndicator(text).note.length > 0))
    const long = (size: number) => 'не менее '.repeat(size / 9)
    expect(await growthOf(1_000_000, long, (text) => proposeIndicator(text))).toBeLessThan(NEARLY_SQUARE)
  })
})
