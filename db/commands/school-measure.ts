import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { record } from '@/db/journal'
import { once } from '@/db/press'
import { dictionaryOf, lockProfile, marksOf } from '@/db/risk-profile-rows'
import { schoolMeasures } from '@/db/schema/risk-profile'
import { ofHome } from '@/db/scope'
import { ownTypicalMeasures } from '@/db/typical-rows'
import type { Actor } from '@/lib/access/actor'
import { demand, personOf } from '@/lib/access/policy'
import { proposedFor } from '@/lib/preset/for-factor'
import type { ChooseMeasuresInput, SchoolMeasureInput } from '@/lib/risk-profile/measure-schema'
import { conflict, invalid, notFound } from '@/lib/shared/refusal'

/** A school's programme is no longer: what stands above is a mistake of some import. */
const MOST_MEASURES = 500

/** A measure stands against a factor of this very profile, and a new one against an activated factor. */
async function demandFactor(tx: Tx, profileId: string, factorId: string, mustBeActive: boolean): Promise<void> {
  const mark = (await marksOf(tx, profileId)).find((one) => one.factorId === factorId)
  if (!mark) throw invalid('В профиле школы такого фактора нет. Выберите фактор из списка.', 'factorId')
  if (mustBeActive && !mark.isActive)
    throw invalid('Мероприятия планируют по активированным факторам. Этот фактор не активирован.', 'factorId')
}

async function measuresOf(tx: Tx, profileId: string) {
  const kept = await tx
    .select()
    .from(schoolMeasures)
    .where(and(eq(schoolMeasures.profileId, profileId), isNull(schoolMeasures.removedAt)))
  if (kept.length >= MOST_MEASURES) throw conflict(`В программе школы не больше ${MOST_MEASURES} мероприятий.`)
  return kept
}

/** Takes measures of the library for an activated factor; `pick` are ids of those that the page proposed. Answers with their number. */
export async function chooseSchoolMeasures(
  actor: Actor,
  input: ChooseMeasuresInput,
  pressId: string,
  now: Date,
): Promise<number> {
  demand(actor, 'school_measure.edit')
  return database().transaction((tx) =>
    once(tx, actor, pressId, { chooseSchoolMeasures: input }, now, async () => {
      const { profile } = await lockProfile(tx, actor, input.profileId)
      await demandFactor(tx, profile.id, input.factorId, true)
      const factor = (await dictionaryOf(tx, profile.programmeId)).find((one) => one.id === input.factorId)
      const kept = (await measuresOf(tx, profile.id)).filter((one) => one.factorId === input.factorId)
      const proposed = proposedFor(factor?.number ?? null, await ownTypicalMeasures(tx, actor), kept)
      const picked = [...new Set(input.pick)].map((id) => proposed.find((one) => one.id === id))
      if (picked.some((one) => one === undefined))
        throw conflict(
          'Список предложенных мероприятий изменился: что-то из отмеченного уже взято или убрано. Откройте страницу заново.',
        )
      const chosen = picked.flatMap((one) => (one ? [one] : []))
      const rows = chosen.map(({ id, title, term, executors, indicator }) => ({
        municipalityId: profile.municipalityId,
        profileId: profile.id,
        factorId: input.factorId,
        title,
        term,
        executors,
        indicator,
        origin: id,
        savedBy: personOf(actor),
        savedAt: now,
      }))
      const added = await tx.insert(schoolMeasures).values(rows).returning({ id: schoolMeasures.id })
      await record(tx, actor, now, {
        action: 'school_measure.choose',
        subject: 'risk_profile',
        subjectId: profile.id,
        after: {
          factorId: input.factorId,
          measures: chosen.map(({ id, title }, at) => ({ id: added[at]?.id, origin: id, title })),
        },
      })
      return chosen.length
    }),
  )
}

type MeasureText = Omit<SchoolMeasureInput, 'id' | 'schoolId' | 'profileId' | 'revision'>

