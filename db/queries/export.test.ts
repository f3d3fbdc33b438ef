import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { setExecution } from '@/db/commands/execution'
import { decideTermRequest, requestTermMove } from '@/db/commands/term-request'
import { getRoadMapExport } from '@/db/queries/export'
import { measures } from '@/db/schema/road-map'
import { type LivingAct, livingAct, schoolIds } from '@/db/testing/living-act'
import { statementsOf } from '@/db/testing/statements'
import { awaitingAct, draftAct, importedAct, NOW, openStory, refusal } from '@/db/testing/story'
import { calendarDays, calendarMap } from '@/lib/road-map/exported-days'
import { roadMapJson } from '@/lib/road-map/exported-json'
import { roadMapOfTable, suggestChoice } from '@/lib/road-map/import-file'
import { rowKey } from '@/lib/table-file/document'
import { openTableFile } from '@/lib/table-file/open'
import { writeDocx } from '@/lib/table-file/write-docx'
import { writeXlsx } from '@/lib/table-file/write-xlsx'

let story: Awaited<ReturnType<typeof openStory>>
let act: LivingAct
beforeAll(async () => {
  story = await openStory()
  act = await livingAct(story.home, [
    { title: 'Отчёт школ', term: 'до 30.05.2026', executors: 'Школы' },
    { title: 'Отчёт кураторов', term: 'май', executors: 'Кураторы' },
  ])
})
afterAll(() => story.close())

const exportFor = async (name: string, id = act.roadMapId, version?: number) =>
  getRoadMapExport(await story.home.actor(name), id, version)
const measureOf = (map: Awaited<ReturnType<typeof exportFor>>, title: string) => {
  const found = map.sections.flatMap((section) => section.measures).find((one) => one.title === title)
  if (!found) throw new Error('No such measure.')
  return found
}
const namesIn = (map: Awaited<ReturnType<typeof exportFor>>, title: string) =>
  measureOf(map, title).points.flatMap((point) => point.cells?.map((cell) => cell.executor) ?? [])

