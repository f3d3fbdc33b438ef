import type { ReportSectionCode } from '@/lib/report/rules'

/**
 * The programme's form of a curator's report as data (feature 61). A new wording is a new version; a report keeps the version that
 * it was begun with. Codes of questions are keys: they stay the same in every version, so that November finds May's answers.
 */
export type ReportForm = { title: string; sections: ReportFormSection[] }

export type ReportFormSection = {
  code: ReportSectionCode
  title: string
  /** Said above the section: what to check, what to write. */
  hint: string
  questions: ReportQuestion[]
}

export type ReportQuestion = {
  /** Latin, unique in the form; never changed. */
  code: string
  label: string
  hint: string
  kind: 'text' | 'choice'
  /** Of a choice; the stored answer is the option's own words. */
  options: string[]
  isRequired: boolean
  /** Asked at the last stage of the programme only (November). */
  isFinal: boolean
}

const question = (
  code: string,
  label: string,
  hint = '',
  more: Partial<Pick<ReportQuestion, 'kind' | 'options' | 'isRequired' | 'isFinal'>> = {},
): ReportQuestion => ({ code, label, hint, kind: 'text', options: [], isRequired: true, isFinal: false, ...more })

/** A word on the facts of a section that records fill. */
const note = (section: string, label: string, hint: string): ReportQuestion =>
  question(`${section}_note`, label, hint, { isRequired: false })

/** The form that a programme begins with: domain §4, «Отчёт куратора». */
export const DEFAULT_REPORT_FORM: ReportForm = {
  title: 'Отчёт куратора',
  sections: [
    {
      code: 'visits',
      title: 'Посещения',
      hint: 'Заполнено из листов посещений. Проверьте: неточное исправляют в самом посещении.',
      questions: [note('visits', 'Что добавить о посещениях', 'Например, почему посещение перенесено')],
    },
    {
      code: 'factors',
      title: 'Факторы риска',
      hint: 'Заполнено из профиля риска школы. Проверьте значимость, активированные факторы и меры.',
      questions: [note('factors', 'Что добавить о факторах риска', 'Что изменилось после первого посещения')],
    },
    {
      code: 'documents',
      title: 'Документы школы',
      hint: 'Впишите документы, которые вы видели и подтвердили. Учителей ни о чём не просят.',
      questions: [note('documents', 'Что добавить о документах', '')],
    },
    {
      code: 'measures',
      title: 'Мероприятия школьной программы',
      hint: 'Заполнено из мер, принятых школой по активированным факторам.',
      questions: [note('measures', 'Что добавить о мероприятиях', 'Почему не выполнено то, что не выполнено')],
    },
    {
      code: 'indicators',
      title: 'Показатели',
      hint: 'Впишите показатели школы: начало, мониторинг 1, мониторинг 2, цель и откуда взято.',
      questions: [note('indicators', 'Что добавить о показателях', '')],
    },
    {
      code: 'training',
      title: 'ДПП и вебинары',
      hint: 'Сколько человек обучено и сколько участвовало, из скольких. Без фамилий учителей.',
      questions: [note('training', 'Что добавить об обучении', '')],
    },
    {
      code: 'conclusions',
      title: 'Выводы куратора',
      hint: 'Пишите своими словами: этот раздел за вас не заполнит никто.',
      questions: [
        question('worked', 'Что получилось', 'Какие меры дали результат и по чему это видно'),
        question('difficulties', 'Что мешало', 'Трудности школы и ваши собственные'),
        question('help', 'Какая помощь нужна от муниципалитета или региона', '', { isRequired: false }),
        question('dynamics', 'Динамика школы', '', {
          kind: 'choice',
          options: ['положительная', 'без изменений', 'отрицательная'],
        }),
        question('recommendations', 'Рекомендации школе', 'Что сделать до следующего этапа'),
        question(
          'leaving',
          'Заключение о выходе школы из сопровождения',
          'Может ли школа обходиться без куратора и почему',
          {
            isFinal: true,
          },
        ),
        question('next_year', 'Предложения на следующий год', '', { isFinal: true, isRequired: false }),
      ],
    },
  ],
}
