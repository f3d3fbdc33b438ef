import { describe, expect, it } from 'vitest'
import type { Actor } from '@/lib/access/actor'
import type { OfferedCurator } from '@/lib/visit/plan-offers'
import { planVisitsSchema } from '@/lib/visit/schema'
import { plannedOf } from './planned'

const ID = '00000000-0000-4000-8000-000000000001'
const ACTOR = { userId: 'A', today: '2026-08-20' } as Actor
const A: OfferedCurator = { id: 'A', name: 'Дашиева', validFrom: null, validTo: '2026-08-31' }
const B: OfferedCurator = { id: 'B', name: 'Кузнецов', validFrom: '2026-09-01', validTo: null }
const planning = (curators: OfferedCurator[], isCoordinator = true) =>
  ({
    programme: { id: 'p', name: 'Проект «500+»', year: 2026 },
    isCoordinator,
    schools: [{ id: ID, name: 'МОУ СОШ № 1', fullName: 'Школа № 1', validFrom: null, validTo: null, curators }],
  }) as unknown as Parameters<typeof plannedOf>[2]
const read = (of: Parameters<typeof plannedOf>[2], more = {}) =>
  plannedOf(ACTOR, planVisitsSchema.parse({ programmeId: ID, schoolId: ID, kind: 'planned', ...more }), of)

describe('lines of a plan', () => {
  it('go each to who curates the school on its day', () => {
    const planned = read(planning([A, B]), { lines: '31.08\n15.09' })
    expect(planned.map((one) => [one.plannedOn, one.curatorId])).toEqual([
      ['2026-08-31', 'A'],
      ['2026-09-15', 'B'],
    ])
  })

  it.each([
    ['nobody curates it then', [B], /31\.08\.2026: за школой МОУ СОШ № 1 в этот день не закреплён ни один куратор/],
    ['several do', [A, { ...B, validFrom: null }], /в этот день несколько кураторов/],
  ])('are refused with the day where %s', (_, curators, words) => {
    expect(() => read(planning(curators), { lines: '31.08' })).toThrow(words)
  })

  it('are a curator’s own, whoever else curates the school', () => {
    expect(read(planning([A, B], false), { lines: '15.09' })).toMatchObject([{ curatorId: 'A' }])
  })
})
