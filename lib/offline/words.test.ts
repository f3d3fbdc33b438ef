import { describe, expect, it } from 'vitest'
import { decideOnSheetLoad } from './kept-sheet'
import { pauseAfter } from './pause'
import { type Device, deviceTrouble, keptPageWords, noLine, savedAt, sentOf, stopped, waiting } from './words'

it('waits longer and longer, at most a minute', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 100].map(pauseAfter)).toEqual([
    2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000,
  ])
})

describe('the words beside a field', () => {
  it('are those of the rules', () => {
    expect(savedAt('14:05')).toBe('Черновик сохранён в 14:05')
    expect(noLine('keeps')).toBe('Нет связи. Текст сохраняется на этом устройстве')
    expect(waiting(3)).toBe('Ждут отправки: 3')
    expect(waiting(0)).toBe('')
    expect(sentOf(3, 3)).toBe('Отправлено 3 из 3')
    expect(sentOf(1, 3)).toBe('Отправлено 1 из 3. Остальное ждёт на этом устройстве')
  })

  it.each<Device>(['shared', 'full', 'forbids'])(
    'say of nothing that it is kept where the device does not (%s)',
    (device) => {
      const all = [
        noLine(device),
        deviceTrouble(device),
        stopped({ kind: 'signed_out' }, device),
        stopped({ kind: 'closed', message: 'Отчёт принят.' }, device),
        stopped({ kind: 'forbidden' }, device),
        stopped({ kind: 'too_big' }, device),
      ]
      for (const words of all) expect(words).not.toMatch(/(сохраняется|сохранён|остался) на этом устройстве/)
    },
  )

  it('tell why writing has ended, and where the text is', () => {
    expect(stopped({ kind: 'closed', message: 'Отчёт уже закрыт.' }, 'keeps')).toBe(
      'Отчёт уже закрыт. Текст остался на этом устройстве.',
    )
  })
})

describe('a remembered sheet', () => {
  const pressed = { revision: 1, isPressed: true, hasErrors: false }
  const filling = { revision: 1, isPressed: false, hasErrors: false }
  it.each([
    ['there is none', undefined, 1, false, 'nothing'],
    ['its saving was pressed', pressed, 1, false, 'send'],
    ['pressed, and the server may have it', pressed, 2, false, 'send'],
    ['pressed and refused', { ...pressed, hasErrors: true }, 1, false, 'refill'],
    ['being filled in', filling, 1, false, 'refill'],
    ['the page is an older copy', filling, 0, false, 'refill'],
    ['the server has a newer one', filling, 2, false, 'ask'],
    ['the form was typed into already', filling, 1, true, 'ask'],
  ] as const)('%s', (_, kept, revision, isTyped, decision) => {
    expect(decideOnSheetLoad(kept, revision, isTyped).do).toBe(decision)
  })
})

describe('the words on a page that the device gave', () => {
  const page = { isSlow: false, isBehind: false, hasCome: false }
  it('tell a line that is slow from one that is not there', () => {
    expect(keptPageWords(page, '12 мая, 14:05').title).toBe('Страница открыта без связи, сохранена 12 мая, 14:05')
    const slow = keptPageWords({ ...page, isSlow: true }, '12 мая, 14:05')
    expect(slow.title).toBe('Связь медленная: показана сохранённая страница от 12 мая, 14:05')
    expect(slow.more).toBe('Свежая ещё в пути.')
    expect(keptPageWords({ ...page, isSlow: true, hasCome: true }, '').more).toBe('Свежая пришла.')
  })

  it('say that what was done since may be missing on it', () => {
    for (const isSlow of [true, false])
      expect(keptPageWords({ ...page, isSlow, isBehind: true }, '').more).toContain(
        'Сделанного позже на ней может не быть',
      )
  })
})
