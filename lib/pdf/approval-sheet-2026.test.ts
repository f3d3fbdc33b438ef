import { expect, it } from 'vitest'
import { pdfText } from '@/e2e/pdf-text'
import { approvalSheet, type SheetFacts } from '@/lib/approval/sheet'
import { comparable } from '@/lib/shared/text'
import { drawApprovalSheet } from './approval-sheet-2026'

const ZONE = 'Asia/Chita'
const at = (time: string) => new Date(`2022-04-${time}:00Z`)
const task = {
  title: 'Юрист',
  name: 'Петрова\u00A0Е.С.',
  decidedBy: '',
  decidedById: 'lawyer',
  decision: 'approve_with_remarks' as const,
  decidedAt: at('20T03:00'),
  reason: 'уточнить срок',
  userId: 'lawyer',
}
const round = {
  number: 2,
  state: 'signed' as const,
  fingerprint: 'f'.repeat(64),
  note: 'срочно',
  sentBy: 'Иванова\u00A0Н.Г.',
  sentAt: at('19T02:00'),
  endedAt: at('21T02:00'),
  endReason: '',
  stages: [
    {
      name: 'Юрист',
      tasks: [
        task,
        {
          ...task,
          userId: 'finance',
          decidedById: 'deputy',
          name: 'Сидоров\u00A0П.П.',
          title: 'Финансист',
          decidedBy: 'Козлова\u00A0А.А.',
          decision: 'approve' as const,
          reason: '',
        },
      ],
    },
  ],
  remarks: [
    { authorId: 'lawyer', author: 'Петрова\u00A0Е.С.', measure: '3.2', text: 'уточнить срок', answer: 'уточнён' },
    { authorId: 'deputy', author: 'Козлова\u00A0А.А.', measure: undefined, text: 'нет сметы', answer: null },
  ],
}
const facts: SheetFacts = {
  kind: 'directive',
  title: 'Об утверждении Дорожной карты',
  entry: { number: 121, suffix: '', date: '2022-04-21', state: 'registered' },
  rounds: [
    {
      ...round,
      number: 1,
      state: 'returned',
      endReason: 'не то',
      remarks: [],
      stages: [{ name: '', tasks: [{ ...task, decision: 'return', reason: 'уточнить точку' }] }],
    },
    round,
  ],
  signature: {
    kind: 'electronic',
    post: 'Исполняющий обязанности главы',
    name: 'П.И.\u00A0Смирнов',
    principal: 'Мочалов\u00A0А.В.',
    signedAt: at('21T02:00'),
    certificate: {
      serial: '0A1B',
      owner: 'Смирнов Пётр Иванович',
      validFrom: '01.01.2022',
      validTo: '01.01.2023',
      test: true,
    },
    stampedAt: at('21T02:01'),
  },
}

async function textOf(which: 'last' | 'all', given = facts) {
  const sheet = approvalSheet(given, ZONE, which)
  if (!sheet) throw new Error('There is no sheet.')
  const { bytes } = await drawApprovalSheet({ sheet, at: at('21T02:00'), paperId: 'approval-sheet-1' })
  return comparable(await pdfText(bytes))
}

it('names the act, who decided for whom, when, and what was remarked and answered', async () => {
  const text = await textOf('last')
  for (const part of [
    'ЛИСТ СОГЛАСОВАНИЯ',
    'Распоряжение от 21 апреля 2022 г. № 121',
    'Юрист Петрова Е.С. Согласовано с замечаниями 20.04.2022 Замечания прилагаются (1)',
    'Финансист Козлова А.А. (за: Сидоров П.П.) Согласовано 20.04.2022 Замечания прилагаются (2)',
    '1. Петрова Е.С., к мероприятию 3.2: уточнить срок Ответ автора: уточнён',
    '2. Козлова А.А.: нет сметы Ответа автора нет.',
    `Отпечаток текста (SHA-256): ${'f'.repeat(64)}`,
  ])
    expect(text).toContain(part)
  expect(text).not.toContain('уточнить точку')
})

it('says how the act was signed, for whom, by which certificate and when by the stamp', async () => {
  const text = await textOf('last')
  for (const part of [
    'Подписал: Исполняющий обязанности главы П.И. Смирнов (за: Мочалов А.В.)',
    'с усиленной неквалифицированной подписью',
    'Сертификат: 0A1B, владелец Смирнов Пётр Иванович, действителен с 01.01.2022 по 01.01.2023, тестовый',
    'Метка времени: 21.04.2022, 11:01 (2022-04-21 02:01:00 UTC)',
    'Реестр: № 121 от 21.04.2022',
  ])
    expect(text).toContain(part)
  const unstamped = { ...facts, signature: facts.signature && { ...facts.signature, stampedAt: null } }
  expect(await textOf('last', unstamped)).toContain('Метка времени: нет')
})

it('shows every round when asked, with the reason of a return', async () => {
  const text = await textOf('all')
  expect(text.indexOf('Круг 1')).toBeLessThan(text.indexOf('Круг 2'))
  expect(text).toContain('Возвращено на доработку 20.04.2022 уточнить точку')
  expect(text).toContain('Итог: возвращено на доработку 21.04.2022, 11:00. не то')
})

it('is not there before the act was sent', () => {
  expect(approvalSheet({ ...facts, rounds: [] }, ZONE, 'all')).toBeNull()
})
