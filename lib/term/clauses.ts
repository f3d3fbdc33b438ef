import type { Cursor } from '@/lib/term/cursor'
import { Unreadable } from '@/lib/term/edges'
import { DURATION, PAPER, PAPER_ALONE } from '@/lib/term/lexicon'
import { takeCount } from '@/lib/term/spans'

const WHOLE_WORDS =
  /^(весь|всего|всей|период(а|у|е)?|срок(а|у)?|реализации|действия|выполнения|проведения|проект(а|ом)?|программы|плана|дорожной|карты|мероприяти(я|й)|календарн(ого|ый)|текущего|отчетного|год(а|у)?)$/
const WHOLE_START = [
  'в течение',
  'в течении',
  'втечение',
  'на протяжении',
  'в период',
  'за период',
  'в ходе',
  'весь',
  'период',
]

/** «В течение года», «В течение всего периода реализации проекта «500+»», «весь период». */
export function takeWhole(cursor: Cursor): boolean {
  return (
    cursor.trying(() => {
      if (cursor.take('круглый год', 'круглогодично')) return true
      const start = cursor.at
      if (!cursor.take(...WHOLE_START)) return null
      if (cursor.peek()?.text === 'учебного')
        throw new Unreadable('Учебный год назван без годов: его дат в тексте нет.')
      if (['весь', 'период'].includes(cursor.tokens[start]?.text ?? '')) cursor.at = start
      let named = ''
      while (cursor.peek()?.type === 'word' && WHOLE_WORDS.test(cursor.peek()?.text ?? '')) {
        named += ` ${cursor.peek()?.text}`
        cursor.at += 1
      }
      if (!/ (год|период|реализаци|проект|программ)/.test(named)) return null
      if (/проект|программ/.test(named)) takeName(cursor)
      return true
    }) ?? false
  )
}

/** «… проекта «500+»», «… проекта 500 +»: the name of the programme says nothing of time. */
function takeName(cursor: Cursor): void {
  cursor.trying(() => {
    if (cursor.takeType('quote')) {
      while (!cursor.ended) {
        const quoted = cursor.peek()?.type === 'quote'
        cursor.at += 1
        if (quoted) return true
      }
      return null
    }
    return cursor.takeType('number') && cursor.take('+') ? true : null
  })
}

/** True for постоянно, 'often' for words that name no step: «регулярно». */
export function takeContinuous(cursor: Cursor): 'always' | 'often' | null {
  if (cursor.take('постоянно', 'непрерывно', 'бессрочно', 'на постоянной основе', 'в постоянном режиме'))
    return 'always'
  return cursor.take('систематически', 'регулярно', 'на регулярной основе') ? 'often' : null
}

const RELATIVE = [
  ...['после', 'спустя', 'через', 'накануне', 'перед', 'сразу', 'немедленно', 'незамедлительно', 'по мере', 'по факту'],
  ...['по окончании', 'по завершении', 'по итогам', 'по результатам', 'по запросу', 'по запросам', 'по заявке'],
  ...['по заявкам', 'по требованию', 'по необходимости', 'по поступлении', 'при', 'в день', 'в ходе', 'во время'],
  ...[
    'до начала',
    'до проведения',
    'до окончания',
    'до завершения',
    'до конца',
    'до момента',
    'до дня',
    'до наступления',
  ],
  ...[
    'с момента',
    'с начала',
    'с даты',
    'со дня',
    'после чего',
    'не позднее дня',
    'не позднее чем за',
    'не позднее начала',
  ],
]

