import type { KeptSheet } from '@/components/offline/kept-store'
import { fitRows, joinRows, RECOMMENDATION_FIELDS, rowsOf, rowValues } from '@/lib/visit/sheet-rows'

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

const controls = (form: HTMLFormElement): Control[] =>
  ([...form.elements] as Control[]).filter((one) => one.name && /^(INPUT|TEXTAREA|SELECT)$/.test(one.tagName))
const isTick = (one: Control): one is HTMLInputElement => one.type === 'checkbox' || one.type === 'radio'

/** The form as it would be sent, without the framework's own fields and without empty places for files. */
export const fieldsOf = (form: HTMLFormElement): KeptSheet['fields'] =>
  [...new FormData(form)].filter(
    ([name, value]) => !name.startsWith('$ACTION') && !(value instanceof File && value.size === 0),
  )

/** Whether anything was typed, ticked or chosen since the form was drawn. */
export const isTyped = (form: HTMLFormElement): boolean =>
  controls(form).some((one) => {
    if (one.type === 'hidden') return false
    if (isTick(one)) return one.checked !== one.defaultChecked
    if (one instanceof HTMLSelectElement)
      return [...one.options].some(
        (option) =>
          option.selected && !option.defaultSelected && [...one.options].some((other) => other.defaultSelected),
      )
    return one.type === 'file' ? one.value !== '' : one.value !== one.defaultValue
  })

/**
 * Hidden fields that belong to the words: the same press stays the same, a row keeps the recommendation that it was written for, and what
 * was saved since the words began is met as a conflict.
 */
const KEPT_HIDDEN = ['_press', 'revision', 'recId[]']

/** Puts remembered values back, the repeated names in their order. */
export function refill(form: HTMLFormElement, fields: KeptSheet['fields']): void {
  const left = new Map<string, (string | File)[]>()
  for (const [name, value] of fields) left.set(name, [...(left.get(name) ?? []), value])
  for (const [name, values] of Object.entries(recommendationsFor(form, fields))) left.set(name, values)
  for (const one of controls(form)) {
    const values = left.get(one.name) ?? []
    if (isTick(one)) one.checked = values.includes(one.value)
    else if (one instanceof HTMLInputElement && one.type === 'file') giveFiles(one, values)
    else if (one.type !== 'hidden' || KEPT_HIDDEN.includes(one.name)) {
      const value = values.shift()
      if (typeof value !== 'string') continue
      one.value = value
      // A spare row that is not seen yet.
      if (value !== '') one.closest('[hidden]')?.removeAttribute('hidden')
    } else values.shift()
  }
  // More rows than this drawing has: their words go to the last one rather than nowhere.
  for (const [name, values] of left) {
    const last = controls(form).findLast(
      (one) => one.name === name && one.type !== 'hidden' && !isTick(one) && one.type !== 'file',
    )
    const words = values.filter((value) => typeof value === 'string' && value !== '')
    if (last && words.length > 0) last.value = [last.value, ...words].filter(Boolean).join('\n')
  }
}

/** The remembered recommendations, each with its own id, and after them those that the server has drawn besides. */
function recommendationsFor(form: HTMLFormElement, fields: KeptSheet['fields']): Record<string, string[]> {
  const drawn: Record<string, string[]> = {}
  for (const one of controls(form))
    if (RECOMMENDATION_FIELDS.includes(one.name) && !(one instanceof HTMLSelectElement))
      (drawn[one.name] ??= []).push(one.defaultValue)
  const kept: Record<string, string[]> = {}
  for (const [name, value] of fields) if (typeof value === 'string') (kept[name] ??= []).push(value)
  const stored = rowsOf(drawn).filter((row) => row.id !== '')
  const rows = joinRows(
    rowsOf(kept),
    stored.map((row) => ({ ...row, state: 'open' })),
  )
  return rowValues(fitRows(rows, rowsOf(drawn).length))
}

/** The photos alone, into a form that the server has filled already. */
export function refillPhotos(form: HTMLFormElement, fields: KeptSheet['fields']): void {
  for (const one of controls(form))
    if (one instanceof HTMLInputElement && one.type === 'file')
      giveFiles(
        one,
        fields.filter(([name]) => name === one.name).map(([, value]) => value),
      )
}

function giveFiles(input: HTMLInputElement, values: (string | File)[]): void {
  const chosen = new DataTransfer()
  for (const file of values) if (file instanceof File) chosen.items.add(file)
  input.files = chosen.files
}
