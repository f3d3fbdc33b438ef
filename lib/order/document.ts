/**
 * What a paper says, as ready strings: the one thing that the page, the PDF and the fingerprint are made from.
 * The drawing knows no domain; this knows no points or fonts.
 */

/** Numbers of the page that belong to the municipality's profile (order-standard §1); millimetres and points as named. */
export type PageProfile = {
  marginLeftMm: number
  marginRightMm: number
  marginTopMm: number
  marginBottomMm: number
  bodySizePt: number
  tableSizePt: number
  /** Baseline distance as a multiple of the font's line height, 1–1.5. */
  lineSpacing: number
  firstLineIndentMm: number
  hyphenation: boolean
  dateStyle: 'words' | 'digits'
  titleAlign: 'center' | 'left'
  /** Продольный (header in the middle) or угловой (header in the left corner); absent in texts frozen before there was a choice. */
  layout?: 'longitudinal' | 'angular'
}

export const DEFAULT_PROFILE: PageProfile = {
  marginLeftMm: 30,
  marginRightMm: 15,
  marginTopMm: 20,
  marginBottomMm: 20,
  bodySizePt: 14,
  tableSizePt: 11,
  lineSpacing: 1.15,
  firstLineIndentMm: 12.5,
  hyphenation: false,
  dateStyle: 'words',
  titleAlign: 'center',
  layout: 'longitudinal',
}

export type AnnexTable = {
  headers: string[]
  sections: { heading: string; rows: string[][] }[]
}

/** One change of an amendment, numbered «1)», «2)» under point 1; a table stands under the text in quotation marks. */
export type ActChange = { text: string; table?: AnnexTable }

export type Annex = {
  /** Lines before «от … № …»: «УТВЕРЖДЕНА», «распоряжением …»; or «Приложение», «к распоряжению …». */
  approval: string[]
  /** A whole map given anew bears a second stamp: «УТВЕРЖДЕНА», «распоряжением … от 21.04.2022 № 121». */
  former?: string[]
  title: string
  table: AnnexTable
}

/** The package's text as it travels along the route: everything but number, date and mark. */
export type FrozenDocument = {
  template: '2026'
  profile: PageProfile
  /** SHA-256 of the coat of arms in the store, or null where the profile has none. */
  emblem: string | null
  /** Lines of the body's name, as printed. */
  body: string[]
  /** «РАСПОРЯЖЕНИЕ». */
  kind: string
  place: string
  title: string
  preamble: string
  /** «обязывает:»; printed bold at the preamble's end; may be empty. */
  operativeWord: string
  /** Without numbers; they are given by order. */
  points: string[]
  /** Under point 1 of an amendment; absent elsewhere. */
  changes?: ActChange[]
  signature: { post: string; name: string }
  /** null where nothing is attached. */
  annex: Annex | null
}

export type SignatureMark = {
  /** Upper-case hexadecimal, no spaces (C57). */
  serial: string
  owner: string
  /** «22.11.2026» (C59), local dates. */
  validFrom: string
  validTo: string
  /** True for a certificate of the demonstration's own authority: said in the mark. */
  test: boolean
}

/** The frozen text with what the register gave: what is drawn and signed. */
export type OrderDocument = FrozenDocument & {
  /** «21 апреля 2022 г.». */
  date: string
  /** «№ 121», joined by U+00A0. */
  number: string
  mark: SignatureMark | null
  /** On each page, across; only in papers that are not originals. */
  watermark: 'ПРОЕКТ' | 'КОПИЯ' | null
  /** Address of the page of this act, printed as a QR code, or null. */
  qr: string | null
}
