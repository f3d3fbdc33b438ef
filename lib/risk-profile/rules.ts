/** Significance of a risk factor (domain §3), the gravest first; `absent` is «не выявлен», `unassessed` «не оценён». */
export const SIGNIFICANCES = ['high', 'medium', 'low', 'absent', 'unassessed'] as const
export type Significance = (typeof SIGNIFICANCES)[number]

/** The curator's word on one factor at the first visit. */
export const VERDICTS = ['confirmed', 'not_confirmed'] as const
export type Verdict = (typeof VERDICTS)[number]

/** How far a measure of the school's own programme has come (domain §4, 4). */
export const SCHOOL_MEASURE_STATES = ['not_due', 'done', 'partly', 'not_done'] as const
export type SchoolMeasureState = (typeof SCHOOL_MEASURE_STATES)[number]
