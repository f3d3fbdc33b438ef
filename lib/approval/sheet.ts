import { DECISION_MADE, ROUND_STATE_LABELS } from '@/lib/approval/labels'
import type { Decision, RoundState } from '@/lib/approval/rules'
import { ORDER_KIND_WORDS } from '@/lib/order/labels'
import type { OrderKind, SignatureKind } from '@/lib/order/rules'
import { ORIGINAL_WORDS } from '@/lib/order/signature-ways'
import { printedNumber } from '@/lib/register/rules'
import { type LocalDate, localDate, localDateTime, longDate, shortDate } from '@/lib/shared/dates'
import { capitalised } from '@/lib/shared/text'

/** What the лист согласования is made of: the act, its rounds, and how it was signed. */
export type SheetFacts = {
  kind: OrderKind
  title: string
  entry: { number: number; suffix: string; date: LocalDate; state: string } | null
  rounds: readonly SheetRound[]
  signature: SheetSignature | null
}

type SheetRound = {
  number: number
  state: RoundState
  fingerprint: string
  note: string
  sentBy: string
  sentAt: Date
  endedAt: Date | null
  endReason: string | null
  stages: readonly {
    name: string
    tasks: readonly {
      title: string
      name: string
      /** The deputy who decided in his place; empty where he decided himself. */
      decidedBy: string
      decision: Decision | null
      decidedAt: Date | null
      reason: string | null
      userId: string
      decidedById: string | null
    }[]
  }[]
  remarks: readonly {
    authorId: string
    author: string
    measure: string | undefined
    text: string
    answer: string | null
  }[]
}

export type SheetSignature = {
  kind: SignatureKind
  /** As printed on the act. */
  post: string
  name: string
  /** Whom the signatory stood in for; empty where he signed in his own post. */
  principal: string
  signedAt: Date | null
  certificate: { serial: string; owner: string; validFrom: string; validTo: string; test: boolean } | null
  /** The time that a trusted time stamp names (rulings B7). */
  stampedAt: Date | null
}

export type SheetLine = { label: string; text: string }
export type SheetPart = {
  heading: string
  facts: SheetLine[]
  rows: string[][]
  /** Remarks of the round with the author's answers, numbered as the table names them. */
  remarks: string[]
}
export type Sheet = { act: string; actTitle: string; parts: SheetPart[]; signature: SheetLine[] }

export const SHEET_COLUMNS = ['Должность', 'ФИО', 'Решение', 'Дата', 'Замечания'] as const

/**
 * The лист согласования as words (order-standard 21): of the last round, or of all of them. A deputy stands with the one he stood in
 * for; remarks are attached below with the author's answers; the signature says how the act was signed, with the certificate and the
 * stamp's time. null before the act was ever sent.
 */
export function approvalSheet(facts: SheetFacts, zone: string, which: 'last' | 'all'): Sheet | null {
  const rounds = which === 'all' ? facts.rounds : facts.rounds.slice(-1)
  if (rounds.length === 0) return null
  const kind = ORDER_KIND_WORDS[facts.kind].nominative
  const { entry } = facts
  return {
    act: entry
      ? `${capitalised(kind)} от\u00A0${longDate(entry.date)} ${printedNumber(entry.number, entry.suffix)}`
      : `Проект: ${kind}`,
    actTitle: facts.title,
    parts: rounds.map((round) => partOf(round, zone)),
    signature: signatureLines(facts, zone),
  }
}

function partOf(round: SheetRound, zone: string): SheetPart {
  const numbered = round.remarks.map((remark, index) => ({ ...remark, index: index + 1 }))
  const rows = round.stages.flatMap((stage) =>
    stage.tasks.map((task) => {
      const own = numbered.filter((remark) => [task.userId, task.decidedById].includes(remark.authorId))
      // A reason that is no remark of the list (a return) stands in the table itself.
      const reason = task.reason && !own.some((remark) => remark.text === task.reason) ? task.reason : ''
      return [
        task.title || 'согласующий',
        task.decidedBy ? `${task.decidedBy}\n(за: ${task.name})` : task.name,
        task.decision ? DECISION_MADE[task.decision] : 'Решение не принято',
        task.decidedAt ? shortDate(localDate(task.decidedAt, zone)) : '',
        [reason, own.length > 0 ? `Замечания прилагаются (${own.map((remark) => remark.index).join(', ')})` : '']
          .filter(Boolean)
          .join('\n'),
      ]
    }),
  )
  const ended = round.endedAt ? ` ${localDateTime(round.endedAt, zone)}` : ''
  return {
    heading: `Круг ${round.number}`,
    facts: [
      { label: 'Отправлено', text: [localDateTime(round.sentAt, zone), round.sentBy].filter(Boolean).join(', ') },
      ...(round.note ? [{ label: 'Примечание автора', text: round.note }] : []),
      {
        label: 'Итог',
        text: `${ROUND_STATE_LABELS[round.state]}${ended}${round.endReason ? `. ${round.endReason}` : ''}`,
      },
      { label: 'Отпечаток текста (SHA-256)', text: round.fingerprint },
    ],
    rows,
    remarks: numbered.map(
      ({ index, author, measure, text, answer }) =>
        `${index}. ${author}${measure ? `, к мероприятию ${measure}` : ''}: ${text}\n` +
        (answer === null ? 'Ответа автора нет.' : `Ответ автора: ${answer}`),
    ),
  }
}

function signatureLines({ signature, entry }: SheetFacts, zone: string): SheetLine[] {
  if (!signature) return []
  const { kind, post, name, principal, signedAt, certificate, stampedAt } = signature
  const lines: SheetLine[] = [
    { label: 'Подписал', text: `${post} ${name}${principal ? ` (за: ${principal})` : ''}`.replace(/\s+/g, ' ') },
    { label: 'Подлинник', text: ORIGINAL_WORDS[kind] },
  ]
  if (signedAt && kind !== 'paper') lines.push({ label: 'Подписание завершено', text: localDateTime(signedAt, zone) })
  if (certificate) {
    const { serial, owner, validFrom, validTo, test } = certificate
    lines.push({
      label: 'Сертификат',
      text: `${serial}, владелец ${owner}, действителен с ${validFrom} по ${validTo}${test ? ', тестовый: юридической силы не имеет' : ''}`,
    })
  }
  if (kind !== 'paper')
    lines.push({
      label: 'Метка времени',
      text: stampedAt
        ? `${localDateTime(stampedAt, zone)} (${stampedAt.toISOString().replace('T', ' ').slice(0, 19)} UTC)`
        : 'нет',
    })
  if (entry)
    lines.push({
      label: 'Реестр',
      text:
        `${printedNumber(entry.number, entry.suffix)} от ${shortDate(entry.date)}` +
        (entry.state === 'annulled' ? ', аннулировано' : ''),
    })
  return lines
}
