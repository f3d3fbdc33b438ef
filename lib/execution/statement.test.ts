import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { demandLink } from './evidence-link'
import { sayHistory } from './history'
import { askTermSchema } from './schema'
import { demandNewDue, demandStatement, executorText, readExecutor } from './statement'

const said = { state: 'done', note: '', isBeforeApproval: false, doneOn: null } as const
const day = { today: '2026-05-10', approvedOn: '2026-04-21' }

describe('what an executor says', () => {
  it('is of today where no day is named, and keeps none for what is not done', () => {
    expect(demandStatement(said, day).doneOn).toBe('2026-05-10')
    expect(demandStatement({ ...said, isBeforeApproval: true }, day).doneOn).toBeNull()
    expect(demandStatement({ ...said, isBeforeApproval: true, doneOn: '2026-04-21' }, day).doneOn).toBe('2026-04-21')
    expect(demandStatement({ ...said, state: 'not_required' }, day).doneOn).toBeNull()
  })

  it('is refused where it contradicts itself or the calendar', () => {
    for (const [wrong, message] of [
      [{ state: 'not_done', note: '\u200B' }, 'почему'],
      [{ doneOn: '2026-05-11' }, 'ещё не наступило'],
      [{ state: 'in_progress', doneOn: '2026-05-01' }, 'только у исполненного'],
      [{ isBeforeApproval: true, doneOn: '2026-04-22' }, 'исполнено позже'],
      [{ state: 'not_required', isBeforeApproval: true }, 'только у исполненного'],
    ] as const)
      expect(() => demandStatement({ ...said, ...wrong }, day), message).toThrow(message)
    expect(() => demandStatement({ ...said, isBeforeApproval: true }, { ...day, approvedOn: null })).toThrow(
      'не утверждена',
    )
  })

  it('is said by an executor whose name is read back as written, and by nothing else', () => {
    for (const ref of [
      { kind: 'role', id: 'coordinator' },
      { kind: 'school', id: '6f0c1c1e-7f1c-4a55-9d0e-1c2b7a7f0001' },
    ] as const)
      expect(readExecutor(executorText(ref))).toEqual(ref)
    for (const text of ['', 'school:', 'admin:x', 'school', 'School:x', `role:${'x'.repeat(101)}`])
      expect(readExecutor(text), text).toBeNull()
  })

  it('is never taken for all executors because its name was spoilt on the way', () => {
    const asked = {
      roadMapId: randomUUID(),
      measureKey: randomUUID(),
      point: '1',
      newDue: '01.06.2026',
      reason: 'болезнь',
    }
    expect(askTermSchema.parse({ ...asked, executor: '' }).executor).toBeNull()
    expect(askTermSchema.parse({ ...asked, executor: 'role:coordinator' }).executor).toEqual({
      kind: 'role',
      id: 'coordinator',
    })
    for (const executor of ['school', 'school:', 'pupil:1', ' '])
      expect(askTermSchema.safeParse({ ...asked, executor }).success, executor).toBe(false)
  })

  it('moves a term later only, to a day that has not passed', () => {
    demandNewDue('2026-05-10', null, '2026-05-10')
    demandNewDue('2026-05-26', '2026-05-25', '2026-05-10')
    expect(() => demandNewDue('2026-05-25', '2026-05-25', '2026-05-10')).toThrow('позже')
    expect(() => demandNewDue('2026-05-09', null, '2026-05-10')).toThrow('прошёл')
  })
})

describe('an address of evidence', () => {
  it('is kept as typed where a browser opens it as a page', () => {
    for (const text of ['https://школа.рф/новости?a=1#b', 'HTTP://example.org', 'https://example.org/<img/onerror>'])
      expect(demandLink(` ${text}\n`, 'link')).toBe(text)
  })

  it.each([
    'javascript:alert(1)',
    'java\nscript:alert(1)',
    'https://a\tb.ru',
    'data:text/html,<script>',
    'vbscript:x',
    'file:///etc/passwd',
    'school.ru',
    '//school.ru',
    'https://user:secret@school.ru',
    'https://',
    'https://\u202Emoc.live',
    '',
  ])('is refused: %j', (text) => expect(() => demandLink(text, 'link')).toThrow())
})

describe('history in words', () => {
  it('says what was and became, for whom and why', () => {
    const line = {
      action: 'execution.set',
      before: { state: 'in_progress' },
      after: { state: 'done', doneOn: '2026-05-12', executorName: 'СОШ № 1', pointLabel: 'май', note: 'сдано' },
    }
    expect(sayHistory(line)).toEqual({
      what: 'Отметка об исполнении',
      details: ['СОШ № 1, май', 'В работе → Исполнено, 12.05.2026', 'сдано'],
    })
    const many = {
      action: 'execution.set_many',
      before: [],
      after: { state: 'done', executorNames: Array(7).fill('Ш') },
    }
    expect(sayHistory(many as never).details[0]).toBe('7\u00A0исполнителей')
    expect(sayHistory({ action: 'unknown.code', before: null, after: null })).toEqual({
      what: 'unknown.code',
      details: [],
    })
  })
})
