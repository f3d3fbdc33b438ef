import type { StageStanding } from '@/lib/programme/stage'
import { factorsParts, factsParts, measuresParts, visitsParts } from '@/lib/report/consolidated-facts'
import { answered, figure, percentOf, type Sent, sourceOf } from '@/lib/report/consolidated-figures'
import type { ConsolidatedPart, ConsolidatedReport } from '@/lib/report/consolidated-shape'
import type { ReportContent } from '@/lib/report/content'
import { countedCells, isAccepted, isSent, type MatrixCell, missingCells, type StageRow } from '@/lib/report/matrix'
import { cellName, STANDING_LABELS, sayLate } from '@/lib/report/matrix-words'
import { REPORT_SECTIONS, type ReportSectionCode } from '@/lib/report/rules'
import { type LocalDate, localDate, shortDate } from '@/lib/shared/dates'
import { isBlank } from '@/lib/shared/text'

/**
 * The district's report of a stage (domain §4, §7): ready words made of the frozen versions alone. Every figure carries the rows that
 * it was counted from.
 */

export type ConsolidatedInput = {
  programme: string
  year: number
  municipality: string
  stage: StageRow
  standing: StageStanding
  cells: MatrixCell[]
  /** Of the last sent versions, by the version's id. */
  contents: ReadonlyMap<string, ReportContent>
  today: LocalDate
  zone: string
}

export function consolidatedReport(input: ConsolidatedInput): ConsolidatedReport {
  const { stage, cells, contents, zone } = input
  const sent = cells.flatMap((cell): Sent[] => {
    const content = cell.report?.sent ? contents.get(cell.report.sent.versionId) : undefined
    return cell.report?.sent && content
      ? [
          {
            name: cellName(cell),
            school: cell.school,
            sentAt: cell.report.sent.lastAt,
            reportId: cell.report.id,
            version: cell.report.sent.number,
            content,
          },
        ]
      : []
  })
  return {
    programme: input.programme,
    year: input.year,
    stage: stage.name,
    municipality: input.municipality,
    madeOn: input.today,
    facts: [
      { label: 'Программа', value: `${input.programme}, ${input.year} год` },
      { label: 'Этап', value: stage.dueDate ? `${stage.name}, срок ${shortDate(stage.dueDate)}` : stage.name },
      { label: 'Муниципалитет', value: input.municipality },
      { label: 'Составлен', value: `${shortDate(input.today)}, по последним отправленным версиям отчётов` },
    ],
    sections: [
      { id: 'sent', heading: '1. Кто отчитался', parts: sentParts(cells, zone) },
      ...(sent.length === 0
        ? []
        : [
            { id: 'visits', heading: '2. Посещения', parts: visitsParts(sent) },
            { id: 'factors', heading: '3. Факторы риска', parts: factorsParts(sent) },
            { id: 'measures', heading: '4. Мероприятия школьных программ', parts: measuresParts(sent) },
            { id: 'documents', heading: '5. Документы, показатели, обучение', parts: factsParts(sent) },
            { id: 'dynamics', heading: '6. Динамика школ', parts: dynamicsParts(sent) },
            { id: 'answers', heading: '7. Выводы, трудности и помощь', parts: answersParts(sent) },
          ]),
    ],
  }
}

