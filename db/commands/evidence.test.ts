import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { removeEvidence } from '@/db/commands/evidence'
import { setExecution } from '@/db/commands/execution'
import type { NewEvidence } from '@/db/evidence-rows'
import { storeEvidence } from '@/db/evidence-store'
import { findEvidence } from '@/db/queries/evidence'
import { getExecutionCell, getMeasureExecution } from '@/db/queries/execution'
import { evidence } from '@/db/schema/plan'
import { type LivingAct, livingAct, schoolIds } from '@/db/testing/living-act'
import { actionsOn, NOW, openStory, refusal } from '@/db/testing/story'

let story: Awaited<ReturnType<typeof openStory>>
let act: LivingAct
let school1: string
beforeAll(async () => {
  story = await openStory()
  act = await livingAct(story.home, [{ title: 'Выезд', term: 'май', executors: 'Школы' }])
  ;[school1 = ''] = await schoolIds('МОУ СОШ № 1')
})
afterAll(() => story.close())

const file = (name: string, letter = 'a'): NewEvidence => ({
  kind: 'file',
  text: '',
  sha256: letter.repeat(64),
  size: 3,
  mediaType: 'application/pdf',
  fileName: name,
})
let revision = 0
/** Says the same again with this evidence; answers with the ids of the rows that it made. */
async function bring(...brought: NewEvidence[]): Promise<string[]> {
  const before = new Set((await database().select().from(evidence)).map((one) => one.id))
  await setExecution(
    await story.home.actor('school1'),
    {
      roadMapId: act.roadMapId,
      measureKey: act.keys[0] ?? '',
      point: '1',
      executorKind: 'school',
      executorId: school1,
      state: 'done',
      note: '',
      isBeforeApproval: false,
      doneOn: '2026-04-20',
      revision,
      evidence: brought,
    },
    randomUUID(),
    NOW,
  )
  revision = 1
  return (await database().select().from(evidence)).map((one) => one.id).filter((id) => !before.has(id))
}

