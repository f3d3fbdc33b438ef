import { describe, expect, it } from 'vitest'
import { controlPoints, MOST_POINTS } from '@/lib/term/points'
import { readTerm } from '@/lib/term/read'

const pointsOf = (text: string, year = 2022) =>
  controlPoints(readTerm(text, { year }), year).map(({ key, from, due, label }) => [key, from, due, label])

describe('control points', () => {
  it('are one for one period', () => {
    expect(pointsOf('февраль')).toEqual([['1', '2022-02-01', '2022-02-28', 'февраль']])
    expect(pointsOf('26 февраля')).toEqual([['1', '2022-02-26', '2022-02-26', '26\u00A0февраля']])
    expect(pointsOf('до 25.05')).toEqual([['1', null, '2022-05-25', 'до 25\u00A0мая']])
    expect(pointsOf('В течение года')).toEqual([['1', '2022-01-01', '2022-12-31', '2022\u00A0год']])
    expect(pointsOf('2-6 марта 2023')).toEqual([['1', '2023-03-02', '2023-03-06', '2–6\u00A0марта 2023\u00A0г.']])
  })

  it('are as many as the periods', () => {
    expect(pointsOf('Апрель-май; сентябрь - ноябрь 2022 г.')).toEqual([
      ['1', '2022-04-01', '2022-05-31', 'апрель–май'],
      ['2', '2022-09-01', '2022-11-30', 'сентябрь–ноябрь'],
    ])
    expect(pointsOf('до 25.05, до 25.10').map(([, , due]) => due)).toEqual(['2022-05-25', '2022-10-25'])
  })

  it('are the months and quarters of a span, clipped to it', () => {
    expect(pointsOf('Март-декабрь  1 раз в квартал', 2021)).toEqual([
      ['1', '2021-03-01', '2021-03-31', '1\u00A0квартал'],
      ['2', '2021-04-01', '2021-06-30', '2\u00A0квартал'],
      ['3', '2021-07-01', '2021-09-30', '3\u00A0квартал'],
      ['4', '2021-10-01', '2021-12-31', '4\u00A0квартал'],
    ])
    expect(pointsOf('ежемесячно').map(([, , due]) => due)).toContain('2022-02-28')
    expect(pointsOf('раз в полугодие').map(([, , , label]) => label)).toEqual(['1\u00A0полугодие', '2\u00A0полугодие'])
    expect(pointsOf('ежегодно, до 1 сентября')).toEqual([['1', '2022-01-01', '2022-09-01', '2022\u00A0год']])
    expect(pointsOf('с 1 ноября ежемесячно').map(([, , , label]) => label)).toEqual(['ноябрь', 'декабрь'])
    expect(pointsOf('ноябрь 2022 - январь 2023, ежемесячно').map(([, , , label]) => label)).toEqual([
      'ноябрь',
      'декабрь',
      'январь 2023\u00A0г.',
    ])
  })

  it('are due on the day of the month that is named', () => {
    expect(pointsOf('ежемесячно до 31 числа').map(([, , due]) => due?.slice(5))).toEqual([
      '01-31',
      '02-28',
      '03-31',
      '04-30',
      '05-31',
      '06-30',
      '07-31',
      '08-31',
      '09-30',
      '10-31',
      '11-30',
      '12-31',
    ])
    // March begins for this measure after its 5th; nothing can be owed before that.
    expect(pointsOf('10.03-20.05, ежемесячно до 5 числа').map(([, , due]) => due)).toEqual(['2022-04-05', '2022-05-05'])
  })

  it('are whole weeks from Monday to Sunday, clipped to the span', () => {
    expect(pointsOf('2-16 марта еженедельно')).toEqual([
      ['1', '2022-03-02', '2022-03-06', 'неделя 2–6\u00A0марта'],
      ['2', '2022-03-07', '2022-03-13', 'неделя 7–13\u00A0марта'],
      ['3', '2022-03-14', '2022-03-16', 'неделя 14–16\u00A0марта'],
    ])
    const weeks = pointsOf('В течение года, еженедельно')
    expect([weeks.length, weeks[0]?.[1], weeks.at(-1)?.[2]]).toEqual([53, '2022-01-01', '2022-12-31'])
    for (const [index, [, from]] of weeks.entries()) {
      const before = weeks[index - 1]?.[2]
      if (before) expect(Date.parse(String(from)) - Date.parse(String(before))).toBe(86_400_000)
    }
  })

  it('never turn overdue where no day is named', () => {
    for (const text of ['постоянно', 'По графику', 'после каникул', '', 'весна', 'с 14.03', 'ежедневно']) {
      const points = pointsOf(text)
      expect(
        points.map(([key, , due]) => [key, due]),
        text,
      ).toEqual([['1', null]])
      expect(points[0]?.[3], text).not.toBe('')
    }
  })

  it('come from the schedule that a measure is joined to', () => {
    const reading = readTerm('По графику', { year: 2022 })
    const dates = [
      { key: 'b', date: '2022-05-20', schoolId: 's2', note: '' },
      { key: 'a', date: '2022-04-20', schoolId: null, note: 'очно' },
    ]
    expect(controlPoints(reading, 2022, dates)).toEqual([
      { key: 'a', from: '2022-04-20', due: '2022-04-20', label: '20\u00A0апреля, очно', schoolId: null },
      { key: 'b', from: '2022-05-20', due: '2022-05-20', label: '20\u00A0мая', schoolId: 's2' },
    ])
    expect(controlPoints(readTerm('май', { year: 2022 }), 2022, dates)).toHaveLength(1)
  })

  it('are one where nobody could fill so many in', () => {
    const points = pointsOf('1990-2100 гг., еженедельно')
    expect(points.map(([, from, due]) => [from, due])).toEqual([['1990-01-01', '2100-12-31']])
    expect(MOST_POINTS).toBeGreaterThan(53)
  })
})