describe('a map that is exported', () => {
  it('holds every row with its id and reading; the columns and the act are its own', async () => {
    const map = await exportFor('coordinator')
    expect(map.sections.map((section) => section.title)).toEqual(['Организация'])
    expect(map.sections[0]?.measures.map(({ title, term }) => ({ title, term }))).toEqual([
      { title: 'Совещание', term: 'апрель' },
      { title: 'Отчёт школ', term: 'до 30.05.2026' },
      { title: 'Отчёт кураторов', term: 'май' },
    ])
    expect(measureOf(map, 'Отчёт школ')).toMatchObject({ key: act.keys[0], place: '1.1', reading: { kind: 'until' } })
    expect(map.order).toMatchObject({ kind: 'directive', number: expect.stringMatching(/^№\u00A0\d+/) })
  })

  it('shows a draft to its coordinator without states, and to nobody else', async () => {
    const draft = await draftAct(story.home)
    const map = await exportFor('coordinator', draft.roadMapId)
    expect(map).toMatchObject({ status: 'draft', order: null, hasStates: false })
    expect(measureOf(map, 'Совещание').points[0]).toMatchObject({ due: '2026-04-30', counts: null, cells: null })
    for (const name of ['lawyer', 'head', 'clerk', 'curator1', 'school1', 'region']) {
      await expect(exportFor(name, draft.roadMapId), name).rejects.toThrow(refusal('not_found'))
    }
    const foreign = await story.other.actor('coordinator')
    await expect(getRoadMapExport(foreign, act.roadMapId)).rejects.toThrow(refusal('not_found'))
  })

  it('is the version that was asked for, as far as it is seen', async () => {
    expect((await exportFor('coordinator', act.roadMapId, 1)).version).toBe(1)
    await expect(exportFor('coordinator', act.roadMapId, 2)).rejects.toThrow(refusal('not_found'))
  })

  it('gives an approver the words of a package, and no states', async () => {
    const sent = await awaitingAct(story.home)
    expect(await exportFor('lawyer', sent.roadMapId)).toMatchObject({ hasStates: false, status: 'awaiting_signature' })
  })

  it('names every school to the coordinator and to the head', async () => {
    const all = namesIn(await exportFor('coordinator'), 'Отчёт школ')
    expect(all.length).toBeGreaterThan(2)
    expect(namesIn(await exportFor('head'), 'Отчёт школ')).toEqual(all)
  })

  it('marks what is done and what was moved, beside the date of the text', async () => {
    const coordinator = await story.home.actor('coordinator')
    const [schoolId = ''] = await schoolIds('МОУ СОШ № 1')
    const at = { roadMapId: act.roadMapId, point: '1' }
    const school = { kind: 'school', id: schoolId } as const
    await setExecution(
      coordinator,
      {
        ...at,
        measureKey: act.keys[0] ?? '',
        executorKind: school.kind,
        executorId: school.id,
        state: 'done',
        note: 'Сдано',
        isBeforeApproval: false,
        doneOn: '2026-04-20',
        revision: 0,
        evidence: [],
      },
      randomUUID(),
      NOW,
    )
    const asked = { ...at, measureKey: act.keys[1] ?? '', executor: null, newDue: '2026-06-15', reason: 'болезнь' }
    const requestId = await requestTermMove(coordinator, asked, randomUUID(), NOW)
    await decideTermRequest(coordinator, { id: requestId, decision: 'granted', decisionReason: '' }, NOW)
    const map = await exportFor('coordinator')
    const [point] = measureOf(map, 'Отчёт школ').points
    expect(point?.counts).toMatchObject({ done: 1 })
    expect(point?.cells?.find((cell) => cell.state === 'done')).toMatchObject({ doneOn: '2026-04-20', note: 'Сдано' })
    expect(measureOf(map, 'Отчёт кураторов').points[0]).toMatchObject({ due: '2026-06-15', textDue: '2026-05-31' })
    const days = calendarDays([calendarMap(map)], 'https://marshrut.example')
    expect(days.map(({ due, title }) => ({ due, title }))).toEqual([
      { due: '2026-04-30', title: '1.1. Совещание' },
      { due: '2026-05-30', title: '1.1. Отчёт школ' },
      { due: '2026-06-15', title: '1.1. Отчёт кураторов' },
    ])
    expect(days[2]).toMatchObject({
      uid: `${act.roadMapId}.${act.keys[1]}.1`,
      url: `https://marshrut.example/road-maps/${act.roadMapId}/execution/${act.keys[1]}`,
    })
    expect(days[2]?.notes).toContain('Срок перенесён; по тексту карты: 31.05.2026')
  })

  it('comes back from Excel and Word as the same rows of the database', async () => {
    const { roadMapId } = await importedAct(story.home, 2026)
    const map = await exportFor('coordinator', roadMapId)
    const keys = map.sections.flatMap((section) => [
      rowKey('section', section.key, section.revision),
      ...section.measures.map((one) => rowKey('measure', one.key, one.revision)),
    ])
    expect(keys).toHaveLength(map.sections.length + 17)
    for (const [name, bytes] of [
      ['карта.xlsx', await writeXlsx(map)],
      ['карта.docx', await writeDocx(map)],
    ] as const) {
      const document = await openTableFile(bytes, name)
      expect(document.ids.roadMap).toBe(roadMapId)
      const back = roadMapOfTable(document, suggestChoice(document))
      expect(back.sections.flatMap((one) => [one.key, ...one.measures.map((row) => row.key)])).toEqual(keys)
      expect(back.sections.flatMap((one) => one.measures.map(({ key: _, ...text }) => text))).toEqual(
        map.sections.flatMap((one) =>
          one.measures.map(({ number, title, term, executors, tasks, indicator, extra }) => ({
            number,
            title,
            term,
            executors,
            tasks,
            indicator,
            extra,
          })),
        ),
      )
    }
  })

  it('asks the database as often for 5,000 rows as for three, and writes them all', async () => {
    const coordinator = await story.home.actor('coordinator')
    const long = await draftAct(story.home)
    const ask = (id: string) => statementsOf(story.fresh.opened, () => getRoadMapExport(coordinator, id))
    const few = await ask(long.roadMapId)
    for (let from = 0; from < 5_000; from += 1_000) {
      const rows = Array.from({ length: 1_000 }, (_, index) => ({
        versionId: long.versionId,
        sectionId: long.sectionId,
        position: 100 + from + index,
        number: `${from + index}`,
        title: `Мероприятие ${from + index}: совещание с руководителями школ`,
        term: 'апрель-май; сентябрь-ноябрь',
        executors: 'Муниципальный координатор, Кураторы проекта, Руководители ОУ',
        tasks: 'Обсудить вопросы',
        indicator: 'Протокол',
      }))
      await database().insert(measures).values(rows)
    }
    expect(await ask(long.roadMapId)).toBe(few)
    const map = await getRoadMapExport(coordinator, long.roadMapId)
    const document = await openTableFile(await writeXlsx(map), 'карта.xlsx')
    const back = roadMapOfTable(document, suggestChoice(document))
    expect(back.sections[0]?.measures).toHaveLength(5_001)
    expect(roadMapJson(map).sections[0]?.measures).toHaveLength(5_001)
  })
})

describe('whose states a map’s export tells', () => {
  it('a school reads its own, a curator his own and those of his schools', async () => {
    const { publishOrder } = await import('@/db/commands/publication')
    await publishOrder(await story.home.actor('clerk'), { orderId: act.orderId }, NOW)
    const school = await exportFor('school1')
    expect(school).toMatchObject({ hasStates: true, isOwnOnly: true })
    expect(namesIn(school, 'Отчёт школ')).toEqual(['МОУ СОШ № 1 пгт Забайкальск'])
    expect(namesIn(school, 'Отчёт кураторов')).toEqual([])
    expect(JSON.stringify(school)).not.toContain('СОШ № 2')
    expect(calendarDays([calendarMap(school)]).map((day) => day.title)).toEqual(['1.1. Отчёт школ (исполнено)'])
    const curator = await exportFor('curator2')
    expect(namesIn(curator, 'Отчёт кураторов')).toHaveLength(1)
    expect(namesIn(curator, 'Отчёт школ')).toHaveLength(1)
    expect(await exportFor('clerk')).toMatchObject({ hasStates: false })
  })
})
