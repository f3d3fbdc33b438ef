import type { ReportSectionCode } from '@/lib/report/rules'

/** Columns of each section's table of facts (domain §4, 1–6); the conclusions are words only. */
export const SECTION_COLUMNS: Record<ReportSectionCode, readonly string[]> = {
  visits: ['Дата', 'Вид и форма', 'Цель', 'С кем встречались', 'Что выявлено', 'Рекомендовано, срок, выполнение'],
  factors: ['Фактор', 'По анкете', 'После проверки', 'Активирован', 'Меры', 'Результат'],
  documents: ['Вид', 'Название', 'Дата', 'Подтверждён куратором', 'Замечания', 'Ссылка'],
  measures: ['Мероприятие', 'Фактор', 'Срок', 'Состояние', 'Чем подтверждается'],
  indicators: ['Показатель', 'Единица', 'Начало', 'Мониторинг 1', 'Мониторинг 2', 'Цель', 'Источник'],
  training: ['Программа или вебинар', 'Когда', 'Участвовало', 'Из скольких', 'Примечание'],
  conclusions: [],
}

/** Sections whose facts have no records in the program yet: the curator types them, and they are marked so (rulings F7). */
export const TYPED_SECTIONS = ['documents', 'indicators', 'training'] as const satisfies readonly ReportSectionCode[]
export type TypedSection = (typeof TYPED_SECTIONS)[number]

export const isTypedSection = (section: ReportSectionCode): section is TypedSection =>
  (TYPED_SECTIONS as readonly ReportSectionCode[]).includes(section)

/** Under a field of a typed row: what is meant. By the column's place. */
export const COLUMN_HINTS: Record<TypedSection, readonly string[]> = {
  documents: [
    'Например, концепция развития, антирисковая программа',
    '',
    'Дата документа, например 12.04.2026',
    '«да», «нет» или дата',
    '',
    'Адрес на сайте школы, если документ там есть',
  ],
  indicators: ['', '%, чел., балл', '', '', '', '', 'Откуда взято: ВПР, ОГЭ, данные школы'],
  training: [
    'ДПП, вебинар, ВКС: название',
    'Дни или месяц',
    'Сколько человек; фамилии не нужны',
    'Сколько могли бы участвовать',
    '',
  ],
}

/** Typed columns in which several lines are expected. */
export const LONG_COLUMNS: readonly string[] = [
  'Название',
  'Замечания',
  'Показатель',
  'Программа или вебинар',
  'Примечание',
]
