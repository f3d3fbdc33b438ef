import { describe, expect, it } from 'vitest'
import { frozenContent } from '@/db/testing/review-scene'
import { consolidatedReport } from '@/lib/report/consolidated'
import { percentOf } from '@/lib/report/consolidated-figures'
import type { Figure } from '@/lib/report/consolidated-shape'
import type { ReportContent } from '@/lib/report/content'
import type { MatrixCell } from '@/lib/report/matrix'

const stage = { id: 'may', name: 'Май', isFinal: false, dueDate: '2026-05-31', opensOn: null, locksOn: null }

const cell = (school: string, more: Partial<MatrixCell> = {}, lateDays = 0): MatrixCell => ({
  stageId: 'may',
  school: { id: school, name: school },
  curator: { id: 'k', name: 'Дашиева Б.Ц.' },
  report: {
    id: `r-${school}`,
    programmeId: 'p',
    stageId: 'may',
    school: { id: school, name: school },
    curator: { id: 'k', name: 'Дашиева Б.Ц.' },
    state: 'accepted',
    unlockedTo: null,
    sent: {
      versionId: school,
      number: 2,
      isSigned: true,
      firstAt: new Date('2026-05-20T02:00:00Z'),
      lastAt: new Date('2026-05-22T02:00:00Z'),
      lateDays,
    },
  },
  standing: 'accepted',
  isExpected: true,
  lateDays,
  ...more,
})
const missing = (school: string) => cell(school, { report: null, standing: 'none', lateDays: 3 })

/** Content with other answers in the conclusions. */
function answering(answers: Record<string, string>): ReportContent {
  const content = frozenContent()
  return {
    ...content,
    sections: content.sections.map((section) => ({
      ...section,
      answers: section.answers.map((answer) => ({ ...answer, text: answers[answer.question] ?? answer.text })),
    })),
  }
}
const made = (cells: MatrixCell[], contents: Record<string, ReportContent>) =>
  consolidatedReport({
    programme: 'Проект «500+»',
    year: 2026,
    municipality: 'Забайкальский район',
    stage,
    standing: 'late',
    cells,
    contents: new Map(Object.entries(contents)),
    today: '2026-06-03',
    zone: 'Asia/Chita',
  })
const figuresOf = (report: ReturnType<typeof made>, id: string): Figure[] =>
  report.sections.find((one) => one.id === id)?.parts.flatMap((part) => ('figure' in part ? [part.figure] : [])) ?? []
const wordsOf = (report: ReturnType<typeof made>, id: string) => figuresOf(report, id).map((one) => one.words)

