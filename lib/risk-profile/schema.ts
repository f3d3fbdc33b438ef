import { z } from 'zod'
import { SIGNIFICANCES, type Significance, VERDICTS, type Verdict } from '@/lib/risk-profile/rules'
import { dateField, idField } from '@/lib/shared/form-fields'
import { isBlank } from '@/lib/shared/text'

/** Fields of a factor are named «<field>-<factor's id>»; the ids stand in `factor[]`. */
const factor = z.array(idField, 'Откройте страницу заново.').min(1, 'Откройте страницу заново.').max(200)
const revision = z.coerce.number('Откройте страницу заново.').int().min(0)

export const factorField = (field: string, factorId: string): string => `${field}-${factorId}`

type Row = Record<string, unknown>
const said = (row: Row, field: string, id: string): string => {
  const value = row[factorField(field, id)]
  return typeof value === 'string' ? value.normalize('NFC').trim() : ''
}

/** Tells of what is wrong with one factor's field. */
type Complain = (field: string, id: string, message: string) => void

const complaintsOf =
  (context: z.RefinementCtx): Complain =>
  (field, id, message) =>
    context.addIssue({ code: 'custom', message, path: [factorField(field, id)] })

function significanceOf(row: Row, field: string, id: string, complain: Complain): Significance | null {
  const text = said(row, field, id)
  if (text === '') return null
  const found = SIGNIFICANCES.find((one) => one === text)
  if (!found) complain(field, id, 'Выберите значимость из списка.')
  return found ?? null
}

function gradeValue(row: Row, field: string, id: string, complain: Complain): number | null {
  const text = said(row, field, id)
  if (isBlank(text)) return null
  const value = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN
  if (value >= 0 && value <= 100) return value
  complain(field, id, 'Значение — целое число от 0 до 100.')
  return null
}

const MOST_LETTERS = 5_000

function textOf(row: Row, field: string, id: string, complain: Complain): string {
  const text = said(row, field, id)
  if (text.length > MOST_LETTERS) complain(field, id, `Слишком длинно: не больше ${MOST_LETTERS} знаков.`)
  return text
}

export const questionnaireSchema = z
  .object({
    schoolId: idField,
    programmeId: idField,
    revision,
    questionnaireOn: dateField('Напишите, когда школа прошла анкетирование.'),
    factor,
  })
  .loose()
  .transform(({ schoolId, programmeId, revision, questionnaireOn, factor, ...row }, context) => {
    const complain = complaintsOf(context)
    const marks = factor.map((factorId) => ({
      factorId,
      initial: significanceOf(row, 'initial', factorId, complain) ?? ('unassessed' as const),
      initialValue: gradeValue(row, 'initialValue', factorId, complain),
    }))
    return { schoolId, programmeId, revision, questionnaireOn, marks }
  })
export type QuestionnaireInput = z.output<typeof questionnaireSchema>
export type QuestionnaireMark = QuestionnaireInput['marks'][number]

export type VerificationMark = {
  factorId: string
  verdict: Verdict
  why: string
  /** The new significance of one that is not confirmed; a confirmed one keeps the questionnaire's. */
  verified: Significance | null
  isActive: boolean
}

export const verificationSchema = z
  .object({
    profileId: idField,
    schoolId: idField,
    /** For the way back only. */
    programmeId: idField,
    revision,
    verifiedOn: dateField('Напишите, когда профиль верифицирован.'),
    visitId: z.preprocess((value) => (value === '' ? undefined : value), idField.optional()),
    factor,
  })
  .loose()
  .transform(({ profileId, schoolId, programmeId, revision, verifiedOn, visitId, factor, ...row }, context) => {
    const complain = complaintsOf(context)
    const marks = factor.map((factorId): VerificationMark => {
      const verdict = VERDICTS.find((one) => one === said(row, 'verdict', factorId))
      if (!verdict) complain('verdict', factorId, 'Выберите: подтверждаете или нет.')
      const why = textOf(row, 'why', factorId, complain)
      const verified = significanceOf(row, 'verified', factorId, complain)
      if (verdict === 'not_confirmed' && isBlank(why))
        complain('why', factorId, 'Напишите, почему значимость не подтверждается.')
      if (verdict === 'not_confirmed' && verified === null)
        complain('verified', factorId, 'Укажите новую значимость фактора.')
      const isActive = said(row, 'active', factorId) !== ''
      // What belongs to the other answer is not kept: «Подтверждаю» with a forgotten reason would say two things.
      return verdict === 'not_confirmed'
        ? { factorId, verdict, why, verified, isActive }
        : { factorId, verdict: 'confirmed', why: '', verified: null, isActive }
    })
    return { profileId, schoolId, programmeId, revision, verifiedOn, visitId: visitId ?? null, marks }
  })
export type VerificationInput = Omit<z.output<typeof verificationSchema>, 'schoolId' | 'programmeId'>

export const secondSchema = z
  .object({
    profileId: idField,
    schoolId: idField,
    /** For the way back only. */
    programmeId: idField,
    revision,
    secondOn: dateField('Напишите, когда проведена повторная диагностика.'),
    factor,
  })
  .loose()
  .transform(({ profileId, schoolId, programmeId, revision, secondOn, factor, ...row }, context) => {
    const complain = complaintsOf(context)
    const marks = factor.map((factorId) => ({
      factorId,
      second: significanceOf(row, 'second', factorId, complain),
      secondValue: gradeValue(row, 'secondValue', factorId, complain),
      result: textOf(row, 'result', factorId, complain),
    }))
    return { profileId, schoolId, programmeId, revision, secondOn, marks }
  })
export type SecondInput = Omit<z.output<typeof secondSchema>, 'schoolId' | 'programmeId'>

export const analysisSchema = z.object({
  profileId: idField,
  schoolId: idField,
  revision,
  analysedOn: dateField('Напишите, когда проведён анализ.'),
  analysis: z
    .string()
    .default('')
    .transform((text) => text.normalize('NFC').trim())
    .pipe(z.string().max(20_000, 'Слишком длинно: не больше 20 000 знаков.')),
})
export type AnalysisInput = Omit<z.output<typeof analysisSchema>, 'schoolId'>
