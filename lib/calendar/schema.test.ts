import { expect, it } from 'vitest'
import { calendarYearSchema } from '@/lib/calendar/schema'

const year = (more: object) => calendarYearSchema.safeParse({ year: '2027', source: 'акт', ...more })
const messages = (answer: ReturnType<typeof year>) => answer.error?.issues.map((issue) => issue.message).join(' ') ?? ''

it('reads days one a line and in a row', () => {
  const parsed = year({
    daysOff: '12.06.2027\n\n1 января 2027 – 03.01.2027\n04.01.2027 - 05.01.2027',
    workDays: '20.02.2027',
  })
  expect(parsed.data).toEqual({
    year: 2027,
    source: 'акт',
    daysOff: ['2027-06-12', '2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04', '2027-01-05'],
    workDays: ['2027-02-20'],
  })
})

it.each([
  [{ daysOff: '31.02.2027' }, 'не дата'],
  [{ daysOff: '12.06.2026' }, 'не 2027 год'],
  [{ daysOff: '05.01.2027 – 01.01.2027' }, 'раньше'],
  [{ daysOff: '01.01.2027 – 31.12.2027' }, 'Не больше'],
  [{ workDays: '22.02.2027' }, 'понедельник'],
  [{ workDays: '20.02.2027', daysOff: '20.02.2027' }, 'и среди'],
  [{ year: '1999' }, 'от 2010'],
  [{ source: ' ' }, 'акт'],
])('refuses %o', (more, message) => expect(messages(year(more))).toContain(message))
