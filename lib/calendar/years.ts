import type { CalendarYear, ProductionCalendar } from '@/lib/calendar/production'

const january = (year: number, ...days: number[]) => days.map((day) => `${year}-01-0${day}`)

/**
 * Days off of the five-day week that fall on Monday–Friday, and weekends that were worked: article 112 of the Labour Code (with the
 * Monday after a holiday that falls on a weekend) and the Government's yearly act. Not here: the paid «нерабочие дни» of the
 * President's decrees (2020: № 206, 239, 345, 354; 2021: № 242 for 4–7 May, № 595 for 30 October – 7 November). They are no days
 * off in the Code's sense, leave the year's norm of hours as it was and did not stop administrations.
 */
const KNOWN_YEARS: CalendarYear[] = [
  {
    year: 2020,
    source: 'постановление Правительства РФ от 10.07.2019 № 875',
    daysOff: [
      ...january(2020, 1, 2, 3, 6, 7, 8),
      '2020-02-24',
      '2020-03-09',
      '2020-05-01',
      '2020-05-04',
      '2020-05-05',
      '2020-05-11',
      '2020-06-12',
      '2020-11-04',
    ],
    workDays: [],
  },
  {
    year: 2021,
    source: 'постановление Правительства РФ от 10.10.2020 № 1648',
    daysOff: [
      ...january(2021, 1, 4, 5, 6, 7, 8),
      '2021-02-22',
      '2021-02-23',
      '2021-03-08',
      '2021-05-03',
      '2021-05-10',
      '2021-06-14',
      '2021-11-04',
      '2021-11-05',
      '2021-12-31',
    ],
    workDays: ['2021-02-20'],
  },
  {
    year: 2022,
    source: 'постановление Правительства РФ от 16.09.2021 № 1564',
    daysOff: [
      ...january(2022, 3, 4, 5, 6, 7),
      '2022-02-23',
      '2022-03-07',
      '2022-03-08',
      '2022-05-02',
      '2022-05-03',
      '2022-05-09',
      '2022-05-10',
      '2022-06-13',
      '2022-11-04',
    ],
    workDays: ['2022-03-05'],
  },
  {
    year: 2023,
    source: 'постановление Правительства РФ от 29.08.2022 № 1505',
    daysOff: [
      ...january(2023, 2, 3, 4, 5, 6),
      '2023-02-23',
      '2023-02-24',
      '2023-03-08',
      '2023-05-01',
      '2023-05-08',
      '2023-05-09',
      '2023-06-12',
      '2023-11-06',
    ],
    workDays: [],
  },
  {
    year: 2024,
    source: 'постановление Правительства РФ от 10.08.2023 № 1314',
    daysOff: [
      ...january(2024, 1, 2, 3, 4, 5, 8),
      '2024-02-23',
      '2024-03-08',
      '2024-04-29',
      '2024-04-30',
      '2024-05-01',
      '2024-05-09',
      '2024-05-10',
      '2024-06-12',
      '2024-11-04',
      '2024-12-30',
      '2024-12-31',
    ],
    workDays: ['2024-04-27', '2024-11-02', '2024-12-28'],
  },
  {
    year: 2025,
    source: 'постановление Правительства РФ от 04.10.2024 № 1335',
    daysOff: [
      ...january(2025, 1, 2, 3, 6, 7, 8),
      '2025-05-01',
      '2025-05-02',
      '2025-05-08',
      '2025-05-09',
      '2025-06-12',
      '2025-06-13',
      '2025-11-03',
      '2025-11-04',
      '2025-12-31',
    ],
    workDays: ['2025-11-01'],
  },
  {
    year: 2026,
    source: 'постановление Правительства РФ от 24.09.2025 № 1466',
    daysOff: [
      ...january(2026, 1, 2, 5, 6, 7, 8, 9),
      '2026-02-23',
      '2026-03-09',
      '2026-05-01',
      '2026-05-11',
      '2026-06-12',
      '2026-11-04',
      '2026-12-31',
    ],
    workDays: [],
  },
]

/** The years that come with the program; a municipality's own data may add to them or replace one. */
export const builtInCalendar: ProductionCalendar = new Map(KNOWN_YEARS.map((year) => [year.year, year]))
