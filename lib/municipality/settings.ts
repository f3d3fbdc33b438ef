/** Wordings from which the order's text is composed; every one can be edited by a form, and the composed text again. */
export type MunicipalitySettings = {
  /** «обязывает:» and the like. */
  operativeWord: string
  /** Ground in the charter, genitive: «ст. 25 Устава муниципального района «Забайкальский район»». */
  charterBasis: string
  /** «в целях организации работы …»; may be empty. */
  purpose: string
  /** «Об утверждении {карты}»; `{карты}` is the annex's title in the genitive. */
  titlePattern: string
  /** Points after the first, which approves the annex. `{контроль}` is what the card says of control. */
  points: string[]
  /** Who controls, accusative, by default. */
  control: string
  /** «-р» and the like, printed after the number. */
  numberSuffix: string
  /** Executor's mark on print copies only (rulings B9). */
  executorMark: boolean
}

export const DEFAULT_SETTINGS: MunicipalitySettings = {
  operativeWord: 'обязывает:',
  charterBasis: '',
  purpose: '',
  titlePattern: 'Об утверждении {карты}',
  points: [
    'Руководителям общеобразовательных учреждений обеспечить участие в реализации мероприятий Дорожной карты.',
    'Настоящее распоряжение разместить на официальном сайте.',
    'Контроль за исполнением настоящего распоряжения {контроль}.',
  ],
  control: 'оставляю за собой',
  numberSuffix: '',
  executorMark: false,
}
