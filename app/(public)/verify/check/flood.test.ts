import { describe, expect, it } from 'vitest'
import { type Admission, openDoor } from './flood'

const leave = (admission: Admission) => {
  if (admission.admitted) admission.leave()
  return admission.admitted
}

describe('66 the door before the verification', () => {
  it('lets a morning’s mail through, stops a flood with the time to wait, and opens again', () => {
    const admit = openDoor()
    for (let count = 0; count < 30; count += 1) expect(leave(admit('10.0.0.1', 1_000)), String(count)).toBe(true)
    expect(admit('10.0.0.1', 1_000)).toEqual({ admitted: false, waitSeconds: 3, because: 'often' })
    expect(leave(admit('10.0.0.2', 1_000))).toBe(true)
    expect(leave(admit('10.0.0.1', 4_000))).toBe(true)
    expect(leave(admit('10.0.0.1', 4_000))).toBe(false)
    for (let count = 0; count < 30; count += 1) expect(leave(admit('10.0.0.1', 4_000_000)), String(count)).toBe(true)
    expect(leave(admit('10.0.0.1', 4_000_000))).toBe(false)
  })

  it('keeps one slow sender from taking all places', () => {
    const admit = openDoor()
    const first = [1, 2, 3].map(() => admit('10.0.0.1', 0))
    expect(first.every(({ admitted }) => admitted)).toBe(true)
    expect(admit('10.0.0.1', 0)).toMatchObject({ admitted: false, because: 'busy' })
    expect(leave(admit('10.0.0.2', 0))).toBe(true)
    if (first[0]?.admitted) {
      first[0].leave()
      first[0].leave()
    }
    expect(admit('10.0.0.1', 0).admitted).toBe(true)
    expect(admit('10.0.0.1', 0).admitted).toBe(false)
  })

  it('holds ten in all, whoever they are', () => {
    const admit = openDoor()
    for (let host = 0; host < 10; host += 1) expect(admit(`10.0.1.${host}`, 0).admitted).toBe(true)
    expect(admit('10.0.2.1', 0)).toMatchObject({ admitted: false, because: 'busy' })
  })

  it('takes the addresses of one IPv6 network for one', () => {
    const admit = openDoor()
    for (let count = 0; count < 30; count += 1) expect(leave(admit(`2a02:6b8:0:1::${count}`, 0))).toBe(true)
    expect(leave(admit('2a02:6b8:0:1:ffff::1', 0))).toBe(false)
    expect(leave(admit('2a02:6b8:0:2::1', 0))).toBe(true)
  })

  it('remembers a bounded number of addresses, quickly', () => {
    const admit = openDoor()
    const before = process.memoryUsage().heapUsed
    for (let count = 0; count < 300_000; count += 1)
      leave(admit(`10.${count % 251}.${count % 65_521}.x${count}`, count))
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(60_000_000)
  })
})
