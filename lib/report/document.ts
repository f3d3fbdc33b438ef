import type { SignatureMark } from '@/lib/order/document'
import type { ReportContent, ReportContentSection } from '@/lib/report/content'
import { longDate, shortDate } from '@/lib/shared/dates'
import { isBlank } from '@/lib/shared/text'

/** What the paper says besides the content: which version of the report it is, and how it is signed. */
export type PaperFacts = {
  receipt: number
  /** 1 for the first sending. */
  number: number
  /** «12.05.2026, 14:05» in the municipality's zone. */
  sentAt: string
  /** null where a hand signs. */
  mark: SignatureMark | null
}

/** «с 01.06.2026 по 30.11.2026»; without a beginning «по 31.05.2026». */
export const sayPeriod = ({ from, to }: Pick<ReportContent, 'from' | 'to'>): string =>
  `${from ? `с ${shortDate(from)} ` : ''}по ${shortDate(to)}`

/** «Дашиева Баирма Цыреновна, методист, Управление образования»: what is known of the three. */
export const sayCurator = ({ curator }: Pick<ReportContent, 'curator'>): string =>
  [curator.name, curator.post, curator.workplace].filter((text) => !isBlank(text)).join(', ')

/**
 * The words of a curator's report on paper, made of its frozen content alone; lib/pdf/report-2026.ts draws them. Answers that were
 * not required and not given are left out.
 */
export function reportDocument(content: ReportContent, { receipt, number, sentAt, mark }: PaperFacts) {
  const version = number > 1 ? `, версия ${number}` : ''
  return {
    profile: content.paper.profile,
    body: [content.municipality],
    kind: content.title.toLocaleUpperCase('ru'),
    title: `${content.school}\n${content.stage}`,
    date: longDate(content.paper.sentOn),
    place: content.paper.place,
    facts: [
      { label: 'Программа', value: `${content.programme}, ${content.year} год` },
      { label: 'Куратор', value: sayCurator(content) },
      { label: 'Период', value: sayPeriod(content) },
      ...(content.basis ? [{ label: 'Основание', value: content.basis }] : []),
      { label: 'Отправлен', value: `${sentAt}; квитанция №\u00A0${receipt}${version}` },
    ],
    sections: [
      ...content.sections.map((section, index) => ({
        heading: `${index + 1}. ${section.title}`,
        parts: partsOf(section, content),
      })),
      { heading: 'Отметки', parts: marksOf(mark) },
    ],
    signature: { post: 'Куратор', name: content.paper.signer, mark },
    watermark: null,
  }
}

function partsOf(section: ReportContentSection, content: ReportContent) {
  const { columns, facts, answers } = section
  const table =
    facts.length > 0
      ? [
          {
            caption: captionOf(section, content),
            table: { headers: columns, sections: [{ heading: '', rows: facts.map((fact) => fact.cells) }] },
          },
        ]
      : columns.length > 0
        ? [{ text: 'Записей за период нет.' }]
        : []
  const given = answers.filter((answer) => !isBlank(answer.text))
  return [...table, ...given.map(({ label, text }) => ({ question: label, answer: text }))]
}

const captionOf = ({ facts }: ReportContentSection, content: ReportContent): string =>
  facts.every((fact) => fact.origin.kind === 'typed')
    ? 'Введено куратором'
    : `По записям программы на ${shortDate(content.paper.sentOn)}`

/** Acquaintance and acceptance come after the sending: a sheet signed by hand leaves room for them, else the program keeps them. */
const marksOf = (mark: SignatureMark | null) =>
  mark
    ? [{ text: 'Ознакомление руководителя школы и решение муниципального координатора ведутся в программе.' }]
    : [
        {
          caption: '',
          table: {
            headers: ['Отметка', 'Подпись, фамилия', 'Дата'],
            sections: [
              {
                heading: '',
                rows: [
                  ['С отчётом ознакомлен(а) руководитель школы', '', ''],
                  ['Отчёт принял муниципальный координатор', '', ''],
                ],
              },
            ],
          },
        },
      ]

/** «Отчёт куратора. МОУ СОШ № 1. Квитанция № 3.pdf», made safe by whoever serves it. */
export const reportFileName = (content: ReportContent, receipt: number): string =>
  `${content.title}. ${content.school}. Квитанция № ${receipt}.pdf`
