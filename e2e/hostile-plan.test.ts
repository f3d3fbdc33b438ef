import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { get, type Office, openOffice, sees, textOf } from './office'
import { fillCard, pasteMap, type Started, send, signedOrder } from './road-map-steps'

const SCRIPT = '<script>alert(1)</script><img src=x onerror=alert(2)>"><svg onload=alert(3)>'
const HEAD = 'Мероприятие\tСрок\tИсполнители\tЗадачи\tМуниципальный показатель реализации'
/** Each cell is markup; the second row is executed by schools, the third names terms and people beside it. */
const HOSTILE = [
  HEAD,
  [SCRIPT, SCRIPT, SCRIPT, SCRIPT, SCRIPT].join('\t'),
  [`${SCRIPT} школам`, 'сентябрь', 'Руководители ОУ', SCRIPT, SCRIPT].join('\t'),
  [`=HYPERLINK("https://evil.example")`, `до 25.09.2026 ${SCRIPT}`, `Кураторы, ${SCRIPT}`, '@SUM(1)', '+1'].join('\t'),
].join('\n')
const FORMATS = ['xlsx', 'docx', 'ics', 'json', 'pdf']
const NOBODY = '00000000-0000-4000-8000-000000000000'

let office: Office
let draft: Started
let living: Started
beforeAll(async () => {
  office = await openOffice()
  living = await signedOrder(office, HOSTILE, '2026')
  draft = await pasteMap(office, await office.as('coordinator'), HOSTILE, '2027')
})
afterAll(() => office?.close())

type Row = { key: string; id?: string }
const rowsOf = async (page: Page, mapUrl: string): Promise<Row[]> =>
  JSON.parse((await get(page, `${mapUrl}/road-map.json`)).text).sections.flatMap(
    (section: { measures: Row[] }) => section.measures,
  )

describe('markup in the cells of a plan', () => {
  it('stands as text on every page of a draft and of a map in force', async () => {
    const page = await office.as('coordinator')
    const [first, second] = await rowsOf(page, living.mapUrl)
    const paths = [
      ...['', '/check', '/calendar', '/schedules', '/library'].map((path) => draft.mapUrl + path),
      `${draft.orderUrl}/send`,
      ...['', '/execution', '/calendar', '/schools', '/indicators', '/acknowledgement', '/schedules'].map(
        (path) => living.mapUrl + path,
      ),
      `${living.mapUrl}/execution/${first?.key}`,
      `${living.mapUrl}/execution/${second?.key}`,
      `${living.mapUrl}/execution/${first?.key}/figure`,
      `${living.mapUrl}/comments/${first?.key}`,
      `${office.url}/settings/executors`,
      `${office.url}/`,
    ]
    for (const path of paths) {
      const answer = await page.goto(path)
      expect(answer?.status(), path).toBe(200)
      expect(await page.locator('img[onerror], svg[onload]').count(), path).toBe(0)
    }
    await page.goto(`${living.mapUrl}/execution/${first?.key}`)
    expect(await textOf(page)).toContain(SCRIPT)
    expect(office.troubles()).toEqual([])
  })
})

describe('a draft', () => {
  const others = ['admin', 'lawyer', 'head', 'clerk', 'curator1', 'school1', 'region']

  it('goes out as a file to its coordinator only, whatever version is named', async () => {
    const coordinator = await office.as('coordinator')
    const guest = await office.guest()
    for (const format of FORMATS) {
      const file = await get(coordinator, `${draft.mapUrl}/road-map.${format}`)
      expect([file.status, file.headers['x-content-type-options']], format).toEqual([200, 'nosniff'])
      expect(file.headers['content-disposition']).toMatch(
        /^(attachment|inline); filename="[\w.-]+"; filename\*=UTF-8''/,
      )
      for (const version of ['0', '2', '-1', '1e3', '99999999999999999999', "1'", '%00'])
        expect((await get(coordinator, `${draft.mapUrl}/road-map.${format}?version=${version}`)).status, version).toBe(
          404,
        )
      for (const version of ['', '?version=1']) {
        expect((await get(guest, `${draft.mapUrl}/road-map.${format}${version}`)).status).toBe(404)
        for (const name of others)
          expect((await get(await office.as(name), `${draft.mapUrl}/road-map.${format}${version}`)).status, name).toBe(
            404,
          )
      }
    }
  })

  it('has no page for others: neither check, calendar and library nor what is said of its rows', async () => {
    const [row] = await rowsOf(await office.as('coordinator'), draft.mapUrl)
    const paths = ['', '/check', '/calendar', '/library', '/schedules', '/execution', '/schools', '/indicators']
    for (const name of others)
      for (const path of [...paths, `/comments/${row?.key}`, `/execution/${row?.key}`, '/acknowledgement'])
        expect((await get(await office.as(name), draft.mapUrl + path)).status, `${name} ${path}`).toBe(404)
  })

  it('stays hidden when the map has a version in force: a school sees the words that were signed', async () => {
    const school = await office.as('school1')
    const [row] = await rowsOf(await office.as('coordinator'), living.mapUrl)
    expect((await get(school, `${living.mapUrl}/road-map.json`)).status).toBe(404)
    expect((await get(school, `${living.mapUrl}/execution/${row?.key}`)).status).toBe(200)
    for (const path of ['/check', '/library', '/schedules'])
      expect((await get(school, living.mapUrl + path)).status, path).toBe(404)
  })
})

