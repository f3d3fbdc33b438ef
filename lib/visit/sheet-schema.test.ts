import { describe, expect, it } from 'vitest'
import { sheetSchema } from './sheet-schema'

const ID = '3f0a1c52-6d0e-4c8e-9a55-0c7a6a3d1b11'
const OTHER = '9b2f4a10-1111-4222-8333-444455556666'
const base = { id: ID, revision: '1', heldOn: '21.4.26', form: 'onsite' }
const read = (more: object = {}) => sheetSchema.safeParse({ ...base, ...more })
const errors = (more: object) => read(more).error?.issues.map((issue) => String(issue.path[0])) ?? []

describe('what a sheet may send', () => {
  it('is read into rows, empty ones left out, texts as typed', () => {
    const { data } = read({
      aim: '  цель\n',
      obsClass: ['5', '', ''],
      obsSubject: ['чтение', '', ''],
      obsText: ['  видел ', ' ', ''],
      recId: ['', ID, ''],
      recText: ['Обновить', '', ''],
      recDue: ['15 мая 2026', '', ''],
      recPerson: ['директор', '', ''],
      [`decision-${OTHER}`]: 'stays',
      [`note-${OTHER}`]: ' ещё раз',
      profileMatch: '',
    })
    expect(data).toMatchObject({
      heldOn: '2026-04-21',
      aim: '  цель\n',
      observations: [{ schoolClass: '5', subject: 'чтение', text: '  видел ' }],
      recommendations: [
        { id: null, text: 'Обновить', due: '2026-05-15', person: 'директор' },
        { id: ID, text: '', due: null, person: '' },
      ],
      decisions: [{ id: OTHER, decision: 'stays', note: ' ещё раз' }],
      profileMatch: null,
    })
  })

  it.each([
    [{ heldOn: '31.02.2026' }, ['heldOn']],
    [{ heldOn: '' }, ['heldOn']],
    [{ form: 'walk' }, ['form']],
    [{ startsAt: 'утром' }, ['startsAt']],
    [{ startsAt: '10:30', endsAt: '9:15' }, ['endsAt']],
    [{ nextOn: '21.04.2026' }, ['nextOn']],
    [{ obsText: ['', ''], obsClass: ['', '5'] }, ['obsText-1']],
    [{ recText: ['', 'а'], recDue: ['', 'когда-нибудь'] }, ['recDue-1']],
    [{ recPerson: ['директор'] }, ['recText-0']],
    [{ aim: 'а'.repeat(5_001) }, ['aim']],
    [{ obsText: Array(200).fill('а') }, ['obsText']],
    [{ [`decision-${OTHER}`]: 'burn' }, [`decision-${OTHER}`]],
    [{ 'decision-__proto__': 'done' }, ['decision-__proto__']],
  ])('is refused by its field: %j', (more, fields) => expect(errors(more)).toEqual(fields))

  it.each(['10:30', '9.05', '09-05', ' 23:59 '])('takes the time «%s» as typed', (startsAt) => {
    expect(read({ startsAt }).data?.startsAt).toBe(startsAt)
  })
})