const textOf = ({ factorId, title, term, executors, indicator, state, evidence }: MeasureText) => ({
  factorId,
  title,
  term,
  executors,
  indicator,
  state,
  evidence,
})

/** Adds a typed measure, or changes the one of `id`; another's change since `revision` is a conflict that shows both texts. */
export async function saveSchoolMeasure(
  actor: Actor,
  input: SchoolMeasureInput,
  pressId: string,
  now: Date,
): Promise<string> {
  demand(actor, 'school_measure.edit')
  return database().transaction((tx) =>
    once(tx, actor, pressId, { saveSchoolMeasure: input }, now, async () => {
      const { profile } = await lockProfile(tx, actor, input.profileId)
      const text = textOf(input)
      const saved = { ...text, savedBy: personOf(actor), savedAt: now }
      if (input.id === undefined) {
        await demandFactor(tx, profile.id, input.factorId, true)
        await measuresOf(tx, profile.id)
        const [added] = await tx
          .insert(schoolMeasures)
          .values({ ...saved, municipalityId: profile.municipalityId, profileId: profile.id })
          .returning({ id: schoolMeasures.id })
        if (!added) throw new Error('The measure was not inserted.')
        await record(tx, actor, now, {
          action: 'school_measure.add',
          subject: 'school_measure',
          subjectId: added.id,
          after: { schoolId: profile.schoolId, ...text },
        })
        return added.id
      }
      const [before] = await tx
        .select()
        .from(schoolMeasures)
        .where(and(eq(schoolMeasures.id, input.id), eq(schoolMeasures.profileId, profile.id)))
        .for('update')
      if (!before) throw notFound('Мероприятие школы')
      if (before.removedAt) throw conflict('Это мероприятие убрано. Верните его в программу школы, потом изменяйте.')
      if (before.revision !== input.revision)
        throw conflict(
          'Пока вы писали, мероприятие изменил другой сотрудник. Ваш текст остался в форме; сверьте с сохранённым и сохраните ещё раз.',
          { current: textOf(before), revision: before.revision },
        )
      await demandFactor(tx, profile.id, input.factorId, input.factorId !== before.factorId)
      await tx
        .update(schoolMeasures)
        .set({ ...saved, revision: before.revision + 1 })
        .where(eq(schoolMeasures.id, before.id))
      await record(tx, actor, now, {
        action: 'school_measure.save',
        subject: 'school_measure',
        subjectId: before.id,
        before: textOf(before),
        after: { schoolId: profile.schoolId, ...text },
      })
      return before.id
    }),
  )
}

/** Puts a measure among the removed ones, or brings it back. What is already so stays and is not recorded. */
export async function removeSchoolMeasure(
  actor: Actor,
  input: { id: string; act: 'remove' | 'restore' },
  now: Date,
): Promise<void> {
  demand(actor, 'school_measure.edit')
  await database().transaction(async (tx) => {
    const [named] = await tx
      .select({ profileId: schoolMeasures.profileId })
      .from(schoolMeasures)
      .where(and(eq(schoolMeasures.id, input.id), ofHome(actor, schoolMeasures.municipalityId)))
    if (!named) throw notFound('Мероприятие школы')
    const { profile } = await lockProfile(tx, actor, named.profileId)
    const [before] = await tx.select().from(schoolMeasures).where(eq(schoolMeasures.id, input.id)).for('update')
    if (!before) throw notFound('Мероприятие школы')
    if ((before.removedAt === null) === (input.act === 'restore')) return
    if (input.act === 'restore') await measuresOf(tx, profile.id)
    await tx
      .update(schoolMeasures)
      .set({ removedAt: input.act === 'remove' ? now : null, revision: before.revision + 1 })
      .where(eq(schoolMeasures.id, before.id))
    await record(tx, actor, now, {
      action: `school_measure.${input.act}`,
      subject: 'school_measure',
      subjectId: before.id,
      before: { title: before.title },
      after: { schoolId: profile.schoolId },
    })
  })
}
