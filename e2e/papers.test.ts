import { rmSync } from 'node:fs'
import { join } from 'node:path'
import JSZip from 'jszip'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openEmbedded } from '@/db/embedded'
import { hasBrowser } from './browser'
import {
  choose,
  field,
  fill,
  follow,
  get,
  getPdf,
  heading,
  main,
  type Office,
  openOffice,
  pressRefused,
  pressTo,
  sees,
  spaces,
  TODAY,
  verdictOn,
} from './office'
import { cardOf, fits, passRoute, SCREENS } from './papers-steps'
import { pdfPages, pdfText } from './pdf-text'
import { copyPrepared, NOON } from './prepared-folders'
import { BASIS, openCard, publish } from './road-map-steps'
import { rowsOf } from './table-steps'

/** Signs that other programs take for code; here they are letters (hostile 28). */
// biome-ignore lint/suspicious/noTemplateCurlyInString: this is what a person types
const TYPED = 'ведомость {{школа}}, ${куратор} и <%= список %>'
const POSTS = ['методист, РМК', 'учитель истории, СОШ № 1', 'директор, СОШ № 2']
const BY_HAND = ['МОУ ООШ с. Даурия', 'Лис Анна Олеговна', 'психолог, центр помощи']

/** A municipality sets its page and its text, and appoints curators by a постановление with their table. */
describe.runIf(hasBrowser()).each(SCREENS)(
  'curators’ act, scripts: $javaScript, $width px',
  ({ javaScript, width }) => {
    let dataDir = ''
    let office: Office
    let actUrl = ''
    let publishedUrl = ''
    beforeAll(async () => {
      // Its own, since it is read when the program has ended.
      dataDir = copyPrepared(inject('preparedFolders'), NOON)
      office = await openOffice({ javaScript, width, dataDir })
    })
    afterAll(async () => {
      await office?.close()
      rmSync(dataDir, { recursive: true, force: true })
    })

    const leftmost = async (page: Page): Promise<number> =>
      Math.min(
        ...(await main(page)
          .locator('svg.sheet-picture')
          .first()
          .locator('text')
          .evaluateAll((found) => found.map((one) => Number(one.getAttribute('x'))))),
      )

    it('shows another margin and layout before they are saved', async () => {
      const page = await office.as('admin')
      await page.goto(`${office.url}/settings/page`)
      const before = await leftmost(page)
      await fill(page, { 'Левое поле, мм': '40' })
      await page.getByRole('radio', { name: /угловые/ }).check()
      await pressTo(page, 'Показать', /[?&]kept=/)
      await sees(page, 'Так будет, если сохранить')
      expect(await leftmost(page)).toBeGreaterThan(before + 10)
      expect(await leftmost(page)).toBeCloseTo((40 / 25.4) * 72, -1)
      await fits(page)
      const link = await main(page).getByRole('link', { name: 'Образец в PDF' }).getAttribute('href')
      expect(await pdfText(await getPdf(page, office.url + link))).toMatch(/РАСПОРЯЖЕНИЕ/)
      await fill(page, { 'Левое поле, мм': '4' })
      await pressRefused(page, 'Показать')
      await sees(page, 'Показать нечего')
      await fill(page, { 'Левое поле, мм': '35' })
      await pressTo(page, 'Сохранить оформление', /done=/)
    })

    it('keeps a text with fields, refuses a field that is none, and takes braces of others for letters', async () => {
      const page = await office.as('admin')
      await page.goto(`${office.url}/settings/templates`)
      await follow(page, 'Добавить образец')
      await choose(page, 'Что делает акт', /кураторов/i)
      await choose(page, 'Вид акта', 'Постановление')
      await fill(page, {
        'Название образца': 'Кураторы',
        Заголовок: 'О кураторах на {год} год',
        Цель: 'в целях помощи школам',
        'Распорядительное слово': 'п о с т а н о в л я е т:',
        Пункты: `Назначить кураторов по приложению к настоящему {видом}.\n\nВести ${TYPED}.`,
      })
      await pressRefused(page, 'Добавить образец')
      expect(spaces((await main(page).getByRole('alert').first().textContent()) ?? '')).toContain('{видом}')
      await fill(page, {
        Пункты: `Назначить кураторов согласно приложению к настоящему {виду}.\n\nВести ${TYPED}.\n\nНастоящее {вид} разместить на официальном сайте.\n\nКонтроль за исполнением настоящего {вида} {контроль}.`,
      })
      await pressTo(page, 'Добавить образец', /\/settings\/templates\?done=/)
      await sees(page, 'сам, без выбора')
      await fits(page)
    })

    it('is begun without a map, filled from the lists of schools, and given a row by hand', async () => {
      const page = await office.as('coordinator')
      await page.goto(`${office.url}/orders`)
      await follow(page, 'Новый акт')
      await page.getByRole('radio', { name: 'Постановление' }).check()
      await pressTo(page, 'Завести проект', /\/edit$/)
      actUrl = cardOf(page)
      await openCard(office, page, actUrl)
      await pressTo(page, 'Заполнить из списка школ и кураторов', /done=filled/)
      await openCard(office, page, actUrl)
      for (const [index, post] of POSTS.entries()) await main(page).locator(`#f-row-post-${index}`).fill(post)
      for (const [column, text] of ['school', 'curator', 'post'].map((name, at) => [name, BY_HAND[at] ?? '']))
        await main(page)
          .locator(`#f-row-${column}-3`)
          .fill(text ?? '')
      await fill(page, BASIS)
      await pressTo(page, 'Составить текст', /done=composed/)
      await openCard(office, page, actUrl)
      expect(await field(page, 'Заголовок').inputValue()).toBe('О кураторах на 2026 год')
      expect(await field(page, 'Пункт 2').inputValue()).toBe(`Вести ${TYPED}.`)
      await fits(page)
      await pressTo(page, 'Сохранить карточку', /done=saved/)
      await page.goto(`${office.url}/orders`)
      await sees(page, 'О кураторах на 2026 год')
      await fits(page)
    })

    it('gives its draft to Word, table and all', async () => {
      const page = await office.as('coordinator')
      await page.goto(actUrl)
      expect(await main(page).getByRole('link', { name: 'Проект, Word' }).count()).toBe(1)
      const got = await get(page, `${actUrl}/order.docx`)
      expect(got.status).toBe(200)
      expect(got.type).toContain('wordprocessingml')
      const files = await JSZip.loadAsync(got.bytes)
      const xml = spaces((await files.file('word/document.xml')?.async('string')) ?? '')
      expect(xml).toContain('ПОСТАНОВЛЕНИЕ')
      for (const text of [...POSTS, ...BY_HAND]) expect(xml).toContain(text)
      const parts = await Promise.all(Object.values(files.files).map((file) => file.async('string')))
      expect(parts.join()).toContain('ПРОЕКТ')
      expect((await get(await office.as('school1'), `${actUrl}/order.docx`)).status).toBe(404)
    })

    it('goes the whole way and is printed as typed, in the corner layout, with every row', async () => {
      const head = await passRoute(office, actUrl, 'Список сверен')
      await heading(head, 'Постановление подписано и зарегистрировано').waitFor()
      await sees(head, `№\u00A01 от ${TODAY}`)
      await fits(head)
      const bytes = await getPdf(head, `${actUrl}/order.pdf`)
      const text = spaces(await pdfText(bytes))
      expect(text).toContain(`Вести ${TYPED}.`)
      expect(text).toContain('п о с т а н о в л я е т:')
      for (const row of [...POSTS, ...BY_HAND]) expect(text).toContain(row)
      const [sheet] = await pdfPages(bytes)
      const kind = sheet?.items.find((item) => /П ?О ?С ?Т ?А ?Н ?О ?В ?Л ?Е ?Н ?И ?Е/.test(item.text))
      expect(kind && kind.x + kind.width).toBeLessThan((sheet?.width ?? 0) / 2 + 40)
      expect(Math.min(...(sheet?.items ?? []).filter((item) => !item.artifact).map((item) => item.x))).toBeCloseTo(
        (35 / 25.4) * 72,
        -1,
      )
    })

    it('stands in the register of its kind, is published, and says to a school its own row', async () => {
      publishedUrl = await publish(office, actUrl)
      const clerk = await office.as('clerk')
      await clerk.goto(`${office.url}/register?kind=resolution&purpose=curators`)
      await sees(clerk, 'Показано 1 из 1')
      await clerk.goto(`${office.url}/register?kind=directive`)
      await sees(clerk, 'По этому отбору ничего нет')
      const guest = await office.guest()
      await guest.goto(publishedUrl)
      const rows = await rowsOf(guest)
      expect(rows).toHaveLength(4)
      expect(rows[3]?.slice(-3)).toEqual(BY_HAND)
      await fits(guest)
      const school = await office.as('school1')
      await school.goto(`${actUrl}/extracts`)
      const own = main(school).getByRole('link', { name: /МОУ/ })
      expect(await own.count()).toBe(1)
      const extract = spaces(await pdfText(await getPdf(school, office.url + (await own.getAttribute('href')))))
      expect(extract).toContain('ВЫПИСКА ИЗ ПОСТАНОВЛЕНИЯ')
      expect(extract).toContain(POSTS[1])
      for (const other of [POSTS[0], POSTS[2], BY_HAND[0]]) expect(extract).not.toContain(other)
      expect(await verdictOn(guest, office.url, await getPdf(guest, `${publishedUrl}/order.pdf`))).toBe('Подлинный')
      await guest.context().close()
    })

    it('C82 leaves a line for every file that was taken and every check', async () => {
      const troubles = office.troubles()
      await office.close()
      const { client, close } = await openEmbedded(join(dataDir, 'postgres'))
      const { rows } = await client.query<{ action: string; who: string | null }>(
        'select action, user_id as who from access_log order by id',
      )
      await close()
      const taken = (action: string) => rows.filter((row) => row.action === action)
      expect(taken('paper.download').filter((row) => row.who).length).toBeGreaterThan(0)
      expect(taken('paper.download').filter((row) => !row.who)).toHaveLength(1)
      expect(taken('paper.verify')).toEqual([{ action: 'paper.verify', who: null }])
      expect(taken('order.docx')).toHaveLength(1)
      expect(taken('order.extract')).toHaveLength(1)
      // Nothing went wrong on the way, in the console or on the server.
      expect(troubles).toEqual([])
    })
  },
)
