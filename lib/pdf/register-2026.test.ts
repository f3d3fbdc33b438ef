import { expect, it } from 'vitest'
import { pdfPages, pdfText } from '@/e2e/pdf-text'
import { drawRegister } from './register-2026'

const DRAWING = { at: new Date('2022-12-30T06:00:00Z'), paperId: 'register-2022-1' }

it('prints every row of the register under a repeated header', async () => {
  const rows = Array.from({ length: 60 }, (_, index) => [
    `${index + 121}`,
    '21.04.2022',
    `Об утверждении плана ${index + 1}`,
    'Мочалов\u00A0А.В.',
  ])
  const { bytes, pages } = await drawRegister({
    ...DRAWING,
    title: 'Журнал регистрации распоряжений',
    period: 'за 2022 год',
    columns: ['№', 'Дата', 'Заголовок', 'Подписал'],
    rows,
  })
  expect(pages).toBeGreaterThan(1)
  const text = await pdfText(bytes)
  for (const [number, , title] of rows) expect(text).toContain(`${number} 21.04.2022 ${title}`)
  const [first, ...later] = await pdfPages(bytes)
  expect(first?.width).toBeGreaterThan(first?.height ?? 0)
  for (const sheet of later)
    expect(sheet.items.some((item) => item.artifact && item.text.includes('Заголовок'))).toBe(true)
})

it('says that an empty register is empty', async () => {
  const { bytes } = await drawRegister({ ...DRAWING, title: 'Журнал', period: '', columns: ['№'], rows: [] })
  expect(await pdfText(bytes)).toBe('Журнал Записей нет.')
})

it('ends with the итоговая запись of a closed year', async () => {
  const notes = ['В 2022 году в реестре 1 запись. Последний номер № 121.', 'Сдано в архив']
  const { bytes } = await drawRegister({
    ...DRAWING,
    title: 'Журнал',
    period: '',
    columns: ['№'],
    rows: [['121']],
    notes,
  })
  expect(await pdfText(bytes)).toBe(`Журнал № 121 ${notes.join(' ')}`)
})
