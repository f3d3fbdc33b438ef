import type { ReportForm, ReportFormSection, ReportQuestion } from '@/lib/report/form'
import { REPORT_SECTIONS, type ReportSectionCode } from '@/lib/report/rules'
import { conflict, invalid } from '@/lib/shared/refusal'
import { comparable, isBlank } from '@/lib/shared/text'

/** The editing of a programme's report form (feature 61): a version and what was typed over it give the next version. */
export type FormEdit = {
  title: string
  sections: { section: ReportSectionCode; title: string; hint: string }[]
  /** In the order of the page. */
  rows: QuestionRow[]
}

export type QuestionRow = {
  /** The question's code, or `new:visits` for a row in which a new question was typed. */
  key: string
  section: ReportSectionCode
  label: string
  hint: string
  kind: 'text' | 'choice'
  /** One a line. */
  options: string
  /** Where it stands among the questions of its section; rows with one number stay in the order of the page. */
  place: number
  isRequired: boolean
  isFinal: boolean
  isRemoved: boolean
}

const MOST_QUESTIONS = 40
const MOST_OPTIONS = 20
const LONGEST_OPTION = 200

export const newKey = (section: ReportSectionCode): string => `new:${section}`

/**
 * The form as edited. Codes and kinds of questions stay what they were, new ones get a code that no version had; sections stay all.
 * `used` are the codes of all versions. Refused: a question without words, a choice of fewer than two options, no change at all.
 */
export function editedForm(base: ReportForm, edit: FormEdit, used: ReadonlySet<string>): ReportForm {
  const taken = new Set(used)
  const sections = base.sections.map((section): ReportFormSection => {
    const typed = edit.sections.find((one) => one.section === section.code)
    if (!typed) throw again()
    if (isBlank(typed.title)) throw invalid('Напишите название раздела.', `title-${section.code}`)
    return {
      code: section.code,
      title: typed.title.trim(),
      hint: typed.hint.trim(),
      questions: questionsOf(section, edit.rows, taken),
    }
  })
  if (isBlank(edit.title)) throw invalid('Напишите название отчёта.', 'title')
  const form = { title: edit.title.trim(), sections }
  if (isSame(form, base)) throw invalid('Ничего не изменено: новая версия формы не нужна.')
  return form
}

/** Not by JSON text: a database gives an object's keys back in its own order. */
const isSame = (one: ReportForm, other: ReportForm): boolean =>
  formDifferences(one, other).length === 0 && codesOf(one).join() === codesOf(other).join()
const codesOf = (form: ReportForm): string[] =>
  form.sections.flatMap((section) =>
    section.questions.map((question) => `${question.code} ${question.isRequired}${question.isFinal}`),
  )

const again = () => conflict('Форма на странице неполная. Откройте страницу заново и повторите.')

function questionsOf(section: ReportFormSection, rows: readonly QuestionRow[], taken: Set<string>): ReportQuestion[] {
  const own = rows.filter((row) => row.section === section.code)
  for (const { code } of section.questions) if (!own.some((row) => row.key === code)) throw again()
  const kept = own
    .map((row, index) => ({ row, index }))
    .filter(({ row }) => !row.isRemoved && !(isNew(row) && isBlank(row.label)))
    .sort((a, b) => a.row.place - b.row.place || a.index - b.index)
  if (kept.length > MOST_QUESTIONS)
    throw invalid(`В одном разделе не больше ${MOST_QUESTIONS} вопросов.`, `title-${section.code}`)
  if (kept.length === 0 && section.code === 'conclusions')
    throw invalid('В разделе, который куратор пишет сам, нужен хотя бы один вопрос.', `title-${section.code}`)
  return kept.map(({ row }) => {
    const before = section.questions.find((one) => one.code === row.key)
    if (!before && !isNew(row)) throw again()
    if (isBlank(row.label)) throw invalid('Напишите вопрос или отметьте «Убрать».', `label-${row.key}`)
    const kind = before?.kind ?? row.kind
    return {
      code: before?.code ?? freshCode(section.code, taken),
      label: row.label.trim(),
      hint: row.hint.trim(),
      kind,
      options: kind === 'choice' ? optionsOf(row) : [],
      isRequired: row.isRequired,
      isFinal: row.isFinal,
    }
  })
}

const isNew = (row: QuestionRow): boolean => row.key.startsWith('new:')

/** `visits_2`: Latin, and of no question that any version had, so that no old answer comes under a new question. */
function freshCode(section: ReportSectionCode, taken: Set<string>): string {
  let number = 2
  while (taken.has(`${section}_${number}`)) number += 1
  taken.add(`${section}_${number}`)
  return `${section}_${number}`
}

function optionsOf(row: QuestionRow): string[] {
  const field = `options-${row.key}`
  const options = row.options
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => !isBlank(line))
  if (options.length < 2)
    throw invalid('У вопроса с выбором нужно не меньше двух ответов, каждый с новой строки.', field)
  if (options.length > MOST_OPTIONS) throw invalid(`У вопроса не больше ${MOST_OPTIONS} ответов.`, field)
  if (options.some((option) => option.length > LONGEST_OPTION))
    throw invalid(`Ответ не длиннее ${LONGEST_OPTION} знаков.`, field)
  if (new Set(options.map(comparable)).size < options.length) throw invalid('Один ответ написан дважды.', field)
  return options
}

/** The rows that the page shows for a stored form: its questions, and an empty row for a new one in each section. */
export const rowsOfForm = (form: ReportForm): QuestionRow[] =>
  form.sections.flatMap(({ code: section, questions }) => [
    ...questions.map((question, index) => ({
      key: question.code,
      section,
      label: question.label,
      hint: question.hint,
      kind: question.kind,
      options: question.options.join('\n'),
      place: index + 1,
      isRequired: question.isRequired,
      isFinal: question.isFinal,
      isRemoved: false,
    })),
    { ...EMPTY_ROW, key: newKey(section), section, place: questions.length + 1 },
  ])

const EMPTY_ROW = {
  label: '',
  hint: '',
  kind: 'text' as const,
  options: '',
  isRequired: false,
  isFinal: false,
  isRemoved: false,
}

/** What two forms say differently: shown to whoever met somebody else's newer version. */
export function formDifferences(was: ReportForm, became: ReportForm): { what: string; was: string; became: string }[] {
  const words = (form: ReportForm) =>
    new Map<string, [string, string]>([
      ['title', ['Название отчёта', form.title]],
      ...REPORT_SECTIONS.flatMap((code): [string, [string, string]][] => {
        const section = form.sections.find((one) => one.code === code)
        if (!section) return []
        return [
          [code, [`Раздел «${section.title}»`, [section.title, section.hint].filter(Boolean).join('\n')]],
          ...section.questions.map((question): [string, [string, string]] => [
            `${code} ${question.code}`,
            [`Вопрос раздела «${section.title}»`, sayQuestion(question)],
          ]),
        ]
      }),
    ])
  const [before, after] = [words(was), words(became)]
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [left, right] = [before.get(key), after.get(key)]
    if (left?.[1] === right?.[1]) return []
    return [{ what: (right ?? left)?.[0] ?? '', was: left?.[1] ?? '', became: right?.[1] ?? '' }]
  })
}

export const sayQuestion = (question: ReportQuestion): string =>
  [
    question.label,
    question.hint,
    question.options.join(' / '),
    [question.isRequired ? 'обязательный' : '', question.isFinal ? 'только на последнем этапе' : '']
      .filter(Boolean)
      .join(', '),
  ]
    .filter(Boolean)
    .join('\n')
