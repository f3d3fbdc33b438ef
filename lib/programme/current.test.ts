import { describe, expect, it } from 'vitest'
import { currentProgramme } from '@/lib/programme/current'

const of = (...years: (number | [number, string])[]) =>
  years.map((one) => {
    const [year, name] = Array.isArray(one) ? one : [one, 'Проект']
    return { id: `${year} ${name}`, name, year }
  })

describe('the programme of a page that names none', () => {
  it.each([
    ['that of the day’s year', of(2022, 2027, 2026), '2026-01-01', '2026 Проект'],
    ['not the next one, made in December before', of(2022, 2027), '2022-12-31', '2022 Проект'],
    ['the latest where the year has none', of(2021, 2024, 2022), '2026-05-12', '2024 Проект'],
    ['the first by name of two', of([2026, 'ШНОР'], [2026, 'Проект']), '2026-05-12', '2026 Проект'],
  ])('is %s', (_, programmes, today, id) => expect(currentProgramme(programmes, today)?.id).toBe(id))

  it('is none while there is none', () => expect(currentProgramme([], '2026-05-12')).toBeUndefined())
})
