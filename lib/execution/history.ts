import { EXECUTION_STATE_LABELS } from '@/lib/execution/labels'
import type { ExecutionState } from '@/lib/execution/rules'
import { ACTION_LABELS } from '@/lib/journal/action-labels'
import { isLocalDate, shortDate } from '@/lib/shared/dates'
import { counted } from '@/lib/shared/text'

/** A line of the journal about a measure; `before` and `after` are what its command wrote. */
export type HistoryLine = {
  action: string
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const day = (value: unknown): string => (typeof value === 'string' && isLocalDate(value) ? shortDate(value) : '')
const stateOf = (values: Record<string, unknown> | null): string =>
  EXECUTION_STATE_LABELS[text(values?.state) as ExecutionState] ?? ''
/** Names in one line; a district's five hundred schools are counted. */
const MOST_NAMES = 5

/** What happened, in words: the act, and what was and became where the journal says so. */
export function sayHistory({ action, before, after }: HistoryLine): { what: string; details: string[] } {
  const what = ACTION_LABELS[action] ?? action
  const details: string[] = []
  const about = [whom(after), text(after?.pointLabel)].filter(Boolean).join(', ')
  if (about) details.push(about)
  if (action.startsWith('execution.')) {
    const was = Array.isArray(before) ? '' : stateOf(before)
    const became = [stateOf(after), after?.isBeforeApproval ? 'до утверждения' : '', day(after?.doneOn)].filter(Boolean)
    details.push(`${was ? `${was} → ` : ''}${became.join(', ')}`)
    if (text(after?.note)) details.push(text(after?.note))
  }
  if (action.startsWith('evidence.')) details.push(...evidenceOf(action === 'evidence.add' ? after : before))
  if (day(after?.newDue)) details.push(`новый срок ${day(after?.newDue)}`)
  if (text(after?.reason)) details.push(`причина: ${text(after?.reason)}`)
  if (text(after?.schedule)) details.push(`график «${text(after?.schedule)}»`)
  return { what, details }
}

function whom(after: Record<string, unknown> | null): string {
  const names = after?.executorNames
  if (!Array.isArray(names)) return text(after?.executorName)
  if (names.length <= MOST_NAMES) return names.join(', ')
  return counted(names.length, 'исполнитель', 'исполнителя', 'исполнителей')
}

function evidenceOf(values: Record<string, unknown> | null): string[] {
  const all = Array.isArray(values?.evidence) ? (values.evidence as Record<string, unknown>[]) : [values]
  return all.map((one) => text(one?.text)).filter(Boolean)
}
