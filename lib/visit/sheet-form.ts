import { shortDate } from '@/lib/shared/dates'
import type { SheetInput } from '@/lib/visit/sheet'
import { rowValues } from '@/lib/visit/sheet-rows'

type Stored = Pick<
  SheetInput,
  | 'startsAt'
  | 'endsAt'
  | 'form'
  | 'aim'
  | 'participants'
  | 'agenda'
  | 'observations'
  | 'documentsSeen'
  | 'found'
  | 'profileMatch'
  | 'nextOn'
> & { heldOn: string | null; recommendations: { id: string; text: string; due: string | null; person: string }[] }

/** What the fields of the sheet hold when it is opened: names as in lib/visit/sheet-schema.ts, dates as a person types them. */
export function sheetValues(stored: Stored, day: string): Record<string, string[]> {
  const { observations, recommendations } = stored
  return {
    heldOn: [shortDate(stored.heldOn ?? day)],
    startsAt: [stored.startsAt],
    endsAt: [stored.endsAt],
    form: [stored.form],
    aim: [stored.aim],
    participants: [stored.participants],
    agenda: [stored.agenda],
    documentsSeen: [stored.documentsSeen],
    found: [stored.found],
    profileMatch: [stored.profileMatch ?? ''],
    nextOn: [stored.nextOn ? shortDate(stored.nextOn) : ''],
    'obsClass[]': observations.map((one) => one.schoolClass),
    'obsSubject[]': observations.map((one) => one.subject),
    'obsText[]': observations.map((one) => one.text),
    'notNames[]': [...new Set(observations.flatMap((one) => one.notNames ?? []))],
    ...rowValues(recommendationRows(recommendations)),
  }
}

/** Stored recommendations as rows of the form, dates as a person types them. */
export const recommendationRows = <Row extends { due: string | null }>(rows: readonly Row[]) =>
  rows.map((row) => ({ ...row, due: row.due ? shortDate(row.due) : '' }))
