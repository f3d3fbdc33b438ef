import { expect, it } from 'vitest'
import { pdfPages, pdfText } from '@/e2e/pdf-text'
import { drawApprovalSheet } from './approval-sheet-2026'
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

it('names in the approval sheet the act, the persons and what they decided', async () => {
  const { bytes, pages } = await drawApprovalSheet({
    ...DRAWING,
    act: 'Распоряжение от 21\u00A0апреля 2022\u00A0г. №\u00A0121',
    actTitle: 'Об утверждении Дорожной карты',
    rows: [
      {
        post: 'Юрист',
        name: 'Петрова Е.С.',
        decision: 'Согласовано с замечаниями',
        date: '20.04.2022',
        remarks: 'Замечания прилагаются',
      },
    ],
  })
  expect(pages).toBe(1)
  const text = (await pdfText(bytes)).replace(/\s+/g, ' ')
  for (const part of [
    'ЛИСТ СОГЛАСОВАНИЯ',
    'от 21 апреля 2022 г. № 121',
    'Юрист',
    'Петрова Е.С.',
    'Согласовано с замечаниями',
    '20.04.2022',
    'Замечания прилагаются',
  ]) {
    expect(text).toContain(part)
  }
})
