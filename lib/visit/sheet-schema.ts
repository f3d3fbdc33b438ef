import { z } from 'zod'
import { dateField, idField, optionalDate } from '@/lib/shared/form-fields'
import { isBlank } from '@/lib/shared/text'
import { PROFILE_MATCHES, RECOMMENDATION_DECISIONS, VISIT_FORMS } from '@/lib/visit/rules'
import { revisionField, typedText } from '@/lib/visit/schema'
import type { SheetDecision, SheetInput, SheetRecommendation } from '@/lib/visit/sheet'

/** Lessons or recommendations of one visit: more than anybody writes in a day. */
export const MOST_ROWS = 60

const texts = z
  .array(typedText)
  .max(MOST_ROWS * 2, 'Слишком много строк.')
  .default([])
const TIME = /^\s*(?:[01]?\d|2[0-3])[:.\s-]?[0-5]\d\s*$/
const time = z
  .string()
  .max(20, 'Напишите время так: 10:30.')
  .default('')
  .refine((text) => isBlank(text) || TIME.test(text), 'Напишите время так: 10:30.')

/** «10:30» as minutes; null where nothing was typed. */
const minutes = (text: string): number | null => {
  const digits = text.replace(/\D/g, '')
  return digits === '' ? null : Number(digits.slice(0, -2)) * 60 + Number(digits.slice(-2))
}

type Loose = Record<string, unknown>
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/**
 * The fields of a sheet. Rows are lists of the same length: `obsClass[]`, `obsSubject[]`, `obsText[]`; `recId[]`, `recText[]`,
 * `recDue[]`, `recPerson[]`. A word on an earlier recommendation is `decision-<id>` and `note-<id>`. Empty rows are left out; an error
 * names the row from 0: `recDue-0`.
 */
export const sheetSchema = z
  .object({
    id: idField,
    revision: revisionField,
    heldOn: dateField('Напишите день посещения.'),
    startsAt: time,
    endsAt: time,
    form: z.enum(VISIT_FORMS, 'Выберите, как прошло посещение.'),
    aim: typedText,
    participants: typedText,
    agenda: typedText,
    obsClass: texts,
    obsSubject: texts,
    obsText: texts,
    notNames: z.array(z.string().max(300)).max(500).default([]),
    documentsSeen: typedText,
    found: typedText,
    profileMatch: z
      .union([z.enum(PROFILE_MATCHES), z.literal('')])
      .default('')
      .transform((match) => match || null),
    nextOn: optionalDate,
    recId: texts,
    recText: texts,
    recDue: texts,
    recPerson: texts,
  })
  .loose()
  .transform((typed, context): SheetInput => {
    const { obsClass, obsSubject, obsText, recId, recText, recDue, recPerson } = typed
    const problem = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message })
    const begun = minutes(typed.startsAt)
    const ended = minutes(typed.endsAt)
    if (begun !== null && ended !== null && ended < begun) problem('endsAt', 'Окончание раньше начала.')
    if (typed.nextOn !== null && typed.heldOn !== '' && typed.nextOn <= typed.heldOn)
      problem('nextOn', 'Следующее посещение должно быть позже этого.')
    const observations = range(obsClass, obsSubject, obsText).flatMap((row) => {
      const seen = { schoolClass: obsClass[row] ?? '', subject: obsSubject[row] ?? '', text: obsText[row] ?? '' }
      if (isBlank(seen.schoolClass + seen.subject + seen.text)) return []
      if (isBlank(seen.text)) problem(`obsText-${row}`, 'Напишите, что наблюдали, или очистите строку.')
      return [seen]
    })
    const recommendations = range(recId, recText, recDue, recPerson).flatMap((row): SheetRecommendation[] => {
      const id = idField.safeParse(recId[row] ?? '').data ?? null
      const [text = '', due = '', person = ''] = [recText[row], recDue[row], recPerson[row]]
      if (id === null && isBlank(text + due + person)) return []
      if (id === null && isBlank(text)) problem(`recText-${row}`, 'Напишите рекомендацию или очистите строку.')
      const read = optionalDate.safeParse(due)
      if (!read.success) problem(`recDue-${row}`, read.error.issues[0]?.message ?? '')
      return [{ id, text, due: read.data ?? null, person }]
    })
    return {
      id: typed.id,
      revision: typed.revision,
      heldOn: typed.heldOn,
      startsAt: typed.startsAt,
      endsAt: typed.endsAt,
      form: typed.form,
      aim: typed.aim,
      participants: typed.participants,
      agenda: typed.agenda,
      observations,
      notNames: typed.notNames,
      documentsSeen: typed.documentsSeen,
      found: typed.found,
      profileMatch: typed.profileMatch,
      nextOn: typed.nextOn,
      recommendations,
      decisions: decisionsOf(typed, problem),
    }
  })

const range = (...lists: string[][]): number[] => [...Array(Math.max(...lists.map((list) => list.length))).keys()]

function decisionsOf(typed: Loose, problem: (field: string, message: string) => void): SheetDecision[] {
  return Object.entries(typed).flatMap(([name, value]): SheetDecision[] => {
    if (!name.startsWith('decision-') || value === '') return []
    const id = name.slice('decision-'.length)
    const decision = z.enum(RECOMMENDATION_DECISIONS).safeParse(value)
    const note = typedText.safeParse(textOf(typed[`note-${id}`]))
    if (!idField.safeParse(id).success || !decision.success || !note.success) {
      problem(note.success ? name : `note-${id}`, note.error?.issues[0]?.message ?? 'Выберите решение заново.')
      return []
    }
    return [{ id, decision: decision.data, note: note.data }]
  })
}
