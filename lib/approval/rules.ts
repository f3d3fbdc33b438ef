import { conflict, invalid } from '@/lib/shared/refusal'
import { isBlank } from '@/lib/shared/text'

/** A round of approval of one frozen package (rulings A1, A3). */
export const ROUND_STATES = ['open', 'passed', 'returned', 'recalled', 'signed'] as const
export type RoundState = (typeof ROUND_STATES)[number]

export const DECISIONS = ['approve', 'approve_with_remarks', 'return'] as const
export type Decision = (typeof DECISIONS)[number]

export type StageView = {
  position: number
  /** How many consents finish the stage; null asks for all. */
  need: number | null
  tasks: { id: string; userId: string; decision: Decision | null }[]
}

const consents = (stage: StageView): number =>
  stage.tasks.filter((task) => task.decision === 'approve' || task.decision === 'approve_with_remarks').length

const wanted = (stage: StageView): number => Math.min(stage.need ?? stage.tasks.length, stage.tasks.length)

export const isStageDone = (stage: StageView): boolean => consents(stage) >= wanted(stage)

/** The first stage that still waits, or null when every stage has consented. */
export function currentStage(stages: readonly StageView[]): StageView | null {
  const inOrder = [...stages].sort((a, b) => a.position - b.position)
  return inOrder.find((stage) => !isStageDone(stage)) ?? null
}

/** Nobody acts before his stage, twice, or after the stage was decided without him. */
export function demandTurn(stages: readonly StageView[], taskId: string): void {
  const stage = stages.find((candidate) => candidate.tasks.some((task) => task.id === taskId))
  const task = stage?.tasks.find((candidate) => candidate.id === taskId)
  if (!stage || !task) throw conflict('Вас нет в маршруте этого согласования.')
  if (task.decision !== null) throw conflict('Решение по этому этапу уже принято; изменить его нельзя.')
  const current = currentStage(stages)
  if (!current || stage.position < current.position) {
    throw conflict('Этап уже завершён: согласий достаточно, ваше решение не требуется.')
  }
  if (stage.position > current.position) throw conflict('Ваш этап ещё не наступил: раньше вас решают другие.')
}

export const REASON_LIMIT = 20_000

/** A return, and a consent with remarks, must say why. */
export function demandReason(decision: Decision, reason: string, remarks: number): void {
  if (reason.length > REASON_LIMIT) {
    throw invalid(
      `Слишком длинно: не больше ${REASON_LIMIT} знаков. Подробности приложите замечаниями к мероприятиям.`,
      'reason',
    )
  }
  if (decision === 'return' && isBlank(reason))
    throw invalid('Напишите, что доработать: без причины вернуть нельзя.', 'reason')
  if (decision === 'approve_with_remarks' && isBlank(reason) && remarks === 0) {
    throw invalid('Напишите замечание или выберите «Согласовать».', 'reason')
  }
}
