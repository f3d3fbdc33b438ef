import { describe, expect, it } from 'vitest'
import { fitRows, joinRows, type RecommendationRow, rowsOf, rowValues, type StoredRow } from './sheet-rows'

const row = (id: string, text: string, more: Partial<RecommendationRow> = {}): RecommendationRow => ({
  id,
  text,
  due: '',
  person: '',
  ...more,
})
const EMPTY = row('', '')
const open = (id: string, text: string, more: Partial<StoredRow> = {}): StoredRow => ({
  ...row(id, text),
  state: 'open',
  ...more,
})

describe('rows of typed recommendations put back', () => {
  it.each<[string, RecommendationRow[], StoredRow[], RecommendationRow[]]>([
    [
      'keep their own ids where the school has answered one of them meanwhile',
      [row('a', 'А'), row('b', 'Б'), row('', 'В'), EMPTY],
      [open('b', 'Б')],
      [row('a', 'А'), row('b', 'Б'), row('', 'В')],
    ],
    [
      'leave the place of an answered one empty, so that errors still name their rows',
      [row('a', 'А'), row('', 'В')],
      [open('a', 'А', { state: 'answered' })],
      [EMPTY, row('', 'В')],
    ],
    [
      'keep changed words of an answered one, for the server to refuse them aloud',
      [row('a', 'иное')],
      [open('a', 'А', { state: 'answered' })],
      [row('a', 'иное')],
    ],
    [
      'show an open one of another device after them',
      [row('', 'В'), EMPTY],
      [open('d', 'Г')],
      [row('', 'В'), row('d', 'Г')],
    ],
    [
      'take the id of an open one that says the same, with what it says besides',
      [row('', ' В ', { person: 'завуч' })],
      [open('c', 'В', { due: '15.05.2026', person: 'директор' })],
      [row('c', ' В ', { due: '15.05.2026', person: 'завуч' })],
    ],
    ['do not say again what is answered already', [row('', 'В')], [open('c', 'В', { state: 'answered' })], []],
    ['give anew what was taken back', [row('', 'В')], [open('c', 'В', { state: 'withdrawn' })], [row('', 'В')]],
    ['keep an emptied one, which takes it back', [row('a', '')], [open('a', 'А')], [row('a', '')]],
    [
      'may say one thing twice on purpose',
      [row('a', 'А'), row('', 'А')],
      [open('a', 'А')],
      [row('a', 'А'), row('', 'А')],
    ],
  ])('%s', (_, typed, stored, rows) => expect(joinRows(typed, stored)).toEqual(rows))
})

describe('rows in a drawing', () => {
  it('are filled up with empty ones', () => expect(fitRows([row('', 'В')], 3)).toEqual([row('', 'В'), EMPTY, EMPTY]))

  it('lose no word and mix no stored one with others where there are too many', () => {
    const rows = [row('', 'В'), EMPTY, row('a', 'А'), row('', 'Г', { due: '1.6.26' }), row('', 'Д')]
    expect(fitRows(rows, 4)).toEqual([row('a', 'А'), row('', 'В'), row('', 'Г', { due: '1.6.26' }), row('', 'Д')])
    expect(fitRows(rows, 3)).toEqual([row('a', 'А'), row('', 'В'), row('', 'Г, 1.6.26\nД')])
    expect(fitRows([row('a', 'А'), row('b', 'Б'), row('', 'В')], 2)).toEqual([row('a', 'А'), row('', 'Б\nВ')])
  })

  it('become the fields of the form and are read from them, also where a list is short', () => {
    const rows = [row('a', 'А', { due: '1.6.26', person: 'завуч' }), row('', 'В')]
    expect(rowsOf(rowValues(rows))).toEqual(rows)
    expect(rowsOf({ 'recText[]': ['В'] })).toEqual([row('', 'В')])
    expect(rowsOf({})).toEqual([])
  })
})
