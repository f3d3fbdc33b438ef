import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { editCuratorLimit, editMunicipality, editPage, editWordings, setEmblem } from '@/db/commands/municipality'
import { saveBody, saveHolder, savePost } from '@/db/commands/post'
import { saveProgramme } from '@/db/commands/programme'
import { removeRoute, saveRoute } from '@/db/commands/route'
import { saveSchool, saveSchoolPerson } from '@/db/commands/school'
import { record } from '@/db/journal'
import { listJournal, listJournalChoices } from '@/db/queries/journal'
import { getMunicipality } from '@/db/queries/municipality'
import { getPost, listBodies, listPosts } from '@/db/queries/post'
import { getProgramme, listProgrammes } from '@/db/queries/programme'
import { getRoute, listRoutes } from '@/db/queries/route'
import { getSchool, listSchools } from '@/db/queries/school'
import { reportForms } from '@/db/schema/programme'
import { reports } from '@/db/schema/report'
import { actorNamed, idNamed, lastRecorded, NOW, twoHomes } from '@/db/testing/two-homes'
import type { Actor } from '@/lib/access/actor'
import { programmeSchema } from '@/lib/programme/schema'
import { DEFAULT_REPORT_FORM } from '@/lib/report/form'
import { routeSchema } from '@/lib/route/schema'

let homes: Awaited<ReturnType<typeof twoHomes>>
let admin: Actor
let stranger: Actor
beforeAll(async () => {
  homes = await twoHomes()
  admin = await actorNamed('admin')
  stranger = await actorNamed('other-admin@other.test')
})
afterAll(() => homes.close())

const notFound = expect.objectContaining({ code: 'not_found' })
const always = { validFrom: null, validTo: null }

describe('the municipality', () => {
  it('takes new data, records both, and refuses a form opened before', async () => {
    const { revision, settings } = await getMunicipality(admin)
    await editMunicipality(admin, { revision, name: 'Забайкальский округ', zone: 'Asia/Chita' }, NOW)
    expect(await lastRecorded()).toMatchObject({
      before: { name: 'Забайкальский район' },
      after: { name: 'Забайкальский округ' },
    })
    await expect(editWordings(admin, { ...settings, control: '', revision }, NOW)).rejects.toMatchObject({
      code: 'conflict',
    })
    await editWordings(admin, { ...settings, control: 'оставляю за собой', revision: revision + 1 }, NOW)
    const { profile } = await getMunicipality(admin)
    await editPage(admin, { ...profile, bodySizePt: 13, revision: revision + 2 }, NOW)
    await setEmblem(admin, { revision: revision + 3, emblem: 'a'.repeat(64) }, NOW)
    const stored = await getMunicipality(admin)
    expect([stored.settings.control, stored.profile.bodySizePt, stored.emblem?.length]).toEqual([
      'оставляю за собой',
      13,
      64,
    ])
    expect(stored.settings).not.toHaveProperty('revision')
  })

  it('refuses a zone that no calendar knows', async () => {
    const { revision } = await getMunicipality(admin)
    await expect(editMunicipality(admin, { revision, name: 'Район', zone: 'Asia/Nowhere' }, NOW)).rejects.toMatchObject(
      { field: 'zone' },
    )
  })
})

