import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { boot } from '@/db/boot'
import { database } from '@/db/client'
import { removeEvidence } from '@/db/commands/evidence'
import { setExecution } from '@/db/commands/execution'
import { beginSigning } from '@/db/commands/signing'
import { signingKeys } from '@/db/schema/key'
import { papers } from '@/db/schema/order'
import { evidence } from '@/db/schema/plan'
import { livingAct, schoolIds } from '@/db/testing/living-act'
import { awaitingAct, NOW, openStory, PASSWORD, paperBytes, signedAct, signInput, statusOf } from '@/db/testing/story'
import { heldVisit } from '@/db/testing/visit-scene'
import { bytesStore } from '@/lib/store/folder'
import { StartRefused } from '@/lib/system/boot-report'

let story: Awaited<ReturnType<typeof openStory>>
beforeAll(async () => {
  story = await openStory()
})
afterEach(() => {
  delete process.env.DEMO
  delete process.env.DATABASE_URL
})
afterAll(() => story.close())

describe('the start', () => {
  it('shows the demonstration’s names and password again, and nothing of them without it', async () => {
    const { signIn } = await boot(NOW)
    expect(signIn?.password).toBe(PASSWORD)
    expect(signIn?.names).toContain('admin@zabaykalsk.test')
    process.env.DEMO = '0'
    expect((await boot(NOW)).signIn).toBeUndefined()
  })

  it('refuses to go on without a registered paper, naming it, and goes on when it is back', async () => {
    const { orderId } = await signedAct(story.home)
    const bytes = await paperBytes(story.home, orderId)
    const [paper] = await database().select().from(papers).where(eq(papers.orderId, orderId))
    const file = join(process.env.DATA_DIR ?? '', 'papers', paper?.sha256.slice(0, 2) ?? '', paper?.sha256 ?? '')
    rmSync(file)
    const refused = boot(NOW)
    await expect(refused).rejects.toThrow(StartRefused)
    await expect(refused).rejects.toThrow(new RegExp(`${paper?.fileName}.*${paper?.sha256}`))
    await bytesStore().put(bytes)
    expect(existsSync(file)).toBe(true)
    await boot(NOW)
  })

  it('refuses to go on without a photo of a visit, naming it', async () => {
    const stored = await bytesStore().put(Buffer.from('снимок'))
    const photo = { ...stored, mediaType: 'image/jpeg', width: 1, height: 1 }
    await heldVisit(story.home, { photos: [photo] })
    const file = join(process.env.DATA_DIR ?? '', 'papers', stored.sha256.slice(0, 2), stored.sha256)
    await boot(NOW)
    rmSync(file)
    await expect(boot(NOW)).rejects.toThrow(new RegExp(`Снимок посещения .*${stored.sha256}`))
    await bytesStore().put(Buffer.from('снимок'))
  })

  it('refuses to go on without a file of evidence, also a removed one, naming it', async () => {
    const { roadMapId, keys } = await livingAct(story.home, [{ title: 'Выезд', term: 'май', executors: 'Школы' }])
    const [school = ''] = await schoolIds('МОУ СОШ № 1')
    const stored = await bytesStore().put(Buffer.from('%PDF-1.7 акт выезда'))
    const file = {
      kind: 'file' as const,
      text: '',
      ...stored,
      mediaType: 'application/pdf',
      fileName: 'Акт выезда.pdf',
    }
    const said = { state: 'done', note: '', isBeforeApproval: false, doneOn: null } as const
    const place = {
      roadMapId,
      measureKey: keys[0] ?? '',
      point: '1',
      executorKind: 'school',
      executorId: school,
    } as const
    const actor = await story.home.actor('school1')
    const id = await setExecution(actor, { ...place, ...said, revision: 0, evidence: [file] }, 'press', NOW)
    const [kept] = await database().select().from(evidence).where(eq(evidence.executionId, id))
    await removeEvidence(actor, { id: kept?.id ?? '', reason: 'ошибка' }, NOW)
    rmSync(join(process.env.DATA_DIR ?? '', 'papers', stored.sha256.slice(0, 2), stored.sha256))
    const refused = boot(NOW)
    await expect(refused).rejects.toThrow(StartRefused)
    await expect(refused).rejects.toThrow(new RegExp(`Акт выезда.pdf.*${stored.sha256}`))
    await bytesStore().put(Buffer.from('%PDF-1.7 акт выезда'))
    await boot(NOW)
  })

  it('finishes a print that a crash left undrawn, and says which signature it cannot finish', async () => {
    const head = await story.home.actor('head')
    const [paper, electronic] = [await awaitingAct(story.home), await awaitingAct(story.home)]
    for (const [act, way] of [
      [paper, 'paper'],
      [electronic, 'electronic'],
    ] as const) {
      const { password: _, keyPassword: __, ...shown } = await signInput(head, act.orderId, { way })
      await beginSigning(head, { ...shown, mark: null, keyId: null, appUrl: null }, NOW)
    }
    const { notices } = await boot(NOW)
    expect((await statusOf(paper.orderId)).order).toBe('awaiting_scan')
    expect((await statusOf(electronic.orderId)).order).toBe('awaiting_signature')
    expect(notices).toEqual([
      expect.stringMatching(/^Распоряжение №\u00A0\d+ от 21\u00A0апреля 2026\u00A0г\.: подпись не завершена/),
    ])
  })

  it('announces a certificate near its end and one that has ended', async () => {
    const announced = async (days: number) => {
      await database()
        .update(signingKeys)
        .set({ notAfter: new Date(NOW.getTime() + days * 86_400_000) })
      return (await boot(NOW)).notices?.filter((notice) => notice.startsWith('Срок сертификата'))
    }
    expect(await announced(31)).toEqual([])
    expect((await announced(30))?.[0]).toBe('Срок сертификата истекает через 30 дн.: Мочалов Андрей Викторович.')
    expect((await announced(-1))?.[0]).toMatch(/^Срок сертификата истёк: /)
  })
})