/** A term that hangs on an event: «после …», «в течение 5 рабочих дней после …», «накануне …»; its anchor is the rest of the text. */
export function takeRelative(cursor: Cursor): { anchored: boolean } | null {
  return cursor.trying(() => {
    if (cursor.take(...RELATIVE)) return { anchored: true }
    const start = cursor.at
    if (!cursor.take('в течение', 'в течении', 'не позднее чем', 'не позднее', 'за', 'в')) return null
    const within = cursor.tokens[start]?.text === 'в' && cursor.at === start + 1
    if (within) {
      return cursor.takeWord(/^\p{L}+(дневный|недельный|месячный)$|^(недельный|месячный)$/u) && cursor.take('срок')
        ? { anchored: !cursor.ended }
        : null
    }
    const duration = cursor.tokens[start]?.text === 'в'
    const count = takeCount(cursor)
    cursor.takeWord(/^(рабочих|рабочего|календарных|учебных|рабочей|первых)$/)
    if (count === null && !duration) return null
    if (!cursor.takeWord(DURATION)) return null
    return { anchored: !cursor.ended }
  })
}

/** A term set by another paper: «по отдельному графику», «согласно …», «Дорожная карта МОУО». */
export function takeReference(cursor: Cursor): boolean {
  return (
    cursor.trying(() => {
      if (cursor.take('согласно', 'в соответствии', 'на основании')) return true
      if (cursor.take('в установленные сроки', 'в установленный срок', 'в установленном порядке', 'в сроки'))
        return true
      if (cursor.takeWord(PAPER_ALONE)) return true
      if (!cursor.take('по')) return null
      for (let ahead = 0; ahead < 5; ahead++) {
        const token = cursor.peek(ahead)
        if (token?.type !== 'word') return null
        if (PAPER.test(token.text)) {
          cursor.at += ahead + 1
          return true
        }
      }
      return null
    }) ?? false
  )
}

/** `isBound`: «до 18:00», «не позднее 14.00»; zone null when none is named beside it. */
export type Clock = { at: string; zone: Zone | null; isBound: boolean }
export type Zone = 'Europe/Moscow' | 'local'

const MOSCOW = [
  'по московскому времени',
  'московского времени',
  'московское время',
  'время московское',
  'по мск',
  'мск',
]
const LOCAL = ['по местному времени', 'местного времени', 'местное время', 'время местное']

/** «мск», «по местному времени». */
export function takeZone(cursor: Cursor): Zone | null {
  if (cursor.take(...LOCAL)) return 'local'
  if (!cursor.take(...MOSCOW)) return null
  if (cursor.peek()?.text === '+') throw new Unreadable('Часовой пояс «мск+…» не распознан.')
  return 'Europe/Moscow'
}

/** «до 18:00 мск», «14.00 по местному времени», «в 15 ч. 30 мин.». */
export function takeClock(cursor: Cursor): Clock | null {
  return cursor.trying(() => {
    const isBound = cursor.take('не позднее', 'не позже', 'до', 'к', 'по')
    if (!isBound) cursor.take('в', 'с', 'начало в')
    const time = takeHours(cursor)
    if (!time) return null
    const hours = cursor.takeWord(/^(ч|час|часа|часов)$/)
    const zone = takeZone(cursor)
    if (!time.sure && !hours && zone === null) return null
    if (time.hour > 24 || time.minute > 59 || (time.hour === 24 && time.minute > 0)) {
      throw new Unreadable('Такого времени на часах не бывает.')
    }
    const at = `${String(time.hour).padStart(2, '0')}:${String(time.minute).padStart(2, '0')}`
    return { at, zone, isBound }
  })
}

function takeHours(cursor: Cursor): { hour: number; minute: number; sure: boolean } | null {
  const clock = cursor.takeType('clock')
  if (clock) return { hour: clock.hour, minute: clock.minute, sure: true }
  const pair = cursor.takeType('pair')
  // There is no month 00.
  if (pair) return { hour: pair.first, minute: pair.second, sure: pair.second === 0 }
  return cursor.trying(() => {
    const hour = cursor.takeType('number')
    if (!hour || !cursor.takeWord(/^(ч|час|часа|часов)$/)) return null
    const minute = cursor.trying(() => {
      const found = cursor.takeType('number')
      return found && cursor.takeWord(/^(мин|минут|минуты|м)$/) ? found : null
    })
    return { hour: hour.value, minute: minute?.value ?? 0, sure: true }
  })
}