describe('bodies and posts', () => {
  it('keeps the renamed body beside the new one, each in its days', async () => {
    const [old] = await listBodies(admin)
    if (!old) throw new Error('no body')
    const { isInForce: _, ...values } = old
    await saveBody(admin, { ...values, validTo: '2026-02-28' }, 'press', NOW)
    const id = await saveBody(
      admin,
      { ...values, id: undefined, name: 'Администрация округа', validFrom: '2026-03-01' },
      'press-b',
      NOW,
    )
    expect(
      await saveBody(
        admin,
        { ...values, id: undefined, name: 'Администрация округа', validFrom: '2026-03-01' },
        'press-b',
        NOW,
      ),
    ).toBe(id)
    expect((await listBodies(admin)).filter((body) => body.isInForce).map((body) => body.id)).toEqual([id])
  })

  it('keeps of the cases shown only those that somebody changed, and none of a former name', async () => {
    const [body] = await listBodies(admin)
    if (!body) throw new Error('no body')
    const { isInForce: _, forms: __, ...values } = body
    const shown = {
      form_genitive: 'Управления\u00A0образованием',
      form_dative: 'Управлению образованием',
      form_accusative: 'Управление образованием',
      form_instrumental: 'Управлением образованием',
      form_prepositional: 'Управлении образованием',
    }
    const stored = async () => (await listBodies(admin)).find((one) => one.id === body.id)?.forms
    const name = 'Управление\nобразованием'
    await saveBody(admin, { ...values, ...shown, form_genitive: '', form_dative: 'Управобразу', name }, 'press', NOW)
    expect(await stored()).toEqual({ dative: 'Управобразу' })
    await saveBody(admin, { ...values, name }, 'press', NOW)
    expect(await stored()).toEqual({ dative: 'Управобразу' })
    const sent = { ...shown, form_genitive: 'Управления образованием', form_dative: 'Управобразу' }
    await saveBody(admin, { ...values, ...sent, name: 'Комитет образования' }, 'press', NOW)
    expect(await stored()).toEqual({})
    await saveBody(admin, { ...values }, 'press', NOW)
  })

  it('gives a signing post one person a day', async () => {
    const [post] = await listPosts(admin)
    const [holder] = post?.holders ?? []
    const userId = await idNamed('clerk')
    const postId = post?.id ?? ''
    await expect(saveHolder(admin, { id: undefined, postId, userId, ...always }, 'press-h', NOW)).rejects.toMatchObject(
      { field: 'validFrom' },
    )
    await saveHolder(
      admin,
      { id: holder?.id, postId, userId: holder?.userId ?? '', validFrom: null, validTo: '2026-05-31' },
      'press',
      NOW,
    )
    await saveHolder(admin, { id: undefined, postId, userId, validFrom: '2026-06-01', validTo: null }, 'press-i', NOW)
    expect((await getPost(admin, postId)).holders.map((one) => one.isInForce)).toContain(true)
    expect((await lastRecorded())?.action).toBe('holder.add')
  })

  it('of another municipality do not exist', async () => {
    const [post] = await listPosts(admin)
    const { id, holders: _, body: __, isInForce: ___, ...values } = post ?? (await getPost(admin, ''))
    await expect(savePost(stranger, { id, ...values }, 'press', NOW)).rejects.toEqual(notFound)
    await expect(savePost(stranger, { id: undefined, ...values }, 'press', NOW)).rejects.toEqual(notFound)
    await expect(
      saveBody(
        stranger,
        { id: values.bodyId, name: 'x', nameGenitive: 'x', place: '', issuesActs: true, ...always },
        'p',
        NOW,
      ),
    ).rejects.toEqual(notFound)
    await expect(
      saveHolder(stranger, { id: undefined, postId: id, userId: stranger.userId ?? '', ...always }, 'p', NOW),
    ).rejects.toEqual(notFound)
    await expect(
      saveHolder(admin, { id: undefined, postId: id, userId: stranger.userId ?? '', ...always }, 'p', NOW),
    ).rejects.toEqual(notFound)
    expect(await listPosts(stranger)).toEqual([])
  })
})