function sentParts(cells: MatrixCell[], zone: string): ConsolidatedPart[] {
  const counted = countedCells(cells)
  if (counted.length === 0)
    return [{ text: 'Отчётов на этом этапе никто не должен: за школами не закреплены кураторы.' }]
  const rowOf = (cell: MatrixCell) => ({ text: cellName(cell), href: cell.report?.sent ? hrefOf(cell) : null })
  const part = (label: string, found: MatrixCell[], of = counted.length): ConsolidatedPart => ({
    figure: figure(label, found.length, of, found.map(rowOf)),
  })
  const sent = counted.filter(isSent)
  const missing = missingCells(cells)
  const nobody = cells.filter((cell) => cell.curator === null)
  return [
    part('Отправлено отчётов', sent),
    ...(missing.length > 0 ? [part('Не отправлено', missing)] : []),
    ...(sent.length > 0
      ? [
          part(
            'Отправлено в срок',
            sent.filter((cell) => cell.lateDays === 0),
            sent.length,
          ),
          part(
            'Отправлено с опозданием',
            sent.filter((cell) => cell.lateDays > 0),
            sent.length,
          ),
          part('Принято', sent.filter(isAccepted), sent.length),
        ]
      : []),
    ...(nobody.length > 0
      ? [
          {
            figure: {
              words: `Школы без куратора на день срока: ${nobody.length}`,
              rows: nobody.map(rowOf),
              isWhole: false,
            },
          },
        ]
      : []),
    {
      caption: 'Отчёты по школам',
      headers: ['Школа', 'Куратор', 'Состояние', 'Отправлен', 'Опоздание'],
      rows: counted.map((cell) => ({
        cells: [
          cell.school.name,
          cell.curator?.name ?? '',
          STANDING_LABELS[cell.standing],
          cell.report?.sent ? shortDate(localDate(cell.report.sent.firstAt, zone)) : '—',
          cell.report?.sent ? sayLate(cell.lateDays) || 'в срок' : '—',
        ],
        href: cell.report?.sent ? hrefOf(cell) : null,
      })),
    },
  ]
}

const hrefOf = (cell: MatrixCell): string => `/reports/${cell.report?.id}/history?version=${cell.report?.sent?.number}`

/** «положительная: 2 из 3», each with its schools; an answer that the form did not offer stands under its own words. */
function dynamicsParts(sent: Sent[]): ConsolidatedPart[] {
  const groups = new Map<string, Sent[]>([
    ['положительная', []],
    ['без изменений', []],
    ['отрицательная', []],
  ])
  const silent: Sent[] = []
  for (const one of sent) {
    const text = answered(one, 'conclusions', 'dynamics')?.text.trim() ?? ''
    if (isBlank(text)) silent.push(one)
    else groups.set(text, [...(groups.get(text) ?? []), one])
  }
  const parts = [...groups].map(([words, found]) => ({
    figure: figure(
      `Динамика ${words}`,
      found.length,
      sent.length,
      found.map((one) => sourceOf(one, 'conclusions')),
    ),
  }))
  return silent.length === 0
    ? parts
    : [
        ...parts,
        {
          figure: figure(
            'Динамика не указана',
            silent.length,
            sent.length,
            silent.map((one) => sourceOf(one, 'conclusions')),
          ),
        },
      ]
}

/** Every question that somebody answered, in the order of the report, with the answers by school. */
function answersParts(sent: Sent[]): ConsolidatedPart[] {
  const parts = REPORT_SECTIONS.toReversed().flatMap((code) => questionsOf(sent, code))
  return parts.length > 0 ? parts : [{ text: 'Кураторы ничего не написали своими словами.' }]
}

function questionsOf(sent: Sent[], code: ReportSectionCode): ConsolidatedPart[] {
  const asked = new Map<string, string>()
  for (const { content } of sent)
    for (const { question, label } of content.sections.find((one) => one.code === code)?.answers ?? [])
      if (!asked.has(question) && question !== 'dynamics') asked.set(question, label)
  return [...asked].flatMap(([question, label]) => {
    const told = sent.flatMap((one) => {
      const text = answered(one, code, question)?.text ?? ''
      return isBlank(text) ? [] : [{ one, text }]
    })
    if (told.length === 0) return []
    return [
      {
        caption: `${label}: ответили ${told.length} из ${sent.length}${percentOf(told.length, sent.length)}`,
        headers: ['Школа', 'Ответ'],
        rows: told.map(({ one, text }) => ({ cells: [one.name, text], href: sourceOf(one, code).href })),
      },
    ]
  })
}
