import type { Gender } from '@/lib/grammar/adjective'
import type { Case } from '@/lib/grammar/cases'

export type Noun = { gender: Gender; animate: boolean }

const words = (text: string): string[] => text.split(/\s+/)

/** Posts: masculine, whoever holds them. */
const PEOPLE =
  words(`начальник заместитель руководитель директор специалист методист инспектор консультант советник помощник
  мэр координатор куратор эксперт аналитик референт секретарь председатель бухгалтер юрисконсульт юрист делопроизводитель
  учитель преподаватель инженер администратор оператор архивариус воспитатель педагог психолог логопед библиотекарь губернатор
  министр ректор проректор декан управделами`)

/** Bodies, organisations and documents by gender. A noun with a fleeting vowel («отдел» has none, «перечень» has) stands in `IRREGULAR`. */
const THINGS: Record<Gender, readonly string[]> = {
  masculine:
    words(`комитет отдел департамент совет сектор центр институт округ район город лицей техникум колледж университет фонд
    филиал штаб аппарат план график комплекс состав реестр регламент порядок список перечень проект паспорт протокол отчёт отчет
    кабинет интернат план-график`),
  feminine:
    words(`администрация комиссия инспекция дирекция гимназия палата дума школа служба группа канцелярия коллегия
    прокуратура организация карта программа инструкция концепция стратегия форма структура схема методика`),
  neuter:
    words(`управление министерство агентство правительство учреждение отделение училище собрание объединение положение
    бюро подразделение предприятие расписание задание`),
}

const GENDERS = new Map<string, Noun>([
  ...PEOPLE.map((word): [string, Noun] => [word, { gender: 'masculine', animate: true }]),
  // Declined as «школа», agrees as a man: «временно исполняющего обязанности главы», «прежнего главу».
  ['глава', { gender: 'masculine', animate: true }],
  ...Object.entries(THINGS).flatMap(([gender, list]) =>
    list.map((word): [string, Noun] => [word, { gender: gender as Gender, animate: false }]),
  ),
])

const IRREGULAR: Record<string, Record<Case, string>> = {
  перечень: {
    genitive: 'перечня',
    dative: 'перечню',
    accusative: 'перечень',
    instrumental: 'перечнем',
    prepositional: 'перечне',
  },
  список: {
    genitive: 'списка',
    dative: 'списку',
    accusative: 'список',
    instrumental: 'списком',
    prepositional: 'списке',
  },
  порядок: {
    genitive: 'порядка',
    dative: 'порядку',
    accusative: 'порядок',
    instrumental: 'порядком',
    prepositional: 'порядке',
  },
  'план-график': {
    genitive: 'плана-графика',
    dative: 'плану-графику',
    accusative: 'план-график',
    instrumental: 'планом-графиком',
    prepositional: 'плане-графике',
  },
}
/** The same in every case. */
const UNCHANGING = new Set(['бюро', 'управделами'])

/** What is known of a noun in the nominative singular; null for a word that is not in the list: nothing is guessed. */
export function nounOf(word: string): Noun | null {
  const lower = word.toLowerCase()
  const known = GENDERS.get(lower)
  if (known) return known
  // «специалист-эксперт», «учитель-логопед»: both halves decline.
  const [one, two, ...more] = lower.split('-')
  const first = GENDERS.get(one ?? '')
  return more.length === 0 && first?.animate && GENDERS.get(two ?? '')?.animate ? first : null
}

/** A known noun in a case; its capital letter stays. Null for an unknown one. */
export function inflectNoun(word: string, form: Case): string | null {
  const lower = word.toLowerCase()
  if (!nounOf(word)) return null
  if (UNCHANGING.has(lower)) return word
  const irregular = IRREGULAR[lower]
  if (irregular) return word.charAt(0) + irregular[form].slice(1)
  if (lower.includes('-')) {
    const parts = word.split('-').map((part) => inflectNoun(part, form))
    return parts.every((part) => part !== null) ? parts.join('-') : null
  }
  return regular(word, form, nounOf(word)?.animate ?? false)
}

const INSTRUMENTAL_E = /[жшщчц]$/
const I_AFTER = /[гкхжшщч]$/

function regular(word: string, form: Case, animate: boolean): string {
  const last = word.slice(-1)
  const stem = word.slice(0, -1)
  const of = (genitive: string, dative: string, accusative: string, instrumental: string, prepositional: string) =>
    ({ genitive, dative, accusative, instrumental, prepositional })[form]
  if (word.endsWith('ие')) return stem + of('я', 'ю', 'е', 'ем', 'и')
  if (word.endsWith('ия')) return stem + of('и', 'и', 'ю', 'ей', 'и')
  if (last === 'о') return stem + of('а', 'у', 'о', 'ом', 'е')
  if (last === 'е') return stem + of('а', 'у', 'е', 'ем', 'е')
  if (last === 'а')
    return stem + of(I_AFTER.test(stem) ? 'и' : 'ы', 'е', 'у', INSTRUMENTAL_E.test(stem) ? 'ей' : 'ой', 'е')
  if (last === 'ь' || last === 'й') return stem + of('я', 'ю', animate ? 'я' : last, 'ем', 'е')
  return word + of('а', 'у', animate ? 'а' : '', INSTRUMENTAL_E.test(word) ? 'ем' : 'ом', 'е')
}