describe('addresses of the plan', () => {
  it('that hold no id, no point or no executor are pages that do not exist', async () => {
    const page = await office.as('coordinator')
    const [row] = await rowsOf(page, living.mapUrl)
    const measure = `${living.mapUrl}/execution/${row?.key}`
    for (const address of [
      `${living.mapUrl}/execution/1`,
      `${living.mapUrl}/execution/${NOBODY}`,
      `${measure}/1/report`,
      `${measure}/1/report?executor=school:1`,
      `${measure}/1/report?executor=%00`,
      `${measure}/%E0%A4/report?executor=role:coordinator`,
      `${measure}/99/report?executor=role:coordinator`,
      `${measure}/1/term?executor=pupil:1`,
      `${measure}/requests/1`,
      `${measure}/requests/${NOBODY}`,
      `${measure}/evidence/${NOBODY}/remove`,
      `${living.mapUrl}/comments/1`,
      `${living.mapUrl}/schedules/${NOBODY}`,
      `${office.url}/evidence/1`,
      `${office.url}/evidence/${NOBODY}`,
      `${office.url}/assignments/1`,
      `${office.url}/calendar/${'x'.repeat(43)}.ics`,
      `${office.url}/calendar/..%2F..%2Fsecret.ics`,
      `${office.url}/settings/executors/${NOBODY}`,
      `${office.url}/road-maps/import/merge?map=1&paste=1`,
      `${office.url}/road-maps/%E0%A4`,
      `${office.url}/p/%`,
    ]) {
      const { status, text } = await get(page, address)
      expect([404, 303, 307].includes(status), `${status} ${address}`).toBe(true)
      expect(text.includes('Internal Server Error'), address).toBe(false)
    }
  })
})

describe('a draft of a form, kept while it is typed', () => {
  async function keep(page: Page | undefined, headers: Record<string, string>, fields: Record<string, string>) {
    const body = new FormData()
    for (const [name, value] of Object.entries(fields)) body.append(name, value)
    const cookies = (await page?.context().cookies())?.map(({ name, value }) => `${name}=${value}`).join('; ')
    return fetch(`${office.url}/drafts`, {
      method: 'POST',
      body,
      headers: { ...headers, ...(cookies ? { cookie: cookies } : {}) },
      redirect: 'manual',
    })
  }
  const typed = { _draft: 'order-card', _page: '/orders/1/edit', title: 'Подброшено' }

  it('is taken from our own page only, of somebody who has signed in, and within its size', async () => {
    const page = await office.as('coordinator')
    for (const origin of ['https://evil.example', 'null', 'http://localhost:1'])
      expect((await keep(page, { origin }, typed)).status, origin).toBe(403)
    expect((await keep(page, {}, typed)).status).toBe(403)
    expect((await keep(undefined, { origin: office.url }, typed)).status).toBe(401)
    expect((await keep(page, { origin: office.url }, { ...typed, _draft: '' })).status).toBe(400)
    expect((await keep(page, { origin: office.url }, { ...typed, title: 'я'.repeat(2_000_000) })).status).toBe(413)
    const wrong = await fetch(`${office.url}/drafts`, { method: 'POST', body: '{}', headers: { origin: office.url } })
    expect(wrong.status).toBe(401)
    const kept = await keep(page, { origin: office.url }, typed)
    expect([kept.status, kept.headers.get('cache-control')]).toEqual([200, 'no-store'])
  })

  it('saves nothing of the map or the act', async () => {
    const page = await office.as('coordinator')
    const id = draft.orderUrl.split('/').at(-1) ?? ''
    await fillCard(office, page, draft.orderUrl)
    await keep(page, { origin: office.url }, { ...typed, _page: `/orders/${id}/edit`, title: 'Только черновик' })
    await page.goto(draft.orderUrl)
    expect(await textOf(page)).not.toContain('Только черновик')
    await send(page, draft.orderUrl, 'Замечания учтём')
    await sees(page, /на согласовании/i)
  })
})

it('ran no script that was typed', () => expect(office.troubles()).toEqual([]))
