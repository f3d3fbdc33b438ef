import type { Indicator } from '@/lib/indicator/rules'
import { comparable } from '@/lib/shared/text'

/**
 * The 17 measures of the plan of 2022 joined to the records that count them (db/counters.ts). A later issue that brings the records
 * of webinars, sites or courses changes the counter here. Known by how the measure's title begins; years and numbers in it do not
 * matter, so that the same measure is known in the plan of another year.
 */
type Preset = { title: string; indicator: Omit<Indicator, 'manual' | 'start' | 'frequency'> }

const share = (base: 'schools' | 'curators' | 'points', unit: string, counter: string): Preset['indicator'] => ({
  kind: 'share',
  unit,
  base,
  target: 100,
  counter,
})
const yesNo = (counter: string): Preset['indicator'] => ({
  kind: 'yes_no',
  unit: '',
  base: 'points',
  target: null,
  counter,
})
const uncountable: Preset['indicator'] = {
  kind: 'uncountable',
  unit: '',
  base: 'none',
  target: null,
  counter: 'manual',
}

const PRESET_COUNTERS: Preset[] = [
  {
    title: 'Информирование общеобразовательных организаций с низкими образовательными результатами',
    indicator: share('schools', 'школ', 'acknowledged'),
  },
  { title: 'Отбор и назначение кураторов', indicator: share('schools', 'школ', 'curators_assigned') },
  {
    title: 'Участие в анкетировании общеобразовательных учреждений',
    indicator: share('schools', 'школ', 'questionnaires'),
  },
  { title: 'Первичное посещение кураторами', indicator: share('curators', 'кураторов', 'first_visits') },
  {
    title: 'Разработка муниципальной дорожной карты',
    indicator: { ...yesNo('map_sent_and_published'), base: 'none' },
  },
  { title: 'Мониторинг официальных сайтов', indicator: uncountable },
  // Who took part in a webinar is not recorded yet: the share is typed.
  {
    title: 'Организация участия участников проекта 500+ в научно-методических вебинарах',
    indicator: share('schools', 'школ', 'manual'),
  },
  { title: 'Участие в консультациях в режиме ВКС', indicator: share('schools', 'школ', 'execution') },
  {
    title: 'Проведение анализа сформированных рисков профилей',
    indicator: share('schools', 'школ', 'profile_analyses'),
  },
  {
    title: 'Посещение кураторами общеобразовательных учреждений',
    indicator: share('schools', 'школ', 'visits_by_schedule'),
  },
  { title: 'Организация участия в курсах повышения квалификации', indicator: uncountable },
  { title: 'Организация работы «Методического десанта»', indicator: yesNo('execution') },
  { title: 'Подготовка отчетов кураторов', indicator: share('points', 'отчётов', 'reports_sent') },
  { title: 'Размещение общеобразовательными организациями данных', indicator: share('schools', 'школ', 'execution') },
  { title: 'Муниципальная содержательная экспертиза подтверждающих документов', indicator: yesNo('evidence_present') },
  { title: 'Подведение итогов реализации Проекта', indicator: yesNo('evidence_present') },
]

/** Letters only: spaces, numbers, quotes and the project's «500+» fall away. */
const letters = (text: string): string =>
  comparable(text)
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}]/gu, '')

const BY_START = PRESET_COUNTERS.map((preset) => ({ start: letters(preset.title), indicator: preset.indicator }))

/** The indicator of a measure of the preset, by its title; null for another measure. */
export function presetIndicator(title: string): Indicator | null {
  const own = letters(title)
  const found = BY_START.find(({ start }) => own.startsWith(start))
  return found ? { ...found.indicator } : null
}
