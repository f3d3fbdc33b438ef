import { describe, expect, it } from 'vitest'
import type { Actor, Principal, Role } from '@/lib/access/actor'
import { demandReviewer, demandWords, reworkUntil, STEP_OF_DECISION, sectionsToOpen } from '@/lib/report/review'
import {
  acceptReportsSchema,
  openReportSchema,
  reviewReportSchema,
  unlockReportSchema,
} from '@/lib/report/review-schema'
import {
  demandReportStep,
  REPORT_SECTIONS,
  REPORT_STATES,
  REVIEW_DECISIONS,
  type ReportState,
} from '@/lib/report/rules'

const person = (userId: string, roles: Role[], actsFor: Principal[] = []): Actor => ({
  userId,
  name: userId,
  municipalityId: 'm',
  regionId: null,
  roles,
  actsFor,
  zone: 'Asia/Chita',
  today: '2026-05-12',
  isSystem: false,
})
const insteadOf = (userId: string, roles: Role[]): Principal => ({
  userId,
  name: `за ${userId}`,
  post: '',
  roles,
  until: '2026-06-01',
})

describe('who decides on a report', () => {
  const AUTHOR = 'author'
  it.each<[string, Actor, string]>([
    ['a coordinator', person('c', ['coordinator']), 'decides'],
    ['the signatory', person('h', ['signatory']), 'decides'],
    ['who stands in for the signatory', person('d', ['approver'], [insteadOf('h', ['signatory'])]), 'decides for за h'],
    ['who stands in for a coordinator', person('d', [], [insteadOf('c', ['coordinator'])]), 'decides for за c'],
    ['a coordinator who wrote it', person(AUTHOR, ['coordinator', 'curator']), 'forbidden'],
    ['its author, the head’s deputy', person(AUTHOR, ['curator'], [insteadOf('h', ['signatory'])]), 'forbidden'],
    [
      'who stands in for the coordinator who wrote it',
      person('d', ['curator'], [insteadOf(AUTHOR, ['coordinator', 'curator'])]),
      'forbidden',
    ],
    [
      'who stands in for him and for the head too',
      person('d', [], [insteadOf(AUTHOR, ['coordinator']), insteadOf('h', ['signatory'])]),
      'decides for за h',
    ],
    ['another curator', person('k', ['curator']), 'forbidden'],
    ['the administrator', person('a', ['admin']), 'forbidden'],
    ['the school', person('s', ['school']), 'forbidden'],
    ['the clerk', person('cl', ['clerk']), 'forbidden'],
  ])('%s: %s', (_, actor, expected) => {
    const answer = () => {
      const { onBehalfOf } = demandReviewer(actor, AUTHOR)
      return onBehalfOf ? `decides for ${onBehalfOf}` : 'decides'
    }
    if (expected === 'forbidden') expect(answer).toThrow(expect.objectContaining({ code: 'forbidden' }))
    else expect(answer()).toBe(expected)
  })

  it('whoever may not decide on his own is told who may', () => {
    expect(() => demandReviewer(person(AUTHOR, ['coordinator']), AUTHOR)).toThrow(
      /другой муниципальный координатор, глава или тот, кто замещает главу/,
    )
  })
})

describe('a decision', () => {
  const OPEN: ReportState[] = ['sent']
  for (const state of REPORT_STATES)
    it.each(REVIEW_DECISIONS)(`of a report that is ${state}: %s`, (decision) => {
      const step = () => demandReportStep(STEP_OF_DECISION[decision], state)
      if (OPEN.includes(state)) expect(step).not.toThrow()
      else expect(step).toThrow(expect.objectContaining({ code: 'conflict' }))
    })

  const remark = [{ section: 'visits' as const, text: 'Нет даты.' }]
  const blank = [{ section: 'visits' as const, text: ' \u00A0\n' }]
  it.each([
    ['accepted', '', [], null],
    ['accepted', 'Спасибо', [], null],
    ['accepted', '', remark, 'decision'],
    ['accepted_with_remarks', '', remark, null],
    ['accepted_with_remarks', 'Уточните сроки', [], null],
    ['accepted_with_remarks', '', [], 'note'],
    ['accepted_with_remarks', '   ', blank, 'note'],
    ['returned', '', remark, null],
    ['returned', 'Не хватает выводов', [], null],
    ['returned', '', [], 'note'],
    ['returned', '\u200B \u00A0\n', blank, 'note'],
  ] as const)('%s with note «%s» and remarks %j is refused at %s', (decision, note, remarks, field) => {
    const words = () => demandWords(decision, note, remarks)
    if (field === null) expect(words).not.toThrow()
    else expect(words).toThrow(expect.objectContaining({ code: 'invalid', field }))
  })

  it('that returns opens the sections with remarks, all where only a general reason was given', () => {
    expect(sectionsToOpen([...remark, { section: 'conclusions', text: 'Кратко.' }])).toEqual(['visits', 'conclusions'])
    expect(sectionsToOpen(blank)).toEqual([...REPORT_SECTIONS])
    expect(sectionsToOpen([])).toEqual([...REPORT_SECTIONS])
  })
})

