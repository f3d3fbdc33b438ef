import 'server-only'
import { and, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { record } from '@/db/journal'
import { once } from '@/db/press'
import { isReadyForm, readPresentForm, usedQuestionCodes } from '@/db/report-form-rows'
import { programmes, reportForms } from '@/db/schema/programme'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand, personOf } from '@/lib/access/policy'
import { editedForm, type FormEdit } from '@/lib/report/form-edit'
import { conflict, notFound } from '@/lib/shared/refusal'

/**
 * Saves the form as the programme's next version; reports that were begun keep theirs. `number` is the version that was edited: where
 * another became the newest meanwhile, it is refused and nothing is lost. Answers with the new number.
 */
export async function saveReportForm(
  actor: Actor,
  input: { programmeId: string; number: number; edit: FormEdit },
  press: string,
  now: Date,
): Promise<number> {
  demand(actor, 'programme.content')
  return database().transaction((tx) =>
    once(tx, actor, press, { saveReportForm: input }, now, async () => {
      const [programme] = await tx
        .select({ id: programmes.id })
        .from(programmes)
        .where(and(eq(programmes.id, input.programmeId), ofHome(actor, programmes.municipalityId)))
        .for('no key update')
      if (!programme) throw notFound('Программа')
      const present = await readPresentForm(tx, programme.id)
      // Somebody began a report meanwhile: the ready form became version 1, word for word as it was shown.
      const isReady = input.number === 0 && isReadyForm(present)
      if (present.number !== input.number && !isReady) {
        throw conflict(
          `Пока страница была открыта, другой сотрудник сохранил версию ${present.number} этой формы. Ваш текст ниже; что отличается, показано над ним.`,
        )
      }
      const form = editedForm(present.form, input.edit, await usedQuestionCodes(tx, programme.id))
      // The ready form of domain §4 is version 1 also where nobody has begun a report yet.
      const number = Math.max(present.number, 1) + 1
      if (present.number === 0)
        await tx
          .insert(reportForms)
          .values({ programmeId: programme.id, number: 1, form: present.form, createdAt: now })
      const [added] = await tx
        .insert(reportForms)
        .values({ programmeId: programme.id, number, form, createdBy: personOf(actor), createdAt: now })
        .returning({ id: reportForms.id })
      if (!added) throw new Error('No form was inserted.')
      await record(tx, actor, now, {
        action: 'report_form.save',
        subject: 'report_form',
        subjectId: added.id,
        before: { version: present.number },
        after: { programmeId: programme.id, version: number },
      })
      return number
    }),
  )
}
