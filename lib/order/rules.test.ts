import { describe, expect, it } from 'vitest'
import { demandStep, isOpen, ORDER_STATUSES, STEPS } from './rules'

/** Rulings A2, A3 and B as data of this test: from which states each step may be taken. */
const OPEN: Record<string, string> = {
  edit: 'draft returned',
  send: 'draft returned',
  withdraw: 'draft returned',
  enter_old_act: 'draft returned',
  recall: 'in_approval awaiting_signature',
  decide: 'in_approval',
  return: 'awaiting_signature',
  sign: 'awaiting_signature',
  attach_scan: 'awaiting_scan registered published',
  publish: 'registered',
  withdraw_publication: 'published',
  annul: 'awaiting_scan registered published',
}

describe('steps of an act', () => {
  it('are open in the states of the ruling and closed in every other, with a word on the state', () => {
    expect(Object.keys(STEPS).sort()).toEqual(Object.keys(OPEN).sort())
    for (const step of Object.keys(STEPS) as (keyof typeof STEPS)[]) {
      for (const status of ORDER_STATUSES) {
        const open = (OPEN[step] ?? '').split(' ').includes(status)
        expect(isOpen(step, status), `${step} in ${status}`).toBe(open)
        if (!open) expect(() => demandStep(step, status)).toThrow(/^(Распоряжение|Проект) .* обновите страницу\.$/)
      }
    }
  })
})
