import { describe, expect, it } from 'vitest'
import { DEFAULT_PROFILE } from '@/lib/order/document'
import { SECTION_COLUMNS } from '@/lib/report/columns'
import type { ReportContent } from '@/lib/report/content'
import { reportDocument } from '@/lib/report/document'
import { changedFacts, typedFact, visitFact } from '@/lib/report/facts'
import { DEFAULT_REPORT_FORM } from '@/lib/report/form'
import { findQuestion, missingAnswers, questionsOf, sectionStanding } from '@/lib/report/progress'
import { answerSchema, MOST_ANSWER, rowSchema, typedAtField } from '@/lib/report/schema'

const id = '7f3a9c21-0c5e-4b1f-9a3e-2f5b8c1d6e72'

describe('the form', () => {
  it('asks the questions of November at the last stage only', () => {
    const codes = (isFinal: boolean) =>
      questionsOf(DEFAULT_REPORT_FORM, 'conclusions', isFinal).map((question) => question.code)
    expect(codes(true)).toEqual([...codes(false), 'leaving', 'next_year'])
    expect(findQuestion(DEFAULT_REPORT_FORM, 'leaving', false)).toBeUndefined()
    expect(findQuestion(DEFAULT_REPORT_FORM, 'leaving', true)?.section).toBe('conclusions')
  })

  it('misses a required answer that is blank, and no other', () => {
    const given = new Map([
      ['worked', 'да'],
      ['difficulties', ' \u00A0\n'],
      ['dynamics', 'положительная'],
    ])
    expect(missingAnswers(DEFAULT_REPORT_FORM, false, given).map(({ question }) => question.code)).toEqual([
      'difficulties',
      'recommendations',
    ])
  })

  it('has a word for every standing of a section; the person’s own word comes first', () => {
    const of = (isDone: boolean, hasRemarks: boolean, hasTyped: boolean) =>
      sectionStanding({ isDone, hasRemarks, hasTyped })
    expect([of(false, false, false), of(false, false, true), of(false, true, true), of(true, true, true)]).toEqual([
      'not_begun',
      'in_work',
      'remarks',
      'done',
    ])
  })
})

describe('what a form may send', () => {
  it('takes an answer of 20,000 letters as typed, and not one more', () => {
    const of = (text: string) => answerSchema.safeParse({ reportId: id, question: 'worked', text, revision: '0' })
    expect(of(` ${'я'.repeat(MOST_ANSWER - 1)}`).data?.text.startsWith(' я')).toBe(true)
    expect(of('я'.repeat(MOST_ANSWER + 1)).error?.issues[0]?.message).toContain('не больше')
    expect(of('и\u0306').data?.text).toBe('й')
  })

  it('takes a row of as many cells as the section has columns, and not an empty one', () => {
    const of = (cells: string[]) => rowSchema.safeParse({ reportId: id, section: 'training', revision: '0', cells })
    expect(of(['Вебинар', '', '', '', '']).success).toBe(true)
    expect(of(['Вебинар']).success).toBe(false)
    expect(of(['', ' ', '', '', '']).error?.issues[0]?.path).toEqual(['cells'])
    expect(rowSchema.safeParse({ reportId: id, section: 'visits', revision: 0, cells: ['x'] }).success).toBe(false)
  })

  it('takes any clock of a device, and nothing that is no instant', () => {
    expect(typedAtField.parse('2026-05-12T03:00:00Z')).toEqual(new Date('2026-05-12T03:00:00Z'))
    expect(typedAtField.parse('вчера')).toBeNull()
    expect(typedAtField.parse('')).toBeNull()
  })
})

const visit = {
  id,
  heldOn: '2026-03-18',
  kind: 'first' as const,
  form: 'onsite' as const,
  aim: 'Верификация',
  participants: 'директор',
  found: '',
  recommendations: [
    { text: 'Найти физика', due: '2026-06-01', state: 'done' as const },
    { text: 'Обновить сайт', due: null, state: 'not_done' as const },
    { text: 'Снято', due: null, state: 'withdrawn' as const },
  ],
}

