import { z } from 'zod'
import { addDays, type LocalDate, readDate, shortDate, weekday, yearOf } from '@/lib/shared/dates'
import { isBlank } from '@/lib/shared/text'

/** Years that a form takes; the built-in ones begin in 2020. */
const YEARS = { first: 2010, last: 2060 } as const
const MOST_DAYS = 200

const year = z.coerce
  .number('Напишите год.')
  .int('Напишите год.')
  .min(YEARS.first, `Год: от ${YEARS.first} до ${YEARS.last}.`)
  .max(YEARS.last, `Год: от ${YEARS.first} до ${YEARS.last}.`)

export const calendarYearIdSchema = z.object({ year })

/** One date or «01.01.2027 – 08.01.2027» a line. */
const lines = z.string().max(10_000, 'Слишком длинный список.').default('')

export const calendarYearSchema = z
  .object({
    year,
    source: z
      .string()
      .trim()
      .max(300, 'Не длиннее 300 знаков.')
      .refine((text) => !isBlank(text), 'Назовите акт: постановление Правительства РФ от … № …'),
    daysOff: lines,
    workDays: lines,
  })
  .transform((input, ctx) => {
    const fail = (message: string, path: string) => ctx.addIssue({ code: 'custom', message, path: [path] })
    const read = (name: 'daysOff' | 'workDays') => {
      const { days, error } = readDays(input[name], input.year)
      if (error) fail(error, name)
      return days
    }
    const days = { daysOff: read('daysOff'), workDays: read('workDays') }
    const working = days.workDays.find((day) => !['суббота', 'воскресенье'].includes(weekday(day)))
    if (working) fail(`${shortDate(working)} — ${weekday(working)}: будни рабочие и так, их не указывают.`, 'workDays')
    const both = days.workDays.find((day) => days.daysOff.includes(day))
    if (both) fail(`${shortDate(both)} стоит и среди нерабочих, и среди рабочих дней.`, 'workDays')
    return { year: input.year, source: input.source, ...days }
  })

function readDays(text: string, year: number): { days: LocalDate[]; error?: string } {
  const days: LocalDate[] = []
  for (const line of text.split('\n').filter((one) => !isBlank(one))) {
    const [first = '', last = first, ...rest] = line.split(/\s*[–—]\s*|\s+-\s+/)
    const [from, to] = [readDate(first), readDate(last)]
    if (!from || !to || rest.length > 0) return { days, error: `«${line.trim()}» не дата. Например, 12.06.${year}.` }
    if (yearOf(from) !== year || yearOf(to) !== year) return { days, error: `«${line.trim()}»: это не ${year} год.` }
    if (to < from) return { days, error: `«${line.trim()}»: последний день раньше первого.` }
    for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
    if (days.length > MOST_DAYS) return { days, error: `Не больше ${MOST_DAYS} дней.` }
  }
  return { days }
}
