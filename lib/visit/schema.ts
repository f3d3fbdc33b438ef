import { z } from 'zod'
import { REPEATS } from '@/lib/execution/schedule-lines'
import { dateField, idField, optionalDate } from '@/lib/shared/form-fields'
import { isBlank } from '@/lib/shared/text'
import { RECOMMENDATION_DECISIONS, SCHEDULED_KINDS, VISIT_FORMS, VISIT_KINDS } from '@/lib/visit/rules'
import { VISIT_FILTERS } from '@/lib/visit/schedule'

const LONGEST = 5_000
/** Kept as typed, ends and all. */
export const typedText = z.string().max(LONGEST, `Слишком длинно: не больше ${LONGEST} знаков.`).default('')
const words = (missing: string) => typedText.refine((text) => !isBlank(text), missing)
export const revisionField = z.coerce.number('Откройте страницу заново.').int().min(0)
const optionalId = z
  .union([idField, z.literal('')])
  .default('')
  .transform((id) => id || null)

const kind = z.enum(VISIT_KINDS, 'Выберите вид посещения.')

/** Planned by hand: dates one a line, or repeated; the school of a line wins over the chosen one. */
export const planVisitsSchema = z.object({
  programmeId: idField,
  schoolId: optionalId,
  curatorId: optionalId,
  kind: z.enum(SCHEDULED_KINDS, 'Выберите вид посещения.'),
  form: z.enum(VISIT_FORMS).default('onsite'),
  lines: z.string().max(50_000, 'Слишком длинный список: разделите его на части.').default(''),
  repeat: z
    .union([z.enum(REPEATS), z.literal('')])
    .default('')
    .transform((repeat) => repeat || null),
  repeatFrom: optionalDate,
  repeatTo: optionalDate,
})

/** A visit that nobody planned: its row is made first, then its sheet is filled in. */
export const startVisitSchema = z.object({
  programmeId: idField,
  startSchoolId: z.uuid('Выберите школу.'),
  startKind: kind.default('unplanned'),
  startDay: dateField('Напишите день посещения.'),
})

export const moveVisitSchema = z.object({
  id: idField,
  plannedOn: dateField('Напишите новый день.'),
  curatorId: optionalId,
  reason: words('Напишите, почему переносится посещение.'),
})

export const cancelVisitSchema = z.object({ id: idField, reason: words('Напишите, почему посещение отменяется.') })
export const takeBackVisitSchema = z.object({
  id: idField,
  reason: words('Напишите, почему посещение не считается состоявшимся.'),
})
export const changeVisitKindSchema = z.object({ id: idField, kind })
export const refuseVisitSchema = z.object({ id: idField, reason: words('Напишите, почему школа отказалась.') })

export const answerRecommendationSchema = z.object({
  id: idField,
  revision: revisionField,
  answer: words('Напишите, что сделано по рекомендации.'),
})
export const closeRecommendationSchema = z.object({
  id: idField,
  revision: revisionField,
  decision: z.enum([...RECOMMENDATION_DECISIONS, 'withdrawn'], 'Выберите решение.'),
  note: typedText,
})

export const removePhotoSchema = z.object({
  id: idField,
  reason: words('Напишите, почему снимок убирается: запись о нём останется с этой причиной.'),
})

/** What the list of visits is narrowed to; odd words are as if nothing was chosen. */
export const visitFiltersSchema = z.object({
  programme: z.uuid().optional().catch(undefined),
  school: z.uuid().optional().catch(undefined),
  curator: z.uuid().optional().catch(undefined),
  state: z.enum(VISIT_FILTERS).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
})
export type VisitFilters = z.output<typeof visitFiltersSchema>
