import { describe, expect, it } from 'vitest'
import { plainName, readGrade, readValue } from '@/lib/risk-profile/grade-text'
import { sayGrade } from '@/lib/risk-profile/labels'
import { SIGNIFICANCES } from '@/lib/risk-profile/rules'

describe('a cell of a questionnaire’s table', () => {
  it.each([
    ['высокая', { significance: 'high' }],
    [' ВЫСОКАЯ. ', { significance: 'high' }],
    ['Средний', { significance: 'medium' }],
    ['низкая (12)', { significance: 'low', value: 12 }],
    ['низкая, 12', { significance: 'low', value: 12 }],
    ['высокая 100 %', { significance: 'high', value: 100 }],
    ['не выявлен', { significance: 'absent' }],
    ['Не\u00A0выявлено', { significance: 'absent' }],
    ['не оценён', { significance: 'unassessed' }],
    ['не оце\u0301нен', null],
    ['не оцене\u0308н', { significance: 'unassessed' }],
    ['вы\u200Bсокая', { significance: 'high' }],
    ['72', { value: 72 }],
    ['72,0', { value: 72 }],
    ['0', { value: 0 }],
    ['50%', { value: 50 }],
    ['', undefined],
    ['\u200B ', undefined],
    ['101', null],
    ['-5', null],
    ['72,5', null],
    ['высокая 720', null],
    ['высокаястепень', null],
    ['выcокая', null], // a Latin «c»
    ['—', null],
    ['да', null],
    ['01.02.2026', null],
    ['#N/A', null],
    ['ИСТИНА', null],
    ['=1+1', null],
    ['<img onerror=alert(1)>', null],
  ])('«%s» says %o', (text, said) => expect(readGrade(text)).toEqual(said))

  it('reads back whatever the program writes', () => {
    for (const significance of SIGNIFICANCES) {
      expect(readGrade(sayGrade(significance, null))).toEqual({ significance })
      expect(readGrade(sayGrade(significance, 7))).toEqual({ significance, value: 7 })
    }
  })

  it('takes a whole number from 0 to 100 for a value', () => {
    expect(['0', '100', '7 %', '1e2', '1000', '', '٣'].map(readValue)).toEqual([0, 100, 7, null, null, null, null])
  })
})

describe('a name', () => {
  it('is the same whatever its quotes, dashes, case and invisible signs', () => {
    const [one, ...others] = [
      'МОУ «СОШ № 1» – Ёлочка',
      'моу "СОШ №\u00A01" - елочка',
      '\u200BМОУ „СОШ № 1“ — Е\u0308лочка.',
    ]
    for (const other of others) expect(plainName(other)).toBe(plainName(one ?? ''))
  })
})