describe('evidence', () => {
  it('refuses the same file twice, takes another under the same name, and the same again once it was removed', async () => {
    const [first = ''] = await bring(file('акт.pdf'))
    await expect(bring(file('акт-копия.pdf'))).rejects.toEqual(
      refusal('conflict', { message: expect.stringContaining('«акт.pdf»') }),
    )
    expect(await bring(file('акт.pdf', 'b'))).toHaveLength(1)
    await removeEvidence(await story.home.actor('school1'), { id: first, reason: 'не тот' }, NOW)
    expect(await bring(file('акт.pdf'))).toHaveLength(1)
  })

  it('keeps the removed row with its reason, recorded; a second removal is refused', async () => {
    const school = await story.home.actor('school1')
    const [id = ''] = await bring({ kind: 'text', text: 'Протокол № 3' })
    await expect(removeEvidence(school, { id, reason: ' \n' }, NOW)).rejects.toEqual(
      refusal('invalid', { field: 'reason' }),
    )
    await removeEvidence(school, { id, reason: 'не тот протокол' }, NOW)
    await expect(removeEvidence(school, { id, reason: 'ещё раз' }, NOW)).rejects.toEqual(refusal('conflict'))
    const [row] = await database().select().from(evidence).where(eq(evidence.id, id))
    expect(row).toMatchObject({ text: 'Протокол № 3', removedWhy: 'не тот протокол', removedAt: NOW })
    expect((await actionsOn(act.keys[0] ?? '')).at(-1)).toBe('evidence.remove')
    const cell = await getExecutionCell(school, act.roadMapId, act.keys[0] ?? '', '1', { kind: 'school', id: school1 })
    expect(cell.evidence.find((one) => one.id === id)?.removedWhy).toBe('не тот протокол')
  })

  it('shows the words of what was removed to the coordinator alone, in the cell and in the history', async () => {
    const [id = ''] = await bring({ kind: 'text', text: 'диагноз ученика' })
    const all = async (name: string) => {
      const actor = await story.home.actor(name)
      const key = act.keys[0] ?? ''
      return JSON.stringify([
        await getExecutionCell(actor, act.roadMapId, key, '1', { kind: 'school', id: school1 }),
        await getMeasureExecution(actor, act.roadMapId, key),
      ])
    }
    expect(await all('school1')).toContain('диагноз')
    await removeEvidence(await story.home.actor('school1'), { id, reason: 'чужая тайна' }, NOW)
    for (const name of ['school1', 'curator1', 'head']) {
      expect(await all(name), name).not.toContain('диагноз')
      expect(await all(name), name).toContain('чужая тайна')
    }
    expect(await all('coordinator')).toContain('диагноз')
  })

  it('stays in the municipality: the region reads the state without words, addresses and names of files', async () => {
    await bring(
      { kind: 'text', text: 'слова школы' },
      { kind: 'link', text: 'https://school.example/report' },
      file('справка школы.pdf', 'e'),
    )
    const region = await story.home.actor('region')
    const key = act.keys[0] ?? ''
    const cell = await getExecutionCell(region, act.roadMapId, key, '1', { kind: 'school', id: school1 })
    expect(cell.cell.state).toBe('done')
    const seen = JSON.stringify([cell, await getMeasureExecution(region, act.roadMapId, key)])
    for (const secret of ['слова школы', 'school.example', 'справка', 'чужая тайна'])
      expect(seen.includes(secret), secret).toBe(false)
  })

  it('puts no bytes into the store for a cell that is not one’s own', async () => {
    const folder = join(process.env.DATA_DIR ?? '', 'papers')
    const files = async () => (await readdir(folder, { recursive: true }).catch(() => [])).length
    const before = await files()
    const pdf = (text: string) => new File([`%PDF-1.4 ${text}`], 'акт.pdf')
    const none = { evidenceText: '', evidenceLink: '' }
    const own = { roadMapId: act.roadMapId, measureKey: act.keys[0] ?? '', point: '1' }
    const executor = { kind: 'school' as const, id: school1 }
    const put = async (name: string, change: object = {}, place = story.home) =>
      storeEvidence(
        await place.actor(name),
        { ...own, executor, ...change },
        none,
        pdf(`${name} ${JSON.stringify(change)}`),
      )
    await expect(put('school2')).rejects.toEqual(refusal('not_found'))
    await expect(put('curator1')).rejects.toEqual(refusal('not_found'))
    await expect(put('head')).rejects.toEqual(refusal('forbidden'))
    await expect(put('school1', {}, story.other)).rejects.toEqual(refusal('not_found'))
    await expect(put('school1', { point: '99' })).rejects.toEqual(refusal('not_found'))
    await expect(put('school1', { measureKey: randomUUID() })).rejects.toEqual(refusal('not_found'))
    expect(await files()).toBe(before)
    expect((await put('school1'))[0]).toMatchObject({ kind: 'file', fileName: 'акт.pdf', mediaType: 'application/pdf' })
    expect(await files()).toBeGreaterThan(before)
  })

  it('is refused beyond fifty pieces in one cell, with the way out', async () => {
    const many = Array.from({ length: 50 }, (_, index): NewEvidence => ({ kind: 'text', text: `лист ${index}` }))
    await expect(bring(...many)).rejects.toEqual(
      refusal('conflict', { message: expect.stringContaining('не больше 50') }),
    )
  })

  it('is read by those who see the cell only: a guessed id is nobody’s', async () => {
    const [id = ''] = await bring(file('отчёт.pdf', 'c'))
    const reads = async (name: string, place = story.home) =>
      (await findEvidence(await place.actor(name), id)) !== undefined
    // The curator of this school, the school, and those who see all.
    for (const name of ['school1', 'curator1', 'coordinator', 'head']) expect(await reads(name), name).toBe(true)
    for (const name of ['school2', 'curator2', 'admin', 'clerk', 'lawyer', 'nobody', 'posing', 'region'])
      expect(await reads(name), name).toBe(false)
    for (const name of ['coordinator', 'school1', 'head']) expect(await reads(name, story.other), name).toBe(false)
    expect(await findEvidence(await story.home.actor('coordinator'), randomUUID())).toBeUndefined()
    await removeEvidence(await story.home.actor('coordinator'), { id, reason: 'чужие данные' }, NOW)
    expect([await reads('school1'), await reads('coordinator')]).toEqual([false, true])
  })

  it('is removed by its executor and the coordinator; for others it does not exist', async () => {
    const [id = ''] = await bring(file('план.pdf', 'd'))
    for (const name of ['school2', 'curator1'])
      await expect(removeEvidence(await story.home.actor(name), { id, reason: 'x' }, NOW)).rejects.toEqual(
        refusal('not_found'),
      )
    await expect(removeEvidence(await story.home.actor('head'), { id, reason: 'x' }, NOW)).rejects.toEqual(
      refusal('forbidden'),
    )
    await expect(removeEvidence(await story.other.actor('coordinator'), { id, reason: 'x' }, NOW)).rejects.toEqual(
      refusal('not_found'),
    )
    await removeEvidence(await story.home.actor('coordinator'), { id, reason: 'x' }, NOW)
  })
})
