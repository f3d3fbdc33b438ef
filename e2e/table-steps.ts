import type { Locator, Page } from 'playwright-core'
import { fill, follow, main, pressTo, spaces } from './office'

/** The measures of the table on the page, each as its cells; the column of buttons is left out. */
export async function rowsOf(page: Page): Promise<string[][]> {
  const rows = await main(page)
    .locator('tbody tr:has(> td)')
    .evaluateAll((found) =>
      found.map((row) =>
        [...row.querySelectorAll('td:not(.no-print)')].map((cell) => {
          const copy = cell.cloneNode(true) as HTMLElement
          for (const note of copy.querySelectorAll('.under')) note.remove()
          return copy.textContent ?? ''
        }),
      ),
    )
  return rows.map((row) => row.map(spaces))
}

export const rowOf = (page: Page, text: string): Locator => main(page).locator('tr:has(> td)').filter({ hasText: text })

/** The heading row of a section. */
export const sectionRow = (page: Page, title: string): Locator =>
  main(page).locator('tr.part').filter({ hasText: title })

export async function addSection(page: Page, number: string, title: string): Promise<void> {
  await follow(page, 'Добавить раздел')
  await fill(page, { 'Номер раздела': number, 'Название раздела': title })
  await pressTo(page, 'Добавить раздел', /done=added/)
}

export async function addRow(page: Page, section: string, cells: Record<string, string>): Promise<void> {
  await sectionRow(page, section).getByRole('link', { name: 'Добавить мероприятие' }).click()
  await fill(page, cells)
  await pressTo(page, 'Добавить мероприятие', /done=added/)
  await rowOf(page, cells.Мероприятие ?? '').waitFor()
}
