import type { ExecutionState, Standing } from '@/lib/execution/rules'

export const EXECUTION_STATE_LABELS: Record<ExecutionState, string> = {
  not_started: 'Не начато',
  in_progress: 'В работе',
  done: 'Исполнено',
  not_done: 'Не исполнено',
  not_required: 'Не требуется',
}

export const STANDING_LABELS: Record<Standing, string> = {
  done: 'исполнено',
  not_required: 'не требуется',
  not_done: 'не исполнено',
  overdue: 'просрочено',
  before_approval: 'срок прошёл до утверждения',
  soon: 'срок на этой неделе',
  running: 'идёт',
  ahead: 'впереди',
  no_date: 'без даты',
}

/** What stands for evidence whose content is not shown. */
export const EVIDENCE_KIND_LABELS = { text: 'текст', link: 'ссылка', file: 'файл' }