describe('schools', () => {
  it('take their own people once for the same days; administration wants its role, staff none', async () => {
    const schoolId = await saveSchool(
      admin,
      { id: undefined, name: 'Школа № 9', shortName: 'СОШ № 9', site: '', ...always },
      'press-s',
      NOW,
    )
    const link = {
      id: undefined,
      schoolId,
      userId: await idNamed('school1'),
      relation: 'administration' as const,
      ...always,
    }
    await saveSchoolPerson(admin, link, 'press-l', NOW)
    await expect(saveSchoolPerson(admin, link, 'press-m', NOW)).rejects.toMatchObject({ field: 'validFrom' })
    const clerk = { ...link, userId: await idNamed('clerk') }
    await expect(saveSchoolPerson(admin, clerk, 'p', NOW)).rejects.toMatchObject({ field: 'userId' })
    await saveSchoolPerson(admin, { ...clerk, relation: 'staff' }, 'press-n', NOW)
    const school = await getSchool(admin, schoolId)
    expect(school.people.map(({ surname, relation }) => [surname, relation])).toEqual([
      ['Громова', 'staff'],
      ['Лаврова', 'administration'],
    ])
    await saveSchoolPerson(admin, { ...link, id: school.people[1]?.id, validTo: '2026-03-01' }, 'p', NOW)
    expect((await getSchool(admin, schoolId)).people[1]?.isInForce).toBe(false)
    await expect(getSchool(stranger, schoolId)).rejects.toEqual(notFound)
    await expect(
      saveSchool(stranger, { id: schoolId, name: 'x', shortName: 'x', site: '', ...always }, 'p', NOW),
    ).rejects.toEqual(notFound)
    await expect(saveSchoolPerson(stranger, { ...link, userId: stranger.userId ?? '' }, 'p', NOW)).rejects.toEqual(
      notFound,
    )
  })

  it('get no curator here, and a curator’s days are not changed here: that is the coordinator’s', async () => {
    const [school] = (await listSchools(admin)).filter(({ people }) => people.some((one) => one.relation === 'curator'))
    const curator = school?.people.find((one) => one.relation === 'curator')
    const link = { schoolId: school?.id ?? '', userId: curator?.userId ?? '', ...always }
    const refused = expect.objectContaining({ field: 'relation', message: expect.stringContaining('координатор') })
    for (const id of [undefined, curator?.id])
      for (const relation of ['curator', ...(id ? (['staff'] as const) : [])] as const)
        await expect(saveSchoolPerson(admin, { ...link, id, relation }, 'press-o', NOW)).rejects.toEqual(refused)
  })

  it('say how many a curator may have at once', async () => {
    const { revision } = await getMunicipality(admin)
    await editCuratorLimit(admin, { revision, mostSchools: 5 }, NOW)
    const { settings } = await getMunicipality(admin)
    expect(settings).toMatchObject({ mostSchools: 5, control: 'оставляю за собой' })
    expect(await lastRecorded()).toMatchObject({ before: { mostSchools: 3 }, after: { mostSchools: 5 } })
    await expect(editCuratorLimit(admin, { revision, mostSchools: 6 }, NOW)).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('programmes', () => {
  const read = (fields: object) => programmeSchema.parse({ name: 'Проект «500+»', year: '2027', ...fields })

  it('keep the ids of the stages that stay, and take no id of another programme', async () => {
    const id = await saveProgramme(
      admin,
      read({ stageId: ['', ''], stageName: ['Первый', 'Второй'], stageDue: ['31.05.2027', ''] }),
      'press-p',
      NOW,
    )
    const [first, second] = (await getProgramme(admin, id)).stages
    const foreign = (await listProgrammes(admin)).find((programme) => programme.year === 2022)?.stages[0]?.id ?? ''
    const fields = {
      id,
      stageId: [second?.id, foreign],
      stageName: ['Второй этап', 'Новый'],
      stageDue: ['', '1 июня 2027'],
    }
    await saveProgramme(admin, read(fields), 'press', NOW)
    const after = (await getProgramme(admin, id)).stages
    expect(after.map((stage) => [stage.name, stage.dueDate])).toEqual([
      ['Второй этап', null],
      ['Новый', '2027-06-01'],
    ])
    expect(after[0]?.id).toBe(second?.id)
    expect([first?.id, foreign]).not.toContain(after[1]?.id)
    expect((await listProgrammes(admin)).find((programme) => programme.year === 2022)?.stages).toHaveLength(2)
  })

  it('keep the days of a stage, and lose no stage that has reports', async () => {
    const fields = {
      stageId: [''],
      stageName: ['Май'],
      stageDue: ['31.05.2028'],
      stageOpens: ['10.05.2028'],
      stageLocks: ['5.6.28'],
      stageFinal: ['0'],
      year: '2028',
    }
    const id = await saveProgramme(admin, read(fields), 'press-d', NOW)
    const [stage] = (await getProgramme(admin, id)).stages
    expect(stage).toMatchObject({
      dueDate: '2028-05-31',
      opensOn: '2028-05-10',
      locksOn: '2028-06-05',
      isFinal: true,
    })
    const [school] = await listSchools(admin)
    const curatorId = await idNamed('curator1')
    const { municipalityId } = admin
    const form = { programmeId: id, number: 1, form: DEFAULT_REPORT_FORM, createdAt: NOW }
    const [made] = await database().insert(reportForms).values(form).returning({ id: reportForms.id })
    await database()
      .insert(reports)
      .values({
        municipalityId: municipalityId ?? '',
        programmeId: id,
        stageId: stage?.id ?? '',
        schoolId: school?.id ?? '',
        curatorId,
        formId: made?.id ?? '',
        createdAt: NOW,
      })
    await expect(saveProgramme(admin, read({ id, year: '2028' }), 'p', NOW)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('«Май»'),
    })
    const renamed = { ...fields, id, stageId: [stage?.id], stageName: ['1 этап'], stageFinal: [] }
    await saveProgramme(admin, read(renamed), 'p', NOW)
    expect((await getProgramme(admin, id)).stages).toMatchObject([{ id: stage?.id, name: '1 этап', isFinal: false }])
  })

  it.each([
    ['opened after its term', { stageOpens: ['1.6.2027'] }, 'stageOpens-0'],
    ['locked before its term', { stageLocks: ['30.05.2027'] }, 'stageLocks-0'],
    ['locked before it is opened', { stageDue: [''], stageOpens: ['2.5.27'], stageLocks: ['1.5.27'] }, 'stageLocks-0'],
    ['on no day', { stageLocks: ['31.06.2027'] }, 'stageLocks-0'],
    ['without a name', { stageName: [''], stageDue: [''], stageOpens: ['1.5.27'] }, 'stageName-0'],
    ['final twice', { stageName: ['Май', 'Ноябрь'], stageFinal: ['0', '1'] }, 'stageFinal-1'],
  ])('take no stage that is %s', (_what, fields, field) => {
    const sent = { name: 'П', year: '2027', stageName: ['Май'], stageDue: ['31.05.2027'], ...fields }
    expect(programmeSchema.safeParse(sent).error?.issues[0]?.path).toEqual([field])
  })

  it('are refused twice for one year, and unknown dates are named by their row', async () => {
    await expect(saveProgramme(admin, read({}), 'press-q', NOW)).rejects.toMatchObject({ field: 'year' })
    const wrong = programmeSchema.safeParse({ name: 'П', year: '2027', stageName: ['А'], stageDue: ['31.02.2027'] })
    expect(wrong.error?.issues[0]?.path).toEqual(['stageDue-0'])
    const [own] = await listProgrammes(admin)
    await expect(saveProgramme(stranger, { ...read({}), id: own?.id }, 'p', NOW)).rejects.toEqual(notFound)
  })
})

describe('routes', () => {
  it('are rewritten whole, one of them the default, and only the others can be removed', async () => {
    const lawyer = await idNamed('lawyer')
    const [first] = await listRoutes(admin)
    const form = {
      name: 'Короткий',
      isDefault: 'on',
      stageName: ['Виза'],
      stageNeed: ['1'],
      members0: [lawyer, lawyer],
    }
    const id = await saveRoute(admin, routeSchema.parse(form), 'press-r', NOW)
    expect((await getRoute(admin, id)).stages).toMatchObject([{ name: 'Виза', need: 1, members: [{ userId: lawyer }] }])
    expect((await listRoutes(admin)).filter((route) => route.isDefault).map((route) => route.id)).toEqual([id])
    await expect(removeRoute(admin, { id }, NOW)).rejects.toMatchObject({ code: 'conflict' })
    await expect(removeRoute(stranger, { id }, NOW)).rejects.toEqual(notFound)
    await removeRoute(admin, { id: first?.id ?? '' }, NOW)
    await saveRoute(admin, routeSchema.parse({ id, name: 'Без согласования', noStages: 'on' }), 'p', NOW)
    expect((await getRoute(admin, id)).stages).toEqual([])
  })

  it('take approvers only, at least one in a stage, and no stage only when it is said', async () => {
    const clerk = await idNamed('clerk')
    const withClerk = routeSchema.parse({ name: 'Маршрут', stageName: ['Виза'], members0: [clerk] })
    await expect(saveRoute(admin, withClerk, 'press-t', NOW)).rejects.toMatchObject({ field: 'members0' })
    const withStranger = { ...withClerk, stages: [{ name: 'Виза', need: null, members: [stranger.userId ?? ''] }] }
    await expect(saveRoute(admin, withStranger, 'press-u', NOW)).rejects.toMatchObject({ field: 'members0' })
    const fieldOf = (form: object) => routeSchema.safeParse({ name: 'Маршрут', ...form }).error?.issues[0]?.path[0]
    expect(fieldOf({})).toBe('noStages')
    expect(fieldOf({ stageName: ['Виза'] })).toBe('members0')
    expect(fieldOf({ stageName: ['Виза'], stageNeed: ['2'], members0: [clerk] })).toBe('stageNeed-0')
    expect(fieldOf({ stageName: ['Виза'], members0: [clerk], noStages: 'on' })).toBe('noStages')
  })
})

describe('rights', () => {
  it.each(['coordinator', 'lawyer', 'head', 'clerk', 'curator1', 'school1', 'region'])(
    '%s changes none of it',
    async (name) => {
      const actor = await actorNamed(name)
      const commands = [
        () => editMunicipality(actor, { revision: 1, name: 'x', zone: 'UTC' }, NOW),
        () => setEmblem(actor, { revision: 1, emblem: null }, NOW),
        () =>
          saveBody(
            actor,
            { id: undefined, name: 'x', nameGenitive: 'x', place: '', issuesActs: false, ...always },
            'p',
            NOW,
          ),
        () => saveSchool(actor, { id: undefined, name: 'x', shortName: 'x', site: '', ...always }, 'p', NOW),
        () => saveProgramme(actor, { id: undefined, name: 'x', year: 2030, stages: [] }, 'p', NOW),
        () => saveRoute(actor, { id: undefined, name: 'x', isDefault: false, stages: [] }, 'p', NOW),
        () => listJournal(actor, { page: 1 }),
        () => listJournalChoices(actor),
      ]
      for (const command of commands) await expect(command()).rejects.toMatchObject({ code: 'forbidden' })
      const lists = [getMunicipality, listBodies, listPosts, listSchools, listProgrammes, listRoutes]
      for (const list of lists) {
        if (name === 'coordinator') await list(actor)
        else await expect(list(actor)).rejects.toMatchObject({ code: 'forbidden' })
      }
    },
  )
})

describe('the journal', () => {
  it('shows the administrator his own data, and of maps and orders only that something happened', async () => {
    const coordinator = await actorNamed('coordinator')
    await homes.fresh.db.transaction((tx) =>
      record(tx, coordinator, NOW, {
        action: 'measure.edit',
        subject: 'measure',
        subjectId: 'm1',
        before: { title: 'тайна' },
        after: { title: 'текст' },
      }),
    )
    const { rows } = await listJournal(admin, { page: 1 })
    expect(rows[0]).toMatchObject({ action: 'measure.edit', subjectId: 'm1', before: null, after: null })
    expect(rows.find((row) => row.action === 'programme.add')?.after).toMatchObject({ year: 2028 })
    expect((await listJournal(stranger, { page: 1 })).total).toBe(0)
  })

  it('filters by action, person and local day', async () => {
    const only = await listJournal(admin, { page: 1, action: 'measure.edit', person: 'Иванова\u00A0Н.Г.' })
    expect(only.total).toBe(1)
    expect((await listJournal(admin, { page: 1, from: '2026-03-11' })).total).toBe(0)
    expect((await listJournal(admin, { page: 1, from: '2026-03-10', to: '2026-03-10' })).total).toBeGreaterThan(10)
    expect((await listJournalChoices(admin)).people).toContain('Белова\u00A0И.С.')
  })
})
