import { describe, expect, it } from 'vitest'
import { explain } from '@/lib/indicator/explain'
import type { Counted, Indicator, Unit } from '@/lib/indicator/rules'

const units = (...names: string[]): Unit[] => names.map((name) => ({ id: name, name, href: `/${name}` }))
const many = (count: number): Unit[] => units(...Array.from({ length: count }, (_, index) => `СОШ № ${index + 10}`))
const share: Indicator = { kind: 'share', unit: 'школ', base: 'schools', target: 100, counter: 'execution' }
const counted = (done: number, ...missing: string[]): Counted => ({ done: many(done), missing: units(...missing) })
const words = (one: Counted | null, indicator = share) => explain(one, indicator).words.replaceAll('\u00A0', ' ')

describe('a figure explains itself', () => {
  it('says what is missing by name', () => {
    expect(words(counted(11, 'СОШ № 3', 'СОШ № 7'))).toBe('11 из 13: нет у СОШ № 3, СОШ № 7')
    expect(explain(counted(11, 'СОШ № 3', 'СОШ № 7'), share)).toMatchObject({
      percent: '84,6\u00A0%',
      isReached: false,
    })
  })
  it('says no more when all are there', () => {
    expect(words(counted(13))).toBe('13 из 13')
    expect(explain(counted(13), share)).toMatchObject({ percent: '100\u00A0%', isReached: true })
  })
  it('names the first of many', () => {
    expect(words({ done: many(1), missing: many(9) })).toMatch(/^1 из 10: нет у .*СОШ № 14 и ещё у 4$/)
  })
  it('counts few without a per cent', () => {
    expect(explain(counted(3, 'СОШ № 3'), share).percent).toBeNull()
    expect(explain(counted(4, 'СОШ № 3'), share).percent).toBe('80\u00A0%')
  })
  it('never rounds up to all', () => {
    expect(explain({ done: many(2_999), missing: units('СОШ № 3') }, share).percent).toBe('99,9\u00A0%')
  })
  it('says why there is nothing to count', () => {
    expect(words({ done: [], missing: [], reason: 'Нет школ: добавьте их в настройках' })).toContain('Нет школ')
    expect(explain(counted(0), share).isReached).toBeNull()
  })
  it('counts what the reader may not see without naming it', () => {
    const seen: Counted = { done: many(1), missing: [], hidden: { done: 10, missing: 2 } }
    expect(words(seen)).toBe('11 из 13: нет ещё у 2 школ')
    expect(words({ ...seen, missing: units('СОШ № 3') })).toBe('11 из 14: нет у СОШ № 3 и ещё у 2')
  })
})

describe('the other kinds', () => {
  const yesNo: Indicator = { kind: 'yes_no', unit: '', base: 'points', target: null, counter: 'execution' }
  const typed: Indicator = { kind: 'number', unit: 'педагогов', base: 'none', target: 10, counter: 'manual' }
  it('answers yes or no', () => {
    expect(words(counted(1), yesNo)).toBe('Да')
    expect(words(counted(0, 'Размещена на сайте'), yesNo)).toBe('Нет')
    expect(words(counted(1, 'Иванова Н.Г.'), yesNo)).toBe('1 из 2, нет: Иванова Н.Г.')
  })
  it('shows a typed figure with its source, and says when none is typed', () => {
    expect(words(null, typed)).toBe('Значение ещё не введено')
    const full = { ...typed, start: 7, manual: { value: 12.5, source: 'журнал курсов' } }
    expect(words(null, full)).toBe('12,5 педагогов, было 7, введено вручную: журнал курсов')
    expect(explain(null, full)).toMatchObject({ isReached: true, promised: 'не меньше 10\u00A0педагогов' })
  })
  it('says that an uncountable one is not counted', () => {
    expect(words(null, { ...typed, kind: 'uncountable' })).toBe('Не считается')
  })
})
