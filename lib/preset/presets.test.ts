import { describe, expect, it } from 'vitest'
import { BUILT_IN_LIBRARY } from '@/lib/preset/library'
import { findPreset, itemsWithoutTerm, PRESETS, presetRows } from '@/lib/preset/presets'
import { matchesLibrary } from '@/lib/preset/typical'
import { RISK_FACTORS } from '@/lib/programme/factors'
import { ORDER_121_SECTIONS } from '@/lib/road-map/fixtures/order-121-2022.expected'
import { readTerm } from '@/lib/term/read'

const rowsOf = (id: string, inherits = false) => {
  const preset = findPreset(id)
  if (!preset) throw new Error('No such preset.')
  return presetRows(preset, inherits).flatMap((section) => section.measures)
}

describe('the presets', () => {
  it('hold the plan of 2022 word for word, but for what the extraction broke', () => {
    const texts = rowsOf('500-2022').map((row) => [
      row.number,
      row.title,
      row.term,
      row.executors,
      row.tasks,
      row.indicator,
    ])
    const seed = ORDER_121_SECTIONS.flatMap((section) => section.rows)
    expect(texts).toEqual(seed.map((row) => row.map((cell) => cell.replace('«5 00+»', '«500+»'))))
    expect(rowsOf('500-2022').map((row) => row.item)).toEqual(
      ORDER_121_SECTIONS.flatMap((section) => section.rows.map(([number]) => `${section.number}.${number}`)),
    )
  })

  it('hold the 27 items of 2021; four have no term of their own', () => {
    const rows = rowsOf('assignment-2021')
    expect(rows.map((row) => row.number)).toEqual(Array.from({ length: 27 }, (_, index) => String(index + 1)))
    expect(rows.filter((row) => row.term === '').map((row) => row.item)).toEqual(['21', '22', '23', '24'])
    expect(rowsOf('assignment-2021', true)[21]?.term).toBe('По отдельному графику, Графику ФИОКО')
    expect(PRESETS.map((preset) => itemsWithoutTerm(preset).length)).toEqual([0, 4])
  })
})

describe('the library', () => {
  it('answers each of the ten risk factors, under ids that are said once', () => {
    expect(RISK_FACTORS).toHaveLength(10)
    for (const { number } of RISK_FACTORS)
      expect(BUILT_IN_LIBRARY.filter((one) => one.factor === number).length, String(number)).toBeGreaterThanOrEqual(3)
    expect(new Set(BUILT_IN_LIBRARY.map((one) => one.id)).size).toBe(BUILT_IN_LIBRARY.length)
  })

  it('has terms that the program reads and indicators with a number or an act that can be seen', () => {
    for (const measure of BUILT_IN_LIBRARY) {
      expect(readTerm(measure.term, { year: 2026 }).kind, `${measure.id}: ${measure.term}`).not.toBe('unknown')
      expect(measure.indicator, measure.id).toMatch(/\d|направлена/)
      expect(measure.executors, measure.id).not.toBe('')
    }
  })

  it('is searched by factor and by all words, «е» for «ё»', () => {
    const found = (factor: string, words: string) =>
      BUILT_IN_LIBRARY.filter((one) => matchesLibrary(one, { factor, words })).map((one) => one.id)
    expect(found('', '')).toHaveLength(BUILT_IN_LIBRARY.length)
    expect(found('none', 'отчеты  КУРАТОРОВ')).toEqual(['org-8'])
    expect(found('10', 'отчёты')).toEqual([])
  })
})
