import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { addDeputy, endDeputy } from '@/db/commands/deputy'
import { listDeputies } from '@/db/queries/person'
import { listSignatories } from '@/db/signatories'
import { actorNamed, idNamed, lastRecorded, NOW, twoHomes } from '@/db/testing/two-homes'
import { may } from '@/lib/access/policy'

let close: () => Promise<void>
beforeAll(async () => {
  close = (await twoHomes()).close
})
afterAll(() => close())

const setting = async (principal: string, deputy: string, validFrom: string, validTo: string) => ({
  principalId: await idNamed(principal),
  deputyId: await idNamed(deputy),
  basis: 'отпуск, распоряжение № 45',
  validFrom,
  validTo,
})

describe('a deputy', () => {
  it('set by the coordinator signs in his days and not a day later; the second press sets no second', async () => {
    const coordinator = await actorNamed('coordinator')
    const input = await setting('head', 'lawyer', '2026-03-10', '2026-03-12')
    const id = await addDeputy(coordinator, input, 'press-1', NOW)
    expect(await addDeputy(coordinator, input, 'press-1', NOW)).toBe(id)
    expect(await lastRecorded()).toMatchObject({
      action: 'deputy.add',
      subjectId: id,
      after: { deputy: 'Седов\u00A0В.И.' },
    })
    // The last minute of 12 March in Чита (UTC+9), and the first of the 13th.
    expect(may(await actorNamed('lawyer', new Date('2026-03-12T14:59:00Z')), 'order.sign')).toBe(true)
    expect(may(await actorNamed('lawyer', new Date('2026-03-12T15:00:00Z')), 'order.sign')).toBe(false)
    const [first] = await listSignatories(database(), coordinator.municipalityId ?? '', '2026-03-12')
    expect(first?.post).toBe('Исполняющий обязанности главы муниципального района')
  })

  it('is refused as a chain in both directions, for himself, twice, for past days, and for one who decides nothing', async () => {
    const admin = await actorNamed('admin')
    const refused = async (field: string, ...args: Parameters<typeof setting>) =>
      expect(addDeputy(admin, await setting(...args), `press ${args.join()}`, NOW)).rejects.toMatchObject({
        code: 'invalid',
        field,
      })
    await refused('deputyId', 'lawyer', 'head', '2026-03-12', '2026-03-20')
    await refused('principalId', 'lawyer', 'clerk', '2026-03-12', '2026-03-20')
    await refused('deputyId', 'head', 'head', '2026-04-01', '2026-04-02')
    await refused('validFrom', 'head', 'clerk', '2026-03-12', '2026-03-20')
    await refused('validTo', 'head', 'clerk', '2026-01-12', '2026-01-20')
    await refused('principalId', 'curator1', 'clerk', '2026-04-12', '2026-04-20')
  })

  it('is one when two set overlapping ones at once', async () => {
    const admin = await actorNamed('admin')
    const wanted = [
      await setting('head', 'clerk', '2026-06-01', '2026-06-10'),
      await setting('clerk', 'head', '2026-06-05', '2026-06-15'),
      await setting('head', 'lawyer', '2026-06-10', '2026-06-15'),
    ]
    const both = await Promise.allSettled(
      wanted.map((input, index) => addDeputy(admin, input, `press-at-once-${index}`, NOW)),
    )
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  })

  it('can be called off before it begins, and the days are free again', async () => {
    const admin = await actorNamed('admin')
    const id = await addDeputy(admin, await setting('head', 'clerk', '2026-08-01', '2026-08-10'), 'press-d', NOW)
    await endDeputy(admin, { id, validTo: '2026-03-09' }, NOW)
    expect((await lastRecorded())?.action).toBe('deputy.end')
    await addDeputy(admin, await setting('head', 'lawyer', '2026-08-01', '2026-08-10'), 'press-e', NOW)
    await expect(endDeputy(admin, { id, validTo: '2026-03-09' }, NOW)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('cannot be prolonged or ended in the past', async () => {
    const admin = await actorNamed('admin')
    const id = (await listDeputies(admin)).find((row) => row.state === 'future')?.id ?? ''
    await expect(endDeputy(admin, { id, validTo: '2026-12-31' }, NOW)).rejects.toMatchObject({ field: 'validTo' })
    await expect(endDeputy(admin, { id, validTo: '2026-03-01' }, NOW)).rejects.toMatchObject({ field: 'validTo' })
  })

  it("is nobody's of another municipality, and set by no other role", async () => {
    const stranger = await actorNamed('other-admin@other.test')
    const [latest] = await listDeputies(await actorNamed('admin'))
    await expect(endDeputy(stranger, { id: latest?.id ?? '', validTo: '2026-03-10' }, NOW)).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await listDeputies(stranger)).toEqual([])
    const input = await setting('head', 'clerk', '2026-10-01', '2026-10-02')
    await expect(addDeputy(stranger, input, 'press-f', NOW)).rejects.toMatchObject({ code: 'not_found' })
    for (const name of ['lawyer', 'head', 'clerk', 'curator1', 'school1', 'region']) {
      await expect(addDeputy(await actorNamed(name), input, 'press-g', NOW)).rejects.toMatchObject({
        code: 'forbidden',
      })
      await expect(listDeputies(await actorNamed(name))).rejects.toMatchObject({ code: 'forbidden' })
    }
  })
})