describe('facts', () => {
  it('of a visit say what was recommended, by when, done or not; a withdrawn recommendation is not told', () => {
    const { cells, origin } = visitFact(visit)
    expect(cells).toHaveLength(SECTION_COLUMNS.visits.length)
    expect(cells[5]).toBe('1) Найти физика — до 01.06.2026, выполнена\n2) Обновить сайт — без срока, не выполнена')
    expect(origin).toMatchObject({ href: `/visits/${id}` })
  })

  it('say what is new and what changed since an earlier report', () => {
    const before = [visitFact(visit), typedFact({ id: 'a', cells: ['60'] })]
    const now = [
      visitFact({ ...visit, found: 'Иначе' }),
      typedFact({ id: 'a', cells: ['60'] }),
      typedFact({ id: 'b', cells: [''] }),
    ]
    expect([...changedFacts(before, now)]).toEqual([
      [id, 'changed'],
      ['b', 'new'],
    ])
  })
})

const content: ReportContent = {
  shape: 1,
  title: 'Отчёт куратора',
  programme: 'Проект «500+»',
  year: 2026,
  stage: '1 этап',
  isFinal: false,
  stageMonth: 'мая',
  municipality: 'Забайкальский район',
  school: 'МОУ СОШ № 1',
  curator: { name: 'Дашиева Баирма Цыреновна', post: 'методист', workplace: '' },
  from: null,
  to: '2026-05-31',
  basis: '',
  sections: [
    { code: 'visits', title: 'Посещения', columns: ['Дата'], facts: [], answers: [] },
    {
      code: 'indicators',
      title: 'Показатели',
      columns: ['Показатель'],
      facts: [typedFact({ id: 'a', cells: ['Успеваемость'] })],
      answers: [{ question: 'indicators_note', label: 'Что добавить', text: ' ' }],
    },
    {
      code: 'conclusions',
      title: 'Выводы',
      columns: [],
      facts: [],
      answers: [{ question: 'worked', label: 'Что получилось', text: 'Планы' }],
    },
  ],
  paper: {
    profile: DEFAULT_PROFILE,
    place: 'пгт',
    sentOn: '2026-05-12',
    signer: 'Б.Ц.\u00A0Дашиева',
    zone: 'Asia/Chita',
  },
}

describe('the paper', () => {
  const draw = (mark: Parameters<typeof reportDocument>[1]['mark'] = null, number = 1) =>
    reportDocument(content, { receipt: 7, number, sentAt: '12.05.2026, 12:00', mark })

  it('says that there were no records, marks what was typed, and leaves out what was not answered', () => {
    const { sections } = draw()
    expect(sections.slice(0, 3)).toEqual([
      { heading: '1. Посещения', parts: [{ text: 'Записей за период нет.' }] },
      {
        heading: '2. Показатели',
        parts: [
          {
            caption: 'Введено куратором',
            table: { headers: ['Показатель'], sections: [{ heading: '', rows: [['Успеваемость']] }] },
          },
        ],
      },
      { heading: '3. Выводы', parts: [{ question: 'Что получилось', answer: 'Планы' }] },
    ])
  })

  it('leaves room for the director and the coordinator where a hand signs, and bears the mark where a key does', () => {
    const mark = { serial: '0A', owner: 'Дашиева', validFrom: '', validTo: '', test: true }
    expect(JSON.stringify(draw().sections.at(-1))).toContain('ознакомлен(а)')
    const signed = draw(mark, 2)
    expect(signed.signature).toEqual({ post: 'Куратор', name: 'Б.Ц.\u00A0Дашиева', mark })
    expect(JSON.stringify(signed.sections.at(-1))).not.toContain('Подпись, фамилия')
    expect(signed.facts.at(-1)?.value).toBe('12.05.2026, 12:00; квитанция №\u00A07, версия 2')
  })
})
