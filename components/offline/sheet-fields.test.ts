import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { KeptSheet } from '@/components/offline/kept-store'
import { fieldsOf, refill } from './sheet-fields'

/** As much of a browser's control as a form without files needs. */
class Input {
  tagName = 'INPUT'
  checked = false
  constructor(
    public name: string,
    public defaultValue: string,
    public type = 'text',
    public value = defaultValue,
  ) {}
  closest = () => null
}
class Select {}

beforeAll(() => {
  vi.stubGlobal('HTMLInputElement', Input)
  vi.stubGlobal('HTMLSelectElement', Select)
  vi.stubGlobal(
    'FormData',
    class {
      constructor(private form: { elements: Input[] }) {}
      *[Symbol.iterator]() {
        for (const { name, value } of this.form.elements) yield [name, value]
      }
    },
  )
})
afterAll(() => vi.unstubAllGlobals())

const ROOM = 6
/** The sheet as the server draws it: its open recommendations, and spare rows after them. */
function drawn(revision: string, press: string, rows: [id: string, text: string][]) {
  const all = [...rows, ...Array<[string, string]>(ROOM - rows.length).fill(['', ''])]
  const elements = [
    new Input('id', 'visit', 'hidden'),
    new Input('revision', revision, 'hidden'),
    new Input('_press', press, 'hidden'),
    new Input('found', 'сохранено'),
    ...all.flatMap(([id, text]) => [
      new Input('recId[]', id, 'hidden'),
      new Input('recText[]', text),
      new Input('recDue[]', ''),
      new Input('recPerson[]', ''),
    ]),
  ]
  return { elements } as unknown as HTMLFormElement & { elements: Input[] }
}
const rowsIn = (form: HTMLFormElement): string[] => {
  const of = (name: string) => fieldsOf(form).flatMap(([one, value]) => (one === name ? [String(value)] : []))
  return of('recId[]').flatMap((id, row) => (id || of('recText[]')[row] ? [`${id}: ${of('recText[]')[row]}`] : []))
}
const fieldIn = (form: HTMLFormElement, name: string) => fieldsOf(form).find(([one]) => one === name)?.[1]

describe('a sheet that is put back from the device', () => {
  const type = (): KeptSheet['fields'] => {
    const form = drawn('3', 'first', [
      ['a', 'А'],
      ['b', 'Б'],
    ])
    const texts = [...form.elements].filter((one) => one.name === 'recText[]')
    if (texts[2]) texts[2].value = 'В'
    return fieldsOf(form)
  }

  it('pairs every row with the recommendation that it was written for, though the school answered one meanwhile', () => {
    const form = drawn('3', 'second', [['b', 'Б']])
    refill(form, type())
    expect(rowsIn(form)).toEqual(['a: А', 'b: Б', ': В'])
  })

  it('shows besides what another device has added, and takes its own words for what they are there', () => {
    const form = drawn('4', 'second', [
      ['a', 'А'],
      ['b', 'Б'],
      ['c', 'В'],
      ['d', 'Г'],
    ])
    refill(form, type())
    expect(rowsIn(form)).toEqual(['a: А', 'b: Б', 'c: В', 'd: Г'])
  })

  it('keeps its press and the revision that it began from, so that a newer sheet is a conflict', () => {
    const form = drawn('4', 'second', [])
    refill(form, [...type(), ['$never', '']])
    expect([fieldIn(form, 'revision'), fieldIn(form, '_press'), fieldIn(form, 'id')]).toEqual(['3', 'first', 'visit'])
  })
})
