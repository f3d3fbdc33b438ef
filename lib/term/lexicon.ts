import type { Recurrence } from '@/lib/term/reading'

const MONTHS = [
  /^янв(ар(ь|я|е|ю|ем))?$/,
  /^фев(р(ал(ь|я|е|ю|ем))?)?$/,
  /^мар(т(а|е|у|ом)?)?$/,
  /^апр(ел(ь|я|е|ю|ем))?$/,
  /^ма(й|я|е|ю|ем)$/,
  /^июн(ь|я|е|ю|ем)?$/,
  /^июл(ь|я|е|ю|ем)?$/,
  /^авг(уст(а|е|у|ом)?)?$/,
  /^сен(т(ябр(ь|я|е|ю|ем))?)?$/,
  /^окт(ябр(ь|я|е|ю|ем))?$/,
  /^ноя(б(р(ь|я|е|ю|ем))?)?$/,
  /^дек(абр(ь|я|е|ю|ем))?$/,
]

/** 1–12 for a month's name in any case or a usual abbreviation of it. */
export function monthNumber(word: string): number | null {
  const found = MONTHS.findIndex((month) => month.test(word))
  return found < 0 ? null : found + 1
}

const WEEKDAYS = [
  /^(вс|воскресен(ье|ья|ью|ьям))$/,
  /^(пн|понедельник(а|у|и|ам)?)$/,
  /^(вт|вторник(а|у|и|ам)?)$/,
  /^(ср|сред(а|у|ы|е|ам))$/,
  /^(чт|четверг(а|у|и|ам)?)$/,
  /^(пт|пятниц(а|у|ы|е|ам))$/,
  /^(сб|суббот(а|у|ы|е|ам))$/,
]

/** 0 (Sunday) – 6 (Saturday). */
export function weekdayNumber(word: string): number | null {
  const found = WEEKDAYS.findIndex((day) => day.test(word))
  return found < 0 ? null : found
}

const ORDINALS: [RegExp, number][] = [
  [/^перв(ый|ая|ое|ого|ой|ом|ую)$/, 1],
  [/^втор(ой|ая|ое|ого|ом|ую)$/, 2],
  [/^трет(ий|ья|ье|ьего|ьей|ьем|ью)$/, 3],
  [/^четверт(ый|ая|ое|ого|ой|ом|ую)$/, 4],
  [/^последн(ий|яя|ее|его|ей|ем|юю)$/, -1],
]

/** 1–4 for «первый» … «четвёртый», −1 for «последний». */
export const ordinalNumber = (word: string): number | null => ORDINALS.find(([form]) => form.test(word))?.[1] ?? null

const CARDINALS = [
  /^(один|одна|одну|одного|одной|одному)$/,
  /^(два|две|двух)$/,
  /^(три|трех)$/,
  /^(четыре|четырех)$/,
  /^(пять|пяти)$/,
  /^(шесть|шести)$/,
  /^(семь|семи)$/,
  /^(восемь|восьми)$/,
  /^(девять|девяти)$/,
  /^(десять|десяти)$/,
]

/** 1–10 for a number in words, in any case. */
export function cardinalNumber(word: string): number | null {
  const found = CARDINALS.findIndex((form) => form.test(word))
  return found < 0 ? null : found + 1
}

export const EVERY: Record<string, Recurrence> = {
  ежедневно: 'daily',
  еженедельно: 'weekly',
  понедельно: 'weekly',
  ежемесячно: 'monthly',
  помесячно: 'monthly',
  ежеквартально: 'quarterly',
  поквартально: 'quarterly',
  ежегодно: 'yearly',
}

const STEPS: [RegExp, Recurrence][] = [
  [/^(день|дня|сутки|дням)$/, 'daily'],
  [/^(неделю|неделя|недели|неделям|нед)$/, 'weekly'],
  [/^(месяц|месяца|месяцам|мес)$/, 'monthly'],
  [/^(квартал|квартала|кварталам|кв)$/, 'quarterly'],
  [/^(полугодие|полугодия|полугодиям|полгода)$/, 'halfyearly'],
  [/^(год|года|годам|г)$/, 'yearly'],
]

/** «раз в неделю», «каждый месяц», «по кварталам»: the step of the second word. */
export const stepOf = (word: string): Recurrence | null => STEPS.find(([form]) => form.test(word))?.[1] ?? null

/** What lasts, in «в течение 5 дней», «за две недели до …». */
export const DURATION =
  /^(день|дня|дней|дне|сутки|суток|недел[яиьюе]|неделю|недель|месяц(а|ев)?|мес|час(а|ов)?|квартала?|года?|лет)$/

/** Names of papers that set a term in the reader's place. */
export const PAPER =
  /^(график|план|расписани|приказ|распоряжени|постановлени|положени|регламент|согласовани|соглашени|договор|циклограмм|календар|сетк|порядк|программ|решени|карт|срок)/
/** The same at the head of a clause, where only a whole word will do: «Графику ФИОКО», «Дорожная карта МОУО». */
export const PAPER_ALONE =
  /^(план(а|у|ом|е|ы|ов|ам)?|график(а|у|ом|и|ов|ам)?|расписани(е|я|ю|ем)|циклограмм(а|ы|е|у|ой)|дорожн(ая|ой|ую|ые|ым|ыми|ых))$/

const YEAR_MARK = /^(г|гг|год|года|году|годы|годов|годах|годом)$/
/** «г.», «года», «г.г.» without its full stops. */
export const isYearMark = (word: string): boolean => YEAR_MARK.test(word)
