import { execFileSync, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { saveTemplate } from '@/db/commands/act-template'
import { addDeputy } from '@/db/commands/deputy'
import { createAct, saveOrderCard } from '@/db/commands/order'
import { publishOrder } from '@/db/commands/publication'
import { getOrder, getOrderCard, getSending, listOrders } from '@/db/queries/order'
import { journal } from '@/db/schema/journal'
import { schoolPeople } from '@/db/schema/school'
import { signOrder } from '@/db/sign-order'
import {
  cardInput,
  decideAs,
  entriesOf,
  idOf,
  NOW,
  openStory,
  paperBytes,
  refusal,
  send,
  sign,
  signInput,
} from '@/db/testing/story'
import { schoolOf } from '@/db/testing/visit-scene'
import type { Actor } from '@/lib/access/actor'
import type { OrderKind } from '@/lib/order/rules'

let story: Awaited<ReturnType<typeof openStory>>
let coordinator: Actor
beforeAll(async () => {
  story = await openStory()
  coordinator = await story.home.actor('coordinator')
})
afterAll(() => story.close())

/** With CI a missing tool fails where it is run; elsewhere what it would read is not looked at. */
const hasTool = (name: string): boolean => process.env.CI === 'true' || !spawnSync(name, ['-v']).error

const begin = (kind: OrderKind = 'directive', pressId: string = randomUUID()) =>
  createAct(coordinator, { purpose: 'curators', kind, pressId }, NOW)

const input = async (id: string) => ({
  ...(await cardInput(coordinator, id)),
  rows: (await getOrderCard(coordinator, id)).rows.map(([school = '', curator = '', post = '']) => ({
    school,
    curator,
    post,
  })),
})

describe('an act that appoints curators', () => {
  it('is begun once by one press, with its text and the name of its annex', async () => {
    const pressId = randomUUID()
    const id = await begin('ordinance', pressId)
    expect(await begin('ordinance', pressId)).toBe(id)
    const { card, purpose } = await getOrderCard(coordinator, id)
    expect(purpose).toBe('curators')
    expect(card).toMatchObject({
      kind: 'ordinance',
      title: 'О назначении кураторов общеобразовательных организаций',
      operativeWord: 'ПРИКАЗЫВАЮ:',
      annexTitle: 'Список общеобразовательных организаций и их кураторов на 2026 год',
    })
    expect(card.points[0]).toContain('согласно приложению')
  })

  it('takes schools and curators from the lists at one press, without a second copy, and keeps what was typed', async () => {
    const id = await begin()
    const typed = { school: 'Школа  «Особая»', curator: 'Ҕүрүөһөв Ӑ.', post: ' учитель ' }
    await saveOrderCard(
      coordinator,
      { ...(await input(id)), rows: [typed, { school: ' ', curator: '', post: '' }], act: 'fill' },
      NOW,
    )
    const { rows } = await getOrderCard(coordinator, id)
    expect(rows[0]).toEqual(Object.values(typed))
    expect(rows.slice(1).map(([, curator]) => curator)).toEqual([
      'Кузнецов Павел Андреевич',
      'Дашиева Баирма Цыреновна',
      'Дашиева Баирма Цыреновна',
    ])
    await saveOrderCard(coordinator, { ...(await input(id)), act: 'fill' }, NOW)
    expect((await getOrderCard(coordinator, id)).rows).toEqual(rows)
    await saveOrderCard(coordinator, { ...(await input(id)), rows: [] }, NOW)
    expect((await getOrderCard(coordinator, id)).rows).toEqual([])
    // A form without the table leaves it alone.
    await saveOrderCard(coordinator, { ...(await input(id)), rows: [typed] }, NOW)
    await saveOrderCard(coordinator, { ...(await cardInput(coordinator, id)), effectiveOn: '2026-09-01' }, NOW)
    expect(await getOrderCard(coordinator, id)).toMatchObject({
      rows: [Object.values(typed)],
      effectiveOn: '2026-09-01',
    })
  })

  it('takes the curators of the day on which the act comes into force, of the day asked for, else of today', async () => {
    const school = await schoolOf(story.home, 'МОУ ООШ')
    const of = and(eq(schoolPeople.schoolId, school), eq(schoolPeople.relation, 'curator'))
    const next = await idOf(story.home, 'curator1')
    await database().update(schoolPeople).set({ validTo: '2026-08-31' }).where(of)
    await database().insert(schoolPeople).values({
      municipalityId: story.home.id,
      schoolId: school,
      userId: next,
      relation: 'curator',
      validFrom: '2026-09-01',
    })
    const filled = async (more: { effectiveOn?: string | null; fillOn?: string | null }) => {
      const id = await begin()
      await saveOrderCard(coordinator, { ...(await input(id)), rows: [], act: 'fill', ...more }, NOW)
      return (await getOrderCard(coordinator, id)).rows.map(([, curator]) => curator?.split(' ')[0])
    }
    const [now, then] = [
      ['Кузнецов', 'Дашиева', 'Дашиева'],
      ['Дашиева', 'Дашиева', 'Дашиева'],
    ]
    expect(await filled({})).toEqual(now)
    expect(await filled({ effectiveOn: null, fillOn: null })).toEqual(now)
    expect(await filled({ effectiveOn: '2026-09-01' })).toEqual(then)
    expect(await filled({ effectiveOn: '2026-08-01', fillOn: '2026-09-01' })).toEqual(then)
    const id = await begin()
    await saveOrderCard(coordinator, { ...(await input(id)), effectiveOn: '2026-09-01' }, NOW)
    await saveOrderCard(coordinator, { ...(await input(id)), act: 'fill' }, NOW)
    expect((await getOrderCard(coordinator, id)).rows.map(([, curator]) => curator?.split(' ')[0])).toEqual(then)
    await database()
      .delete(schoolPeople)
      .where(and(of, eq(schoolPeople.userId, next)))
    await database().update(schoolPeople).set({ validTo: null }).where(of)
  })

  it('tells in the journal what stood in the annex and in the executor’s lines before', async () => {
    const id = await begin()
    const typed = { school: 'Школа № 1', curator: 'Дашиева Б.Ц.', post: 'учитель' }
    const executor = { executorName: 'Иванова Н.Г.', executorPhone: '2-00-00' }
    await saveOrderCard(coordinator, { ...(await input(id)), ...executor, rows: [typed] }, NOW)
    await saveOrderCard(coordinator, { ...(await input(id)), executorName: '', executorPhone: '', rows: [] }, NOW)
    const lines = await database().select().from(journal).where(eq(journal.subjectId, id)).orderBy(journal.id)
    expect(lines.at(-1)).toMatchObject({
      before: { annexRows: [Object.values(typed)], ...executor },
      after: { annexRows: [], executorName: '' },
    })
  })

  it('is stopped at sending while its annex is empty', async () => {
    const id = await begin()
    expect((await getSending(coordinator, id)).findings.map(({ code }) => code)).toContain('annex_rows_missing')
    await expect(send(story.home, id)).rejects.toThrow(/нет ни одной школы/)
  })

  it.each([
    ['directive', 'РАСПОРЯЖЕНИЕ', 'Распоряжение', 'распоряжению'],
    ['resolution', 'ПОСТАНОВЛЕНИЕ', 'Постановление', 'постановлению'],
    ['ordinance', 'ПРИКАЗ', 'Приказ', 'приказу'],
  ] as const)(
    'goes the whole way as %s: own register, own words in stamp, title and file name',
    async (kind, capital, word, dative) => {
      const id = await begin(kind)
      await saveOrderCard(coordinator, { ...(await input(id)), act: 'fill' }, NOW)
      await send(story.home, id)
      await decideAs(story.home, 'lawyer', id)
      await sign(story.home, id)
      await publishOrder(await story.home.actor('clerk'), { orderId: id }, NOW)
      const { status, files, map, entry } = await getOrder(coordinator, id)
      expect({ status, map, number: entry?.number }).toEqual({ status: 'published', map: undefined, number: 1 })
      expect(files[0]?.fileName).toBe(`${word} № 1 от 21.04.2026.pdf`)
      const paper = join(process.env.DATA_DIR ?? '', `${kind}.pdf`)
      writeFileSync(paper, await paperBytes(story.home, id))
      if (hasTool('pdftotext') && hasTool('pdfinfo')) {
        expect(execFileSync('pdfinfo', [paper], { encoding: 'utf8' })).toMatch(
          new RegExp(`Title:\\s+${word} от 21\\sапреля`),
        )
        const said = execFileSync('pdftotext', ['-layout', paper, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ')
        expect(said).toContain(capital)
        expect(said).toContain(`Приложение к ${dative} Администрации`)
        expect(said).toMatch(/Дашиева.*Кузнецов|Кузнецов.*Дашиева/)
      }
      expect((await entriesOf(id)).map(({ number, state }) => [number, state])).toEqual([[1, 'registered']])
      expect((await listOrders(coordinator)).find((one) => one.id === id)?.purpose).toBe('curators')
    },
  )

  it('is composed from the template that the card chose, else from the default of its kind', async () => {
    const admin = await story.home.actor('admin')
    const template = {
      id: undefined,
      revision: 1,
      purpose: 'curators' as const,
      kind: 'directive' as const,
      name: 'Свой',
      titlePattern: 'О кураторах {год} года',
      aim: '',
      operativeWord: 'п о с т а н о в л я ю:',
      points: ['Назначить {{карты}} согласно приложению.'],
      isDefault: true,
    }
    const first = await saveTemplate(admin, template, randomUUID(), NOW)
    const second = await saveTemplate(
      admin,
      { ...template, name: 'Другой', titlePattern: 'О другом' },
      randomUUID(),
      NOW,
    )
    const { templates } = await getOrderCard(coordinator, await begin())
    expect(templates.map(({ name, isDefault }) => [name, isDefault])).toEqual([
      ['Другой', true],
      ['Свой', false],
    ])
    const id = await begin()
    expect((await getOrderCard(coordinator, id)).card.title).toBe('О другом')
    await saveOrderCard(coordinator, { ...(await input(id)), act: 'compose', templateId: first }, NOW)
    expect((await getOrderCard(coordinator, id)).card).toMatchObject({
      title: 'О кураторах 2026 года',
      operativeWord: 'п о с т а н о в л я ю:',
      points: ['Назначить {{карты}} согласно приложению.'],
    })
    await expect(saveTemplate(admin, { ...template, id: second, revision: 7 }, randomUUID(), NOW)).rejects.toEqual(
      refusal('conflict'),
    )
  })
})

describe('an act signed by a deputy', () => {
  it('bears the deputy’s post and name; the journal says for whom he acted (rulings A3)', async () => {
    const admin = await story.home.actor('admin')
    const [principalId, deputyId] = [await idOf(story.home, 'head'), await idOf(story.home, 'clerk')]
    await addDeputy(
      admin,
      { principalId, deputyId, basis: 'отпуск', validFrom: '2026-04-21', validTo: '2026-04-25' },
      randomUUID(),
      NOW,
    )
    const id = await begin('resolution')
    await saveOrderCard(coordinator, { ...(await input(id)), act: 'fill' }, NOW)
    const sent = await getSending(coordinator, id)
    expect(sent.signatory).toMatchObject({
      isActing: true,
      post: 'Исполняющий обязанности главы муниципального района',
    })
    expect(sent.frozen.document.signature.name).toBe('О.П.\u00A0Громова')
    await send(story.home, id)
    await decideAs(story.home, 'lawyer', id)
    const clerk = await story.home.actor('clerk')
    await signOrder(clerk, await signInput(clerk, id, { way: 'paper' }), NOW)
    const lines = await database().select().from(journal).where(eq(journal.subjectId, id))
    const said = lines.map((line) => `${line.action} ${line.actorName ?? ''} ${line.onBehalfOf ?? ''}`)
    expect(said.join('\n')).toMatch(/Громова[^\n]*Мочалов/)
  })
})
