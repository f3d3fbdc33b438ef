import { counted } from '@/lib/shared/text'
import type { Cursor } from '@/lib/term/cursor'
import { Unreadable } from '@/lib/term/edges'
import { EVERY, stepOf } from '@/lib/term/lexicon'
import type { Recurrence } from '@/lib/term/reading'
import { takeCount } from '@/lib/term/spans'

export type Rhythm = { recurrence: Recurrence; day?: number; doubts: string[]; times?: number }

/** A repeated thing: «ежемесячно», «не реже 1 раза в квартал», «каждую пятницу», «до 5 числа каждого месяца». */
export function takeRhythm(cursor: Cursor): Rhythm | null {
  const word = EVERY[cursor.peek()?.text ?? '']
  if (word && cursor.peek()?.type === 'word') {
    cursor.at += 1
    if (word === 'weekly') return { recurrence: word, doubts: takeWeekdays(cursor) }
    return { recurrence: word, doubts: [] }
  }
  return takeTimes(cursor) ?? takeEach(cursor)
}

const WEEKDAY_LOST = 'День недели в контрольные точки не переносится: каждая точка — целая неделя.'

function takeWeekdays(cursor: Cursor): string[] {
  const found = cursor.trying(() => {
    cursor.take(',')
    cursor.take('каждый', 'каждую', 'каждое', 'по', 'в', 'во')
    if (!cursor.takeType('weekday')) return null
    while (cursor.trying(() => (cursor.take(',', 'и') ? cursor.takeType('weekday') : null)));
    return true
  })
  return found ? [WEEKDAY_LOST] : []
}

/** «1 раз в квартал», «дважды в год», «раз в полгода». */
function takeTimes(cursor: Cursor): Rhythm | null {
  return cursor.trying(() => {
    cursor.take('не реже чем', 'не реже', 'не менее чем', 'не менее', 'минимум', 'по')
    const twice = cursor.take('дважды') ? 2 : cursor.take('однажды') ? 1 : null
    const times = twice ?? takeCount(cursor) ?? 1
    if (twice === null && !cursor.takeWord(/^раз(а|у)?$/)) return null
    if (!cursor.take('в', 'за')) return null
    cursor.takeWord(/^(каждый|каждую|каждое|календарный|рабочую)$/)
    if (takeCount(cursor) !== null) throw new Unreadable('Такой шаг повторения программа не считает.')
    const step = stepOf(cursor.peek()?.text ?? '')
    if (cursor.peek()?.type !== 'word' || !step) return null
    cursor.at += 1
    return timesIn(times, step)
  })
}

function timesIn(times: number, step: Recurrence): Rhythm {
  if (times < 1) throw new Unreadable('Ноль раз — не срок.')
  if (times === 1) return { recurrence: step, doubts: [] }
  if (step === 'yearly' && times === 2) {
    return { recurrence: 'halfyearly', times, doubts: ['Дважды в год: взято по одному разу в полугодие.'] }
  }
  if (step === 'yearly' && times === 4) {
    return { recurrence: 'quarterly', times, doubts: ['Четыре раза в год: взято по одному разу в квартал.'] }
  }
  if (step === 'yearly' && times === 12) {
    return { recurrence: 'monthly', times, doubts: ['Двенадцать раз в год: взято по одному разу в месяц.'] }
  }
  return {
    recurrence: step,
    times,
    doubts: [`Сказано «${counted(times, 'раз', 'раза', 'раз')} в …»: контрольная точка одна на весь шаг.`],
  }
}

/** «каждый месяц», «каждую пятницу», «каждое 15 число», «по пятницам», «по кварталам». */
function takeEach(cursor: Cursor): Rhythm | null {
  return cursor.trying(() => {
    const by = cursor.take('по')
    if (!by && !cursor.takeWord(/^кажд(ый|ую|ое|ые|ого|ой)$/)) return null
    const weekday = cursor.peek()?.type === 'weekday'
    if (weekday && (!by || /(ам|ям)$/.test(cursor.peek()?.text ?? ''))) {
      cursor.at += 1
      while (cursor.trying(() => (cursor.take(',', 'и') ? cursor.takeType('weekday') : null)));
      return { recurrence: 'weekly', doubts: [WEEKDAY_LOST] }
    }
    if (!by && cursor.peek()?.type === 'number') return takeNumberedDay(cursor, true)
    if (!by) cursor.takeWord(/^(рабочий|календарный)$/)
    const step = stepOf(cursor.peek()?.text ?? '')
    if (cursor.peek()?.type !== 'word' || !step || (by && !/(ам|ям)$/.test(cursor.peek()?.text ?? ''))) return null
    cursor.at += 1
    return { recurrence: step, doubts: [] }
  })
}

/** The day of a month in a rhythm that is named elsewhere: «до 5 числа»; `recurrence` is null without «каждого месяца». */
export type DayOfMonth = { day: number; everyMonth: boolean; doubts: string[] }

/** «до 5 числа», «не позднее 10-го числа каждого месяца», «с 1 по 10 число месяца, следующего за отчётным». */
export function takeDayOfMonth(cursor: Cursor): DayOfMonth | null {
  return cursor.trying(() => {
    const doubts: string[] = []
    cursor.take('не позднее', 'не позже', 'в срок до', 'до', 'к', 'по')
    const first = cursor.trying(() => {
      cursor.take('с')
      const number = cursor.takeType('number')
      cursor.takeWord(/^числ(а|о)$/)
      return number && (cursor.take('по', 'до') || cursor.takeType('dash')) ? number : null
    })
    if (first) doubts.push(`Начало «с ${first.value} числа» в контрольные точки не переносится.`)
    const number = cursor.takeType('number')
    if (!number || !cursor.takeWord(/^числ(а|о|у)$/)) return null
    if (number.value < 1 || number.value > 31) throw new Unreadable(`Числа ${number.value} в месяце не бывает.`)
    return { day: number.value, everyMonth: takeWhichMonth(cursor, doubts), doubts }
  })
}

function takeWhichMonth(cursor: Cursor, doubts: string[]): boolean {
  const each = cursor.take('каждого месяца', 'каждого', 'ежемесячно')
  if (!each && cursor.takeWord(/^(последнего|первого|третьего)$/)) {
    if (!cursor.take('месяца квартала', 'месяца каждого квартала')) throw new Unreadable('Не понятно, какого месяца.')
    doubts.push('В каком месяце квартала стоит срок, в контрольные точки не переносится.')
    return false
  }
  const month = cursor.takeWord(/^месяца$/)
  const next = cursor.trying(() => {
    cursor.take(',')
    if (!cursor.take('следующего')) return null
    cursor.take('за')
    cursor.takeWord(/^отчетн(ым|ого)$/)
    cursor.takeWord(/^(месяцем|месяца|кварталом|периодом|квартала)$/)
    return true
  })
  if (next)
    doubts.push('Срок стоит в месяце, следующем за отчётным: контрольные точки начинаются с первого месяца срока.')
  return each || month
}

function takeNumberedDay(cursor: Cursor, each: boolean): Rhythm | null {
  const found = takeDayOfMonth(cursor)
  return found && each ? { recurrence: 'monthly', day: found.day, doubts: found.doubts } : null
}
