import type { PageProfile } from '@/lib/order/document'
import type { ReportSectionCode } from '@/lib/report/rules'
import type { LocalDate } from '@/lib/shared/dates'

/** Where a fact stands: in a record of the program, with the page where it is corrected; or typed by the curator (rulings F7). */
export type FactOrigin =
  | { kind: 'visit' | 'risk_profile' | 'school_measure' | 'road_map'; id: string; href: string; label: string }
  | { kind: 'typed'; id: string; label: string }

/** One line of a section's table: cells under the section's columns. */
export type ReportFact = { cells: string[]; origin: FactOrigin }

export type ReportContentSection = {
  code: ReportSectionCode
  title: string
  columns: string[]
  facts: ReportFact[]
  answers: { question: string; label: string; text: string }[]
}

/** What was sent: ready words, frozen. The page, the paper and the consolidated report are made of it alone. */
export type ReportContent = {
  /** Version of this shape; papers of old ones are drawn by their own reader. */
  shape: 1
  /** «Отчёт куратора», by the form's title. */
  title: string
  programme: string
  year: number
  stage: string
  isFinal: boolean
  /** «мая»: the month of the stage's due date, genitive; '' where it has none. */
  stageMonth: string
  municipality: string
  school: string
  curator: { name: string; post: string; workplace: string }
  /** The period that the report tells of; both days inclusive. */
  from: LocalDate | null
  to: LocalDate
  /** «распоряжение … от … № …» that appointed the curators; '' where none is registered. */
  basis: string
  sections: ReportContentSection[]
  /** What the paper is drawn by, so that it is drawn to the same bytes whatever the settings are later. */
  paper: { profile: PageProfile; place: string; sentOn: LocalDate /** «Б.Ц. Дашиева». */; signer: string; zone: string }
}
