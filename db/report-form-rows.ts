import 'server-only'
import { desc, eq } from 'drizzle-orm'
import type { Database, Tx } from '@/db/client'
import { programmes, reportForms } from '@/db/schema/programme'
import { canonical } from '@/lib/order/compose'
import { DEFAULT_REPORT_FORM, type ReportForm } from '@/lib/report/form'

export type PresentForm = { id: string | null; number: number; form: ReportForm; createdAt: Date | null }

/** The version that new reports begin with; number 0 and the ready form of domain §4 while the programme has none of its own. */
export async function readPresentForm(handle: Database, programmeId: string): Promise<PresentForm> {
  const [last] = await handle
    .select({
      id: reportForms.id,
      number: reportForms.number,
      form: reportForms.form,
      createdAt: reportForms.createdAt,
    })
    .from(reportForms)
    .where(eq(reportForms.programmeId, programmeId))
    .orderBy(desc(reportForms.number))
    .limit(1)
  return last ?? { id: null, number: 0, form: DEFAULT_REPORT_FORM, createdAt: null }
}

/** The ready form of domain §4 that became the programme's first version as it was. */
export const isReadyForm = ({ number, form }: PresentForm): boolean =>
  number === 1 && canonical(form) === canonical(DEFAULT_REPORT_FORM)

/** The same for a report that begins now: the ready form becomes version 1 where there is none. Locks the programme. */
export async function lockPresentForm(tx: Tx, programmeId: string, now: Date): Promise<{ id: string; number: number }> {
  await tx.select({ id: programmes.id }).from(programmes).where(eq(programmes.id, programmeId)).for('no key update')
  const { id, number } = await readPresentForm(tx, programmeId)
  if (id) return { id, number }
  const [added] = await tx
    .insert(reportForms)
    .values({ programmeId, number: 1, form: DEFAULT_REPORT_FORM, createdAt: now })
    .returning({ id: reportForms.id, number: reportForms.number })
  if (!added) throw new Error('The programme has no form.')
  return added
}

/** Codes of all questions that any version of the programme's form had. */
export async function usedQuestionCodes(handle: Database, programmeId: string): Promise<Set<string>> {
  const versions = await handle
    .select({ form: reportForms.form })
    .from(reportForms)
    .where(eq(reportForms.programmeId, programmeId))
  const forms = [DEFAULT_REPORT_FORM, ...versions.map((version) => version.form)]
  return new Set(forms.flatMap(({ sections }) => sections.flatMap((one) => one.questions.map(({ code }) => code))))
}
