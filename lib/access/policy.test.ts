import { describe, expect, it } from 'vitest'
import { type Actor, type Principal, ROLES, type Role, systemActor } from './actor'
import { demand, homeOf, may, POLICY, personOf } from './policy'

const actor = (roles: Role[], more: Partial<Actor> = {}): Actor => ({
  userId: 'u',
  name: 'Человек',
  municipalityId: 'm',
  regionId: null,
  roles,
  actsFor: [],
  zone: 'Asia/Chita',
  today: '2026-04-21',
  isSystem: false,
  ...more,
})
const principal = (roles: Role[]): Principal => ({
  userId: 'p',
  name: 'Начальник',
  post: 'Глава',
  roles,
  until: '2026-04-30',
})

/** Rulings E as data of this test. */
const RIGHTS: Record<keyof typeof POLICY, string> = {
  'people.manage': 'admin',
  'deputies.manage': 'admin coordinator',
  'municipality.manage': 'admin',
  'keys.manage': 'admin',
  'journal.read': 'admin',
  'road_map.edit': 'coordinator',
  'plan.edit': 'coordinator',
  'execution.report': 'coordinator curator school',
  'execution.decide': 'coordinator',
  'comment.write': 'coordinator approver signatory curator school',
  'assignment.edit': 'region',
  'order.edit': 'coordinator',
  'order.send': 'coordinator',
  'order.decide': 'approver',
  'order.sign': 'signatory',
  'register.read': 'clerk',
  'register.manage': 'clerk',
  'order.publish': 'clerk',
  'order.print': 'clerk',
  'curators.assign': 'coordinator',
  'programme.content': 'admin coordinator',
  'risk_profile.edit': 'coordinator curator',
  'risk_profile.verify': 'curator',
  'risk_profile.analyse': 'coordinator curator school',
  'school_measure.edit': 'coordinator curator school',
  'visit.plan': 'coordinator curator',
  'visit.write': 'curator',
  'visit.refuse': 'coordinator curator school',
  'recommendation.answer': 'school',
  'report.write': 'curator',
  'report.review': 'coordinator signatory',
  'report.unlock': 'coordinator',
  'report.acknowledge': 'school',
}
const PERMISSIONS = Object.keys(POLICY) as (keyof typeof POLICY)[]

describe('may', () => {
  it('gives each role what the ruling gives it, and nothing more', () => {
    expect(PERMISSIONS.sort()).toEqual(Object.keys(RIGHTS).sort())
    for (const permission of PERMISSIONS) {
      expect(ROLES.filter((role) => may(actor([role]), permission)).join(' '), permission).toBe(RIGHTS[permission])
      expect(may(actor([]), permission)).toBe(false)
    }
  })

  it('adds the rights of several roles up', () => {
    const both = actor(['clerk', 'approver'])
    expect(PERMISSIONS.filter((permission) => may(both, permission)).sort()).toEqual([
      'comment.write',
      'order.decide',
      'order.print',
      'order.publish',
      'register.manage',
      'register.read',
    ])
  })

  it('lends a deputy decision, signature and acceptance only, however many rights the absent one has', () => {
    const deputy = actor([], { actsFor: [principal([...ROLES])] })
    expect(PERMISSIONS.filter((permission) => may(deputy, permission)).sort()).toEqual([
      'order.decide',
      'order.sign',
      'report.review',
    ])
    expect(may(actor([], { actsFor: [principal(['clerk'])] }), 'order.sign')).toBe(false)
  })

  it('lets the program itself do nothing that a person’s right is asked for', () => {
    for (const permission of PERMISSIONS)
      expect(() => demand(systemActor('m', 'UTC', '2026-04-21'), permission)).toThrow(
        expect.objectContaining({ code: 'forbidden' }),
      )
  })
})

describe('homeOf and personOf', () => {
  it('refuse the region a municipality and the program a person', () => {
    expect(homeOf(actor([]))).toBe('m')
    expect(personOf(actor([]))).toBe('u')
    expect(() => homeOf(actor(['region'], { municipalityId: null, regionId: 'r' }))).toThrow(
      expect.objectContaining({ code: 'forbidden' }),
    )
    expect(() => personOf(systemActor('m', 'UTC', '2026-04-21'))).toThrow(
      expect.objectContaining({ code: 'forbidden' }),
    )
  })
})
