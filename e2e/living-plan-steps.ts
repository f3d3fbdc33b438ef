import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { field, fill, heading, leadsTo, main, type Office, press, spaces } from './office'
import { rowOf } from './table-steps'

export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
export type Upload = { name: string; mimeType: string; buffer: Buffer }

/** What the old Word's files begin with, and the name of their main stream. */
export const OLD_DOC: Upload = {
  name: 'план.doc',
  mimeType: 'application/msword',
  buffer: Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.alloc(504),
    Buffer.from('WordDocument', 'utf16le'),
  ]),
}

/** Sends a file to the import; what it led to is awaited by the caller. */
export async function uploadPlan(office: Office, page: Page, file: Upload, year = '2022'): Promise<void> {
  await page.goto(`${office.url}/road-maps/import`)
  await field(page, 'Файл с таблицей').setInputFiles(file)
  await fill(page, { Программа: 'Проект «500+»', Год: year })
  await press(page, 'Показать, что получится')
}

/** «Мои дела»: the lines of each group that is shown. */
export async function workOf(office: Office, page: Page): Promise<Record<string, string[]>> {
  await page.goto(`${office.url}/`)
  await heading(page, 'Мои дела').waitFor()
  const groups = await main(page)
    .locator('section.group')
    .evaluateAll((found) =>
      found.map((group) => [
        group.querySelector('h2')?.textContent ?? '',
        [...group.querySelectorAll('li')].map((line) => line.textContent ?? ''),
      ]),
    )
  return Object.fromEntries(
    (groups as [string, string[]][]).map(([title, lines]) => [spaces(title), lines.map(spaces)]),
  )
}

/** Opens the execution of a measure from the table of the plan. */
export async function openExecution(page: Page, mapUrl: string, title: string): Promise<void> {
  await page.goto(`${mapUrl}/execution`)
  await leadsTo(page, rowOf(page, title).getByRole('link', { name: title }), /\/execution\/[0-9a-f-]{36}/)
  await heading(page, /^Мероприятие/).waitFor()
}

/** The page is read on a phone without moving it sideways. */
export async function fitsPhone(page: Page): Promise<void> {
  const [width, seen] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ])
  expect(width, page.url()).toBeLessThanOrEqual(seen as number)
}
