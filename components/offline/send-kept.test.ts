import { afterEach, describe, expect, it, vi } from 'vitest'
import type { KeptSheet } from '@/components/offline/kept-store'
import { sendSheet } from './send-kept'

const SHEET = { visitId: 'visit', fields: [['found', 'Нет физика']] } as unknown as KeptSheet
const answers = (status: number, body: object | string) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  vi.stubGlobal('fetch', async () => new Response(text, { status }))
}
const whole = (message: string) => [{ field: null, message }]
afterEach(() => vi.unstubAllGlobals())

describe('the answer to a sheet that was sent from the device', () => {
  it('leads on, and says what did not come of the sheet', async () => {
    answers(200, { revision: 2, page: '/visits/visit?done=saved&trouble=curator', note: 'не внесено' })
    expect(await sendSheet(SHEET)).toEqual({
      kind: 'saved',
      page: '/visits/visit?done=saved&trouble=curator',
      note: 'не внесено',
    })
  })

  it.each([403, 404, 409, 422])('of %i is told in the server’s own words', async (status) => {
    const errors = whole('Лист заполняет куратор, за которым записано посещение.')
    answers(status, { errors, page: '/visits/visit/sheet?kept=1' })
    expect(await sendSheet(SHEET)).toEqual({ kind: 'refused', errors, page: '/visits/visit/sheet?kept=1' })
  })

  it.each([
    [403, /Проверьте, кто вошёл/],
    [404, /Страницы больше нет/],
  ])('of %i without words is no blame of anybody', async (status, words) => {
    answers(status, '<h1>403</h1>')
    expect(await sendSheet(SHEET)).toEqual({ kind: 'refused', errors: whole(expect.stringMatching(words) as string) })
  })

  it.each([
    [401, 'signed_out'],
    [429, 'no_line'],
    [502, 'no_line'],
  ])('of %i keeps the sheet waiting: %s', async (status, kind) => {
    answers(status, {})
    expect(await sendSheet(SHEET)).toEqual({ kind })
  })
})
