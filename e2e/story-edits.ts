import { expect, it } from 'vitest'
import { ORDER_121_SECTIONS } from '@/lib/road-map/fixtures/order-121-2022.expected'
import {
  field,
  fill,
  follow,
  get,
  heading,
  leadsTo,
  type Office,
  press,
  pressRefused,
  pressTo,
  sees,
  spaces,
  textOf,
} from './office'
import { addRow, addSection, rowOf, rowsOf, sectionRow } from './table-steps'

export const TITLE = 'Участие в консультациях в режиме ВКС'
export const ALL_ROWS = ORDER_121_SECTIONS.flatMap((section) => section.rows.map((row) => row.map(spaces)))

/** Gives the person the coordinator's role as well: then two may edit one map. */
export async function makeCoordinator(office: Office, name: RegExp): Promise<void> {
  const admin = await office.as('admin')
  await admin.goto(`${office.url}/people`)
  await follow(admin, name)
  await follow(admin, 'Добавить роль')
  await admin.getByRole('radio', { name: 'Муниципальный координатор' }).check()
  await pressTo(admin, 'Добавить роль', /done=role/)
}

/** Changes the map in every way and changes it back: after these steps it says what was pasted. */
export function editSteps(at: () => { office: Office; mapUrl: string }): void {
  it('lets sections and measures be added, changed, moved, deleted and restored', async () => {
    const { office, mapUrl } = at()
    const page = await office.as('coordinator')
    await page.goto(mapUrl)
    await addSection(page, '4', 'Проба')
    await addRow(page, 'Проба', { Мероприятие: 'Первая проба', Срок: 'май' })
    await addRow(page, 'Проба', { Мероприятие: 'Вторая проба' })
    await rowOf(page, 'Вторая проба').getByRole('button', { name: /^Выше/ }).click()
    await expect
      .poll(async () => (await rowsOf(page)).slice(-2).map((row) => row[1]))
      .toEqual(['Вторая проба', 'Первая проба'])
    await page.waitForLoadState()
    await leadsTo(page, rowOf(page, 'Вторая проба').getByRole('button', { name: /^Удалить/ }), /done=deleted/)
    await sees(page, 'Вернуть можно в «Удалённом»')
    expect(await rowOf(page, 'Вторая проба').count()).toBe(0)
    await follow(page, 'Удалённое')
    await pressTo(page, /^Восстановить: .*Вторая проба/, /done=restored/)
    await page.goto(mapUrl)
    await sees(page, 'Вторая проба')
    await follow(page, 'Первая проба')
    await fill(page, { Срок: 'до 1 июня' })
    await pressTo(page, 'Сохранить', /done=saved/)
    expect(await field(page, 'Срок').inputValue()).toBe('до 1 июня')
    await fill(page, { Срок: 'до 2 июня' })
    await press(page, 'Сохранить')
    await expect.poll(async () => (await get(page, page.url())).text).toContain('до 2 июня')
    await sees(page, 'Сохранено.')
    await fill(page, { Срок: 'до 3 июня' })
    await press(page, 'Сохранить')
    await expect.poll(async () => (await get(page, page.url())).text).toContain('до 3 июня')
  })

  it('edits a section as one table', async () => {
    const { office, mapUrl } = at()
    const page = await office.as('coordinator')
    await page.goto(mapUrl)
    await sectionRow(page, 'Проба').getByRole('link', { name: 'Править таблицей' }).click()
    await fill(page, {
      'Название раздела': 'Проба таблицей',
      'Исполнители, строка 2': 'Школы',
      'Мероприятие, строка 3': 'Третья проба',
    })
    await pressTo(page, 'Сохранить раздел', /done=saved/)
    await sees(page, 'Проба таблицей')
    expect((await rowsOf(page)).slice(-2).map((row) => [row[1], row[3]])).toEqual([
      ['Первая проба', 'Школы'],
      ['Третья проба', ''],
    ])
    await leadsTo(page, sectionRow(page, 'Проба таблицей').getByRole('button', { name: /^Удалить/ }), /done=deleted/)
    expect(await rowsOf(page)).toEqual(ALL_ROWS)
  })

  it('shows both texts to the second of two people who edit the same measure, and loses neither', async () => {
    const { office, mapUrl } = at()
    await makeCoordinator(office, /^Дашиева/)
    const [first, second] = [await office.as('coordinator'), await office.as('curator1')]
    for (const page of [first, second]) {
      await page.goto(mapUrl)
      await follow(page, new RegExp(TITLE))
      await heading(page, /^Мероприятие/).waitFor()
    }
    await fill(first, { Исполнители: 'Только координатор' })
    await pressTo(first, 'Сохранить', /done=saved/)
    await fill(second, { Исполнители: 'Только кураторы' })
    await pressRefused(second, 'Сохранить')
    await sees(second, 'Оба текста')
    expect(await textOf(second)).toContain('Только координатор')
    expect(await field(second, 'Исполнители').inputValue()).toBe('Только кураторы')
    await fill(second, { Исполнители: 'Муниципальный координатор, Кураторы проекта, Руководители ОУ' })
    await pressTo(second, 'Сохранить', /done=saved/)
    await second.goto(mapUrl)
    expect(await rowsOf(second)).toEqual(ALL_ROWS)
  })
}
