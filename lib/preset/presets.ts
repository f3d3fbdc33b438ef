import { ASSIGNMENT_2021 } from '@/lib/preset/assignment-2021'
import { ORDER_500_2022 } from '@/lib/preset/order-500-2022'
import type { Preset, PresetMeasure } from '@/lib/preset/shape'
import type { MeasureText } from '@/lib/road-map/rules'

export const DEMO_PRESET = '500-2022'

/** Ready plans; ids are stored as origins of measures and never change. */
export const PRESETS: Preset[] = [
  {
    id: DEMO_PRESET,
    name: 'Проект «500+», 2022 год',
    about: 'Приложение к распоряжению № 121 от 21.04.2022 Забайкальского района: 17 мероприятий в 3 разделах',
    source: 'Распоряжение № 121 от 21.04.2022',
    year: 2022,
    programme: 'Проект «500+»',
    // Without the district's name: the preset is for all.
    annexTitle:
      'Дорожная карта (план мероприятий) по реализации проекта адресной методической помощи общеобразовательным организациям, имеющим низкие образовательные результаты, в рамках федерального проекта «500+» в 2022 году',
    sections: ORDER_500_2022,
  },
  {
    id: 'assignment-2021',
    name: 'Техническое задание региона, 2021 год',
    about:
      'Задание муниципальным координаторам Забайкальского края: 27 мероприятий без разделов, исполнителей и показателей',
    source: 'Техническое задание 2021 года',
    year: 2021,
    programme: 'Проект «500+»',
    annexTitle: '',
    sections: ASSIGNMENT_2021,
  },
]

export const findPreset = (id: string): Preset | undefined => PRESETS.find((preset) => preset.id === id)

/** Items that have no term of their own and whose source stands above: «21», «22». */
export const itemsWithoutTerm = (preset: Preset): PresetMeasure[] =>
  preset.sections.flatMap((section) => section.measures.filter((measure) => measure.termOf !== undefined))

export type StartedMeasure = MeasureText & { item: string }

/** The sections as a map's rows; `inheritsTerms` gives items without a term the one of the item above that the preset names. */
export function presetRows(preset: Preset, inheritsTerms: boolean) {
  const terms = new Map(preset.sections.flatMap((section) => section.measures.map((one) => [one.item, one.term])))
  return preset.sections.map(({ number, title, measures }) => ({
    number,
    title,
    measures: measures.map(
      ({ termOf, ...measure }): StartedMeasure => ({
        number: '',
        executors: '',
        tasks: '',
        indicator: '',
        extra: [],
        ...measure,
        term: inheritsTerms && termOf !== undefined ? (terms.get(termOf) ?? '') : measure.term,
      }),
    ),
  }))
}
