import { describe, expect, it } from 'vitest'
import { REPORT_STATES } from '@/lib/report/rules'
import { type WritingFacts, whyClosed, whyNotYet } from '@/lib/report/writing'

const stage = { dueDate: '2026-05-31', opensOn: null, locksOn: null }
const facts = (more: Partial<WritingFacts> = {}): WritingFacts => ({
  state: 'draft',
  stage,
  unlockedTo: null,
  isCurator: true,
  ...more,
})

describe('writing in a report', () => {
  it('is open in a draft and a returned one, and in no other state', () => {
    expect(REPORT_STATES.filter((state) => whyClosed(facts({ state }), '2026-05-12') === null)).toEqual([
      'draft',
      'returned',
    ])
  })

  it('ends with the lock day, fourteen days after the due date unless the stage says otherwise', () => {
    expect(whyClosed(facts(), '2026-06-14')).toBeNull()
    expect(whyClosed(facts(), '2026-06-15')).toContain('14.06.2026')
    expect(whyClosed(facts({ stage: { ...stage, locksOn: '2026-06-20' } }), '2026-06-20')).toBeNull()
    expect(whyClosed(facts({ stage: { ...stage, dueDate: null } }), '2027-01-01')).toBeNull()
  })

  it('goes on up to the day of unlocking, that day included', () => {
    expect(whyClosed(facts({ unlockedTo: '2026-07-01' }), '2026-07-01')).toBeNull()
    expect(whyClosed(facts({ unlockedTo: '2026-07-01' }), '2026-07-02')).toContain('координатор')
  })

  it('is not for one who is the school’s curator no more', () => {
    expect(whyClosed(facts({ isCurator: false }), '2026-05-12')).toContain('больше не куратор')
  })

  it('does not let a report be sent before its stage opens, or while it has no days at all', () => {
    expect(whyNotYet(stage, '2026-05-01')).toBeNull()
    expect(whyNotYet(stage, '2026-04-30')).toContain('01.05.2026')
    expect(whyNotYet({ ...stage, dueDate: null }, '2026-05-12')).toContain('срока')
  })
})