describe('how long a returned report is open', () => {
  const stage = { dueDate: '2026-05-31', opensOn: '2026-05-01', locksOn: '2026-06-14' }
  it.each([
    ['as long as the stage, where that is longer than a week', '2026-05-12', null, null],
    ['a week, where the stage locks sooner', '2026-06-10', null, '2026-06-17'],
    ['a week after the stage was locked', '2026-07-01', null, '2026-07-08'],
    ['as long as the reviewer said', '2026-06-10', '2026-06-20', '2026-06-20'],
    ['never shorter than the stage', '2026-05-12', '2026-05-13', null],
  ])('%s', (_, today, wanted, until) => expect(reworkUntil(stage, today, wanted)).toBe(until))

  it('not to a day that has passed, nor for years', () => {
    for (const wanted of ['2026-06-09', '2028-01-01'])
      expect(() => reworkUntil(stage, '2026-06-10', wanted)).toThrow(
        expect.objectContaining({ code: 'invalid', field: 'reworkTo' }),
      )
  })
})

describe('what the forms may send', () => {
  const id = 'b4a1d2c3-0000-4000-8000-000000000001'
  const review = { reportId: id, versionId: id, decision: 'returned' }
  const told = (answer: { error?: { issues: { message: string; path: PropertyKey[] }[] } | undefined }) =>
    answer.error?.issues.map((issue) => [issue.path[0], issue.message])

  it('keeps remarks as typed and drops blank ones', () => {
    const typed = '  <img onerror=alert(1)> {{x}} й и\u0306 \u2028 🙂 №\u00A05  '
    const parsed = reviewReportSchema.parse({ ...review, remark_visits: typed, remark_factors: ' \u00A0 ', note: ' ' })
    expect(parsed.remarks).toEqual([{ section: 'visits', text: typed }])
    expect(parsed.note).toBe(' ')
  })

  it.each(['note', 'remark_conclusions'])('refuses 100 000 letters in %s in words', (field) => {
    expect(told(reviewReportSchema.safeParse({ ...review, [field]: 'я'.repeat(100_000) }))).toEqual([
      [field, 'Слишком длинно: не больше 5000 знаков.'],
    ])
  })

  it('refuses a reason of spaces, no day, a day that does not exist', () => {
    const open = { stageId: id, schoolId: id, curatorId: id }
    expect(told(openReportSchema.safeParse({ ...open, until: '25.05.2026', reason: ' \u00A0\n' }))).toEqual([
      ['reason', 'Напишите, почему отчёт открывается после срока.'],
    ])
    expect(told(openReportSchema.safeParse({ ...open, until: '31.02.2026', reason: 'болезнь' }))?.[0]?.[0]).toBe(
      'until',
    )
    expect(told(openReportSchema.safeParse({ ...open, until: ' ', reason: 'болезнь' }))?.[0]?.[0]).toBe('until')
    const long = { reportId: id, state: 'sent', version: '1', until: '25.05.2026', reason: 'я'.repeat(100_000) }
    expect(told(unlockReportSchema.safeParse(long))).toEqual([['reason', 'Слишком длинно: не больше 5000 знаков.']])
  })

  it('takes no other state, decision or ticked row than there are', () => {
    expect(reviewReportSchema.safeParse({ ...review, decision: 'signed' }).success).toBe(false)
    expect(acceptReportsSchema.safeParse({ picked: [`${id}:${id}`] }).success).toBe(true)
    for (const picked of [[], ['x'], [`${id}:`], [`${id}:${id}:1`]])
      expect(acceptReportsSchema.safeParse({ picked }).success, String(picked)).toBe(false)
  })
})
