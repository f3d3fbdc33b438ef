import { conflict } from '@/lib/shared/refusal'

/**
 * The life of a curator's report, one per curator × school × stage (domain §4). A returned one is open in the sections that bear
 * remarks; an unlocked one in the sections that the unlocking named.
 */
export const REPORT_STATES = ['draft', 'sent', 'returned', 'accepted', 'accepted_with_remarks'] as const
export type ReportState = (typeof REPORT_STATES)[number]

export const REPORT_STEPS = {
  write: { from: ['draft', 'returned'] },
  send: { from: ['draft', 'returned'] },
  acknowledge: { from: ['sent', 'accepted', 'accepted_with_remarks'] },
  accept: { from: ['sent'] },
  accept_with_remarks: { from: ['sent'] },
  return: { from: ['sent'] },
  unlock: { from: ['draft', 'returned', 'sent', 'accepted', 'accepted_with_remarks'] },
} as const satisfies Record<string, { from: readonly ReportState[] }>
export type ReportStep = keyof typeof REPORT_STEPS

export const isReportStepOpen = (step: ReportStep, state: ReportState): boolean =>
  (REPORT_STEPS[step].from as readonly ReportState[]).includes(state)

/** Throws `conflict` where the step is not open in this state. */
export function demandReportStep(step: ReportStep, state: ReportState): void {
  if (!isReportStepOpen(step, state))
    throw conflict(
      'Пока страница была открыта, отчёт перешёл в другое состояние. Обновите страницу: там видно, что открыто.',
    )
}

export const REVIEW_DECISIONS = ['accepted', 'accepted_with_remarks', 'returned'] as const
export type ReviewDecision = (typeof REVIEW_DECISIONS)[number]

/** How a sent version is signed: by the curator's own key (УНЭП), or by hand on the printed paper. */
export const REPORT_SIGNATURES = ['electronic', 'paper'] as const
export type ReportSignature = (typeof REPORT_SIGNATURES)[number]

/** Sections of the report in their order (domain §4, 1–7). Facts of 1–5 come from records; `conclusions` are the curator's words. */
export const REPORT_SECTIONS = [
  'visits',
  'factors',
  'documents',
  'measures',
  'indicators',
  'training',
  'conclusions',
] as const
export type ReportSectionCode = (typeof REPORT_SECTIONS)[number]

/** A section without a row of its own is open, as at the beginning; a return or an unlocking closes those that it does not name. */
export const isSectionOpen = (row: { isOpen: boolean } | undefined): boolean => row?.isOpen ?? true