describe('the district’s report of a stage', () => {
  const report = made([cell('А'), cell('Б', {}, 3), missing('В')], {
    А: frozenContent(),
    Б: answering({ dynamics: 'отрицательная', help: '' }),
  })

  it('says who sent, in time or late, and who did not, with their names', () => {
    expect(wordsOf(report, 'sent')).toEqual([
      'Отправлено отчётов: 2 из 3',
      'Не отправлено: 1 из 3',
      'Отправлено в срок: 1 из 2',
      'Отправлено с опозданием: 1 из 2',
      'Принято: 2 из 2',
    ])
    expect(figuresOf(report, 'sent')[1]?.rows).toEqual([{ text: 'В (Дашиева Б.Ц.)', href: null }])
    expect(figuresOf(report, 'sent')[3]?.rows).toEqual([
      { text: 'Б (Дашиева Б.Ц.)', href: '/reports/r-Б/history?version=2' },
    ])
  })

  it('counts dynamics with the schools behind each', () => {
    expect(figuresOf(report, 'dynamics').map(({ words, rows }) => [words, rows.map((row) => row.text)])).toEqual([
      ['Динамика положительная: 1 из 2', ['А (Дашиева Б.Ц.)']],
      ['Динамика без изменений: 0 из 2', []],
      ['Динамика отрицательная: 1 из 2', ['Б (Дашиева Б.Ц.)']],
    ])
  })

  it('counts visits, factors and measures of the frozen versions, each figure by its rows', () => {
    expect(wordsOf(report, 'visits')).toContain('Посещения, первичное, очно: 2 из 4')
    expect(wordsOf(report, 'factors')).toEqual([
      'Активировано факторов: 2 из 4',
      'Проверено куратором: 4 из 4',
      'Значимость изменилась после проверки: 2 из 4',
    ])
    expect(figuresOf(report, 'factors')[2]?.rows[0]).toEqual({
      text: 'А (Дашиева Б.Ц.): Низкий уровень оснащения школы: средняя → низкая',
      href: '/reports/r-А/history?version=2#factors',
    })
    expect(wordsOf(report, 'measures')).toEqual(['Выполнено: 2 из 4', 'Не наступил срок: 2 из 4'])
    for (const id of ['visits', 'factors', 'measures', 'dynamics'])
      for (const { words, rows } of figuresOf(report, id))
        expect(Number(/: (\d+) из/.exec(words)?.[1]), words).toBe(rows.length)
  })

  it('counts a school’s records once, as the last of its curators sent them', () => {
    const content = frozenContent()
    const other = cell('А', { curator: { id: 'л', name: 'Лыгденова Д.Ж.' } })
    const later = { ...other, report: other.report && { ...other.report, id: 'r-А-2' } }
    if (later.report?.sent)
      later.report.sent = { ...later.report.sent, versionId: 'А-2', lastAt: new Date('2026-05-29T02:00:00Z') }
    const both = made([cell('А'), later], { А: content, 'А-2': content })
    const one = made([cell('А')], { А: content })
    for (const id of ['visits', 'factors', 'measures']) expect(wordsOf(both, id), id).toEqual(wordsOf(one, id))
    expect(figuresOf(both, 'factors')[0]?.rows.map((row) => row.href)).toEqual([
      '/reports/r-А-2/history?version=2#factors',
    ])
    const captions = (report: typeof both) =>
      report.sections.find((part) => part.id === 'documents')?.parts.map((part) => 'caption' in part && part.caption)
    expect([captions(one), captions(both)]).toEqual([
      ['ДПП и вебинары: 1\u00A0запись'],
      ['ДПП и вебинары: 2\u00A0записи'],
    ])
  })

  it('tells problems and help wanted by school, in the curators’ own words', () => {
    const answers = report.sections.find((one) => one.id === 'answers')?.parts ?? []
    expect(answers).toContainEqual({
      caption: 'Что мешало: ответили 2 из 2',
      headers: ['Школа', 'Ответ'],
      rows: [
        { cells: ['А (Дашиева Б.Ц.)', 'Далеко до района.'], href: '/reports/r-А/history?version=2#conclusions' },
        { cells: ['Б (Дашиева Б.Ц.)', 'Далеко до района.'], href: '/reports/r-Б/history?version=2#conclusions' },
      ],
    })
    expect(answers).toContainEqual(
      expect.objectContaining({ caption: 'Какая помощь нужна от муниципалитета или региона: ответили 1 из 2' }),
    )
  })

  it('counts a factor that nobody verified as such, and what the second diagnosis changed', () => {
    const content = frozenContent()
    const cells = [
      ['Дефицит', 'высокая', 'не проверен', 'да', '', ''],
      ['Оснащение', 'средняя', 'высокая', 'да', '', 'вторая диагностика: низкая\nКабинет открыт'],
    ]
    const november = {
      ...content,
      sections: content.sections.map((section) =>
        section.code === 'factors'
          ? {
              ...section,
              facts: cells.map((one) => ({
                cells: one,
                origin: { kind: 'typed' as const, id: one[0] ?? '', label: '' },
              })),
            }
          : section,
      ),
    }
    const report = made([cell('А')], { А: november })
    expect(wordsOf(report, 'factors')).toEqual([
      'Активировано факторов: 2 из 2',
      'Проверено куратором: 1 из 2',
      'Значимость изменилась после проверки: 1 из 1',
      'Значимость изменилась по второй диагностике: 1 из 1',
    ])
    expect(figuresOf(report, 'factors')[3]?.rows[0]?.text).toBe('А (Дашиева Б.Ц.): Оснащение: высокая → низкая')
  })

  it('of nobody’s reports says who did not send and nothing else', () => {
    const empty = made([missing('А')], {})
    expect(empty.sections.map((section) => section.id)).toEqual(['sent'])
    expect(wordsOf(empty, 'sent')).toEqual(['Отправлено отчётов: 0 из 1', 'Не отправлено: 1 из 1'])
  })

  it('reads a version sent under other columns without inventing figures', () => {
    const content = frozenContent()
    const other = {
      ...content,
      sections: content.sections.map((section) => ({ ...section, columns: section.columns.map((name) => `${name}*`) })),
    }
    expect(wordsOf(made([cell('А')], { А: other }), 'factors')).toEqual([
      'Активировано факторов: 0 из 2',
      'Проверено куратором: 0 из 2',
    ])
  })
})

it('fewer than five units are counted, not divided', () => {
  expect([percentOf(2, 4), percentOf(11, 13), percentOf(0, 5)]).toEqual(['', ' (84,6\u00A0%)', ' (0\u00A0%)'])
})
