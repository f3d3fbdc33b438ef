import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { openPlan, type PlanAddress, savePlan } from '@/db/measure-plan'
import { executorRoles, measurePlans } from '@/db/schema/plan'
import { measures, sections } from '@/db/schema/road-map'
import type { Actor } from '@/lib/access/actor'
import { dictionaryOf } from '@/lib/executor/dictionary'
import { circleThrough } from '@/lib/road-map/dependencies'
import { readingOfForm, type TermReadingInput } from '@/lib/road-map/reading-schema'
import { placeOf } from '@/lib/road-map/row-place'
import { invalid } from '@/lib/shared/refusal'

/**
 * What a coordinator says of a term's meaning in place of the program, or null for the program's own reading. It holds for the text
 * that stands there now; the text itself is never touched, on an approved map either (rulings A8).
 */
export async function saveTermReading(
  actor: Actor,
  input: PlanAddress & { reading: Pick<TermReadingInput, 'kind' | 'rows' | 'recurrence' | 'day'> | null },
  now: Date,
): Promise<void> {
  await database().transaction(async (tx) => {
    const opened = await openPlan(tx, actor, input)
    const { measure } = opened
    const part = input.reading
      ? { termText: measure.term, reading: readingOfForm(input.reading, measure.year) }
      : { termText: null, reading: null }
    const action = input.reading ? 'measure.set_reading' : 'measure.drop_reading'
    await savePlan(tx, actor, input, opened, part, action, now)
  })
}

/** The roles that execute the measure, chosen from the dictionary; null for the program's own reading, [] for nobody. */
export async function saveExecutorCodes(
  actor: Actor,
  input: PlanAddress & { codes: string[] | null },
  now: Date,
): Promise<void> {
  await database().transaction(async (tx) => {
    const opened = await openPlan(tx, actor, input)
    if (input.codes === null) {
      const none = { executorsText: null, executorCodes: null }
      return savePlan(tx, actor, input, opened, none, 'measure.drop_executors', now)
    }
    const known = new Set((await readDictionary(tx, actor)).map((role) => role.code))
    const codes = [...new Set(input.codes)]
    if (codes.some((code) => !known.has(code))) {
      throw invalid('Выбранного исполнителя больше нет в справочнике. Обновите страницу и выберите снова.', 'codes')
    }
    const part = { executorsText: opened.measure.executors, executorCodes: codes }
    await savePlan(tx, actor, input, opened, part, 'measure.set_executors', now)
  })
}

async function readDictionary(tx: Tx, actor: Actor) {
  const own = await tx
    .select({
      code: executorRoles.code,
      name: executorRoles.name,
      fanOut: executorRoles.fanOut,
      synonyms: executorRoles.synonyms,
    })
    .from(executorRoles)
    .where(eq(executorRoles.municipalityId, actor.municipalityId ?? ''))
  return dictionaryOf(own)
}

/** The measures that must be done before this one. A circle is refused with its way round: «3.2 → 3.4 → 3.2». */
export async function saveDependencies(
  actor: Actor,
  input: PlanAddress & { dependsOn: string[] },
  now: Date,
): Promise<void> {
  await database().transaction(async (tx) => {
    const opened = await openPlan(tx, actor, input)
    const { key, versionId } = opened.measure
    const rows = await tx
      .select({
        key: measures.key,
        number: measures.number,
        title: measures.title,
        sectionNumber: sections.number,
        sectionTitle: sections.title,
      })
      .from(measures)
      .innerJoin(sections, eq(sections.id, measures.sectionId))
      .where(and(eq(measures.versionId, versionId), isNull(measures.deletedAt), isNull(sections.deletedAt)))
    const places = new Map(rows.map((row) => [row.key, placeOf(row) || `«${row.title}»`]))
    // In the order of the table, so that the same choice is the same data.
    const chosen = new Set(input.dependsOn)
    const dependsOn = rows.map((row) => row.key).filter((one) => chosen.has(one))
    if (chosen.has(key)) throw invalid('Мероприятие не может ждать само себя.', 'dependsOn')
    if (dependsOn.length !== chosen.size) {
      throw invalid('Выбранного мероприятия больше нет в карте. Обновите страницу и выберите снова.', 'dependsOn')
    }
    const plans = await tx
      .select({ key: measurePlans.measureKey, dependsOn: measurePlans.dependsOn })
      .from(measurePlans)
      .where(eq(measurePlans.roadMapId, input.roadMapId))
    const circle = circleThrough(
      key,
      new Map([...plans.map((plan) => [plan.key, plan.dependsOn] as const), [key, dependsOn]]),
    )
    if (circle) {
      const way = circle.map((one) => places.get(one) ?? '…').join(' → ')
      throw invalid(`Получается круг: ${way}. Ни одно из этих мероприятий нельзя было бы начать.`, 'dependsOn')
    }
    await savePlan(tx, actor, input, opened, { dependsOn }, 'measure.set_dependencies', now)
  })
}
