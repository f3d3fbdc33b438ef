import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assignment2021Docx } from '@/lib/table-file/testing/real-plans'
import { hasBrowser } from './browser'
import { DOCX, fitsPhone, type Upload, XLSX } from './living-plan-steps'
import {
  choose,
  field,
  fill,
  follow,
  type Got,
  get,
  getPdf,
  heading,
  main,
  type Office,
  openOffice,
  pressRefused,
  pressTo,
  sees,
  signIn,
  spaces,
  textOf,
} from './office'
import { APPROVAL_CLOCK } from './prepared-folders'
import { pasteMap } from './road-map-steps'
import { ALL_ROWS, makeCoordinator } from './story-edits'
import { rowOf, rowsOf } from './table-steps'

const TASK = 'Верификация РПШ'
const EDITED = 'Верификация РПШ каждой школы'
const MEASURE = /^Первичное посещение кураторами/

/** A map that goes out as a file and comes back, begins from others, and keeps what was typed; one story. */
describe.runIf(hasBrowser())('a map and its files, beginnings and drafts', () => {
  let office: Office
  let mapUrl = ''
  const files = new Map<string, Got>()
  beforeAll(async () => {
    office = await openOffice({ env: { TEST_CLOCK: APPROVAL_CLOCK } })
    mapUrl = (await pasteMap(office, await office.as('coordinator'))).mapUrl
  })
  afterAll(() => office?.close())

  const upload = async (file: Upload) => {
    const page = await office.as('coordinator')
    await page.goto(`${office.url}/road-maps/import`)
    await field(page, 'Файл с таблицей').setInputFiles(file)
    await fill(page, { Программа: 'Проект «500+»', Год: '2022' })
    await pressTo(page, 'Показать, что получится', /\/import\/merge\?/)
    return page
  }

  it('goes out as Excel, Word, calendar, JSON and print', async () => {
    const page = await office.as('coordinator')
    const types = { xlsx: XLSX, docx: DOCX, ics: 'text/calendar', json: 'application/json' }
    for (const [kind, type] of Object.entries(types)) {
      const got = await get(page, `${mapUrl}/road-map.${kind}`)
      expect(got.status, kind).toBe(200)
      expect(got.type, kind).toContain(type)
      files.set(kind, got)
    }
    const calendar = files.get('ics')?.text.replace(/\r\n /g, '') ?? ''
    expect(calendar).toContain('DTSTART;VALUE=DATE:20220525')
    expect(calendar).not.toMatch(/DTSTART:\d/)
    const { sections } = JSON.parse(files.get('json')?.text ?? '{}')
    expect(sections.flatMap((section: { measures: unknown[] }) => section.measures)).toHaveLength(17)
    expect((await getPdf(page, `${mapUrl}/road-map.pdf`)).length).toBeGreaterThan(10_000)
    expect((await get(await office.as('school1'), `${mapUrl}/road-map.xlsx`)).status).toBe(404)
  })

  it('knows its own Word file, in which nothing was changed', async () => {
    const buffer = Buffer.from(files.get('docx')?.bytes ?? [])
    const page = await upload({ name: 'карта.docx', mimeType: DOCX, buffer })
    await sees(page, 'Изменений нет')
    await sees(page, 'Все мероприятия файла (17) уже стоят в карте слово в слово')
  })

  it('takes a cell edited in Excel back as an edit of that cell', async () => {
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load((files.get('xlsx')?.bytes.slice().buffer ?? new ArrayBuffer()) as ArrayBuffer)
    const cells: ExcelJS.Cell[] = []
    workbook.worksheets[0]?.eachRow((row) => row.eachCell((cell) => cell.text === TASK && cells.push(cell)))
    expect(cells).toHaveLength(1)
    for (const cell of cells) cell.value = EDITED
    const file = { name: 'карта.xlsx', mimeType: XLSX, buffer: Buffer.from(await workbook.xlsx.writeBuffer()) }
    const page = await upload(file)
    await sees(page, 'Изменено 1, новых 0, спорных 0, нет в файле 0, без изменений 16.')
    await page.setViewportSize({ width: 360, height: 800 })
    await fitsPhone(page)
    await page.setViewportSize({ width: 1280, height: 900 })
    await pressTo(page, 'Обновить карту', /\/import\/result\?/)
    await sees(page, 'Мероприятий: 1 изменено')
    await page.goto(mapUrl)
    expect(await rowsOf(page)).toEqual(ALL_ROWS.map((row) => row.map((cell) => (cell === TASK ? EDITED : cell))))
    await sees(await upload(file), 'Изменений нет')
  })

  it('asks which text stays where a row was changed in the program and in the file', async () => {
    const coordinator = await office.as('coordinator')
    await coordinator.goto(mapUrl)
    await follow(coordinator, MEASURE)
    await fill(coordinator, { Задачи: 'Своё слово программы' })
    await pressTo(coordinator, 'Сохранить', /done=saved/)
    const buffer = Buffer.from(files.get('xlsx')?.bytes ?? [])
    const page = await upload({ name: 'карта.xlsx', mimeType: XLSX, buffer })
    await sees(page, /Изменено 0, новых 0, спорных 1/)
    await page.getByRole('radio', { name: 'Как в файле' }).check()
    await pressTo(page, 'Обновить карту', /\/import\/result\?/)
    await page.goto(mapUrl)
    expect(await rowsOf(page)).toEqual(ALL_ROWS)
  })

  it('begins next year’s map, with the years of the terms moved', async () => {
    const page = await office.as('coordinator')
    await page.goto(`${office.url}/road-maps/new`)
    await follow(page, 'Из прошлого года')
    await heading(page, 'Карта из прошлого года').waitFor()
    expect(await field(page, 'Год').inputValue()).toBe('2023')
    await pressTo(page, 'Завести карту', /\/new\/result\?/)
    await sees(page, 'Годы сдвинуты в сроках: 7 мероприятий')
    await follow(page, 'Открыть карту')
    await heading(page, 'Дорожная карта 2023').waitFor()
    const moved = ALL_ROWS.map((row) => row.map((cell, column) => (column === 2 ? cell.replace('2022', '2023') : cell)))
    expect(await rowsOf(page)).toEqual(moved)
  })

  it('begins from a preset, where the rows without a term inherit one by the person’s word', async () => {
    const page = await office.as('coordinator')
    await page.goto(`${office.url}/road-maps/new`)
    await follow(page, 'Из готового образца')
    await page.getByRole('radio', { name: /^Техническое задание региона, 2021/ }).check()
    await main(page).getByRole('checkbox').check()
    await fill(page, { Год: '2024' })
    await pressTo(page, 'Завести карту', /\/new\/result\?/)
    await follow(page, 'Открыть карту')
    await heading(page, 'Дорожная карта 2024').waitFor()
    const rows = await rowsOf(page)
    expect(rows).toHaveLength(27)
    expect(new Set(rows.slice(19, 24).map((row) => row[2])).size).toBe(1)
    expect(rows[20]?.[2]).not.toBe('')
  })

  it('begins from the region’s assignment, which its municipalities see at once', async () => {
    const region = await office.as('region')
    await region.goto(`${office.url}/assignments`)
    await follow(region, 'Выдать задание')
    await field(region, 'Файл с таблицей').setInputFiles({
      name: 'задание.docx',
      mimeType: DOCX,
      buffer: Buffer.from(await assignment2021Docx()),
    })
    await fill(region, { 'Название задания': 'Задание края', Год: '2025' })
    await pressTo(region, 'Показать, что получится', /\/assignments\/preview/)
    await sees(region, 'Прочитано: 27 мероприятий.')
    await pressTo(region, 'Выдать задание', /done=added/)
    const page = await office.as('coordinator')
    await page.goto(`${office.url}/assignments`)
    await follow(page, 'Задание края')
    await follow(page, 'Начать карту')
    await heading(page, 'Карта из задания региона').waitFor()
    expect(await field(page, 'Год').inputValue()).toBe('2025')
    await pressTo(page, 'Завести карту', /\/new\/result\?/)
    await follow(page, 'Открыть карту')
    await heading(page, 'Дорожная карта 2025').waitFor()
    expect(await rowsOf(page)).toHaveLength(27)
  })

  it('takes a typical measure from the library into the chosen section', async () => {
    const page = await office.as('coordinator')
    await page.goto(mapUrl)
    await follow(page, 'Добавить из библиотеки')
    await fill(page, { Слова: 'психолого-медико-педагогической' })
    await pressTo(page, 'Показать', /\/library\?.*words=/)
    await sees(page, /Показано \d из/)
    await main(page).getByRole('checkbox').first().check()
    await choose(page, 'В какой раздел добавить', /Контрольные точки/)
    await pressTo(page, 'Добавить отмеченные', /done=added/)
    await sees(page, 'Добавлено: 1 мероприятие.')
    await page.goto(mapUrl)
    expect((await rowsOf(page)).at(-1)?.[1]).toContain('психолого-медико-педагогической')
  })

  /** Types a task into the measure in a browser of its own, waits until it is kept, and closes the browser. */
  const typeAndLeave = async (address: string, text: string) => {
    const page = await office.guest()
    await signIn(page, office.url, 'coordinator@zabaykalsk.test', office.server.password)
    await page.goto(address)
    await field(page, 'Задачи').pressSequentially(text)
    await sees(page, /Черновик сохранён в \d\d:\d\d/)
    await page.context().close()
  }

  it('brings back what was typed before the browser was closed, and meets another’s change as a conflict', async () => {
    await makeCoordinator(office, /^Дашиева/)
    const [page, other] = [await office.as('coordinator'), await office.as('curator1')]
    await page.goto(mapUrl)
    await follow(page, /^Подведение итогов реализации/)
    await heading(page, 'Мероприятие 3.5').waitFor()
    const address = page.url()
    await typeAndLeave(address, 'Собрать отчёты')
    await page.goto(address)
    await sees(page, /Есть черновик от \d\d:\d\d/)
    expect(await field(page, 'Задачи').inputValue()).toBe('')
    await follow(page, 'Показать черновик')
    await page.waitForURL(/[?&]kept=/)
    expect(await field(page, 'Задачи').inputValue()).toBe('Собрать отчёты')
    await pressTo(page, 'Сохранить', /done=saved/)
    expect(await textOf(page)).not.toContain('Есть черновик')

    await typeAndLeave(address, ' и справки')
    await other.goto(address)
    expect(await textOf(other)).not.toContain('Есть черновик')
    await fill(other, { Задачи: 'Слово другого' })
    await pressTo(other, 'Сохранить', /done=saved/)
    await page.goto(address)
    expect(await field(page, 'Задачи').inputValue()).toBe('Слово другого')
    await follow(page, 'Показать черновик')
    await page.waitForURL(/[?&]kept=/)
    await pressRefused(page, 'Сохранить')
    await sees(page, 'Оба текста')
    const text = await textOf(page)
    expect(text).toContain('Слово другого')
    expect(await field(page, 'Задачи').inputValue()).toMatch(/ и справки/)
    await page.goto(mapUrl)
    expect(spaces(await rowOf(page, 'Подведение итогов реализации').innerText())).toContain('Слово другого')
  })

  it('ran without an error, a refused script or a request elsewhere', () => {
    expect(office.troubles()).toEqual([])
  })
})
