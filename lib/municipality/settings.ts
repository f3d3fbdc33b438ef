/** Words of the municipality that every act's text is composed with; patterns of titles and points are templates (lib/order/template.ts). */
export type MunicipalitySettings = {
  /** Ground in the charter, genitive: «ст. 25 Устава муниципального района «Забайкальский район»». */
  charterBasis: string
  /** Who controls, by default: «оставляю за собой», «возложить на …» with the accusative. */
  control: string
  /** «-р» and the like, printed after the number. */
  numberSuffix: string
  /** Executor's mark on print copies only (rulings B9). */
  executorMark: boolean
  /** So many schools a curator may look after at once; more wants a word of reason (feature 26). */
  mostSchools: number
}

export const DEFAULT_SETTINGS: MunicipalitySettings = {
  charterBasis: '',
  control: 'оставляю за собой',
  numberSuffix: '',
  executorMark: false,
  mostSchools: 3,
}
