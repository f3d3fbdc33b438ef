import 'server-only'
import { and, eq, gt, isNull } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { record } from '@/db/journal'
import { demandOpenSection, type LockedReport, lockForWriting } from '@/db/report-lock'
import { journal } from '@/db/schema/journal'
import { users } from '@/db/schema/person'
import { reportAnswerRivals, reportAnswers, reports } from '@/db/schema/report'
import { reportsVisibleTo } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand, personOf } from '@/lib/access/policy'
import { findQuestion } from '@/lib/report/progress'
import type { RivalChoice } from '@/lib/report/schema'
import { conflict, invalid, notFound } from '@/lib/shared/refusal'
import { isBlank, surnameFirst } from '@/lib/shared/text'

export type AnswerInput = {
  reportId: string
  question: string
  text: string
  /** Of the stored answer that the text began from; 0: there was none. */
  revision: number
  /** When the device says that it was typed: told, never compared. */
  typedAt: Date | null
}

export type SavedAnswer =
  | { state: 'saved' | 'same'; revision: number; at: Date }
  /** A newer text stands; the sent one is kept as a rival until its author has chosen. */
  | { state: 'conflict'; rivalId: string; revision: number; text: string; at: Date; by: string }

/**
 * Keeps what was typed as the answer to one question. Text that began from the stored revision takes its place; the same text changes
 * nothing; text that began from an older one never does: it is kept beside, and both are answered.
 */
export async function saveAnswer(actor: Actor, input: AnswerInput, now: Date): Promise<SavedAnswer> {
  demand(actor, 'report.write')
  return database().transaction(async (tx) => {
    const report = await lockForAnswer(tx, actor, input.reportId, input.question)
    demandOption(report, input.question, input.text)
    const stored = await storedAnswer(tx, report.id, input.question)
    if ((stored?.text ?? '') === input.text)
      return { state: 'same', revision: stored?.revision ?? 0, at: stored?.savedAt ?? now }
    if ((stored?.revision ?? 0) !== input.revision) return keepRival(tx, actor, report, input, stored, now)
    const revision = await putAnswer(tx, actor, report.id, input, stored?.revision ?? 0, now)
    await settleSame(tx, report.id, input, now)
    return { state: 'saved', revision, at: now }
  })
}

async function lockForAnswer(tx: Tx, actor: Actor, reportId: string, question: string): Promise<LockedReport> {
  const report = await lockForWriting(tx, actor, reportId)
  const found = findQuestion(report.form, question, report.stage.isFinal)
  if (!found) throw notFound('Вопрос отчёта')
  await demandOpenSection(tx, report.id, found.section)
  return report
}

function demandOption(report: LockedReport, code: string, text: string): void {
  const question = findQuestion(report.form, code, report.stage.isFinal)?.question
  if (question?.kind === 'choice' && !isBlank(text) && !question.options.includes(text))
    throw invalid('Выберите один из ответов.', 'text')
}

async function storedAnswer(tx: Tx, reportId: string, question: string) {
  const [stored] = await tx
    .select({
      text: reportAnswers.text,
      revision: reportAnswers.revision,
      savedAt: reportAnswers.savedAt,
      surname: users.surname,
      givenName: users.givenName,
      patronymic: users.patronymic,
    })
    .from(reportAnswers)
    .innerJoin(users, eq(users.id, reportAnswers.savedBy))
    .where(and(eq(reportAnswers.reportId, reportId), eq(reportAnswers.question, question)))
  return stored
}
type Stored = Awaited<ReturnType<typeof storedAnswer>>

async function putAnswer(
  tx: Tx,
  actor: Actor,
  reportId: string,
  { question, text }: { question: string; text: string },
  before: number,
  now: Date,
): Promise<number> {
  const revision = before + 1
  const saved = { text, revision, savedBy: personOf(actor), savedAt: now }
  await tx
    .insert(reportAnswers)
    .values({ reportId, question, ...saved })
    .onConflictDoUpdate({ target: [reportAnswers.reportId, reportAnswers.question], set: saved })
  await recordWriting(tx, actor, reportId, now)
  return revision
}

async function keepRival(
  tx: Tx,
  actor: Actor,
  report: LockedReport,
  input: AnswerInput,
  stored: Stored,
  now: Date,
): Promise<SavedAnswer> {
  const mine = and(
    eq(reportAnswerRivals.reportId, report.id),
    eq(reportAnswerRivals.question, input.question),
    eq(reportAnswerRivals.text, input.text),
    isNull(reportAnswerRivals.settledAt),
  )
  // A resent text is kept once.
  const [known] = await tx.select({ id: reportAnswerRivals.id }).from(reportAnswerRivals).where(mine).limit(1)
  const [kept] = known
    ? [known]
    : await tx
        .insert(reportAnswerRivals)
        .values({
          reportId: report.id,
          question: input.question,
          text: input.text,
          typedAt: input.typedAt,
          savedBy: personOf(actor),
          savedAt: now,
        })
        .returning({ id: reportAnswerRivals.id })
  if (!kept) throw new Error('No rival was inserted.')
  await recordWriting(tx, actor, report.id, now)
  return {
    state: 'conflict',
    rivalId: kept.id,
    revision: stored?.revision ?? 0,
    text: stored?.text ?? '',
    at: stored?.savedAt ?? now,
    by: stored ? surnameFirst(stored.surname, stored.givenName, stored.patronymic) : '',
  }
}

/**
 * A rival that has become the answer is one no more: a device whose line broke before it heard that an earlier text of its own had
 * been kept is answered with a conflict, sees that both texts are its own, and sends again.
 */
async function settleSame(tx: Tx, reportId: string, { question, text }: AnswerInput, now: Date): Promise<void> {
  await tx
    .update(reportAnswerRivals)
    .set({ settledAt: now })
    .where(
      and(
        eq(reportAnswerRivals.reportId, reportId),
        eq(reportAnswerRivals.question, question),
        eq(reportAnswerRivals.text, text),
        isNull(reportAnswerRivals.settledAt),
      ),
    )
}

const QUIET_MINUTES = 10

/** Saving goes on all the time while somebody types: one line of the journal in ten minutes, and never the text (hostile 94). */
async function recordWriting(tx: Tx, actor: Actor, reportId: string, now: Date): Promise<void> {
  const [recent] = await tx
    .select({ id: journal.id })
    .from(journal)
    .where(
      and(
        eq(journal.subject, 'report'),
        eq(journal.subjectId, reportId),
        eq(journal.action, 'report.answer'),
        eq(journal.actorId, personOf(actor)),
        gt(journal.at, new Date(now.getTime() - QUIET_MINUTES * 60_000)),
      ),
    )
    .limit(1)
  if (!recent) await record(tx, actor, now, { action: 'report.answer', subject: 'report', subjectId: reportId })
}

/**
 * The author chooses between two texts of one answer: `mine` is the kept rival, `theirs` the stored one, `joined` what he made of both.
 * Refused as a conflict where the stored text changed since both were shown.
 */
export async function settleRival(
  actor: Actor,
  input: { rivalId: string; choice: RivalChoice; joined: string; revision: number },
  now: Date,
): Promise<{ reportId: string; question: string }> {
  demand(actor, 'report.write')
  return database().transaction(async (tx) => {
    const [named] = await tx
      .select({ reportId: reportAnswerRivals.reportId, question: reportAnswerRivals.question })
      .from(reportAnswerRivals)
      .innerJoin(reports, eq(reports.id, reportAnswerRivals.reportId))
      .where(and(eq(reportAnswerRivals.id, input.rivalId), reportsVisibleTo(actor)))
    if (!named) throw notFound('Второй текст')
    const report = await lockForAnswer(tx, actor, named.reportId, named.question)
    const [rival] = await tx.select().from(reportAnswerRivals).where(eq(reportAnswerRivals.id, input.rivalId))
    if (!rival || rival.settledAt) throw conflict('Между этими текстами вы уже выбрали.')
    const stored = await storedAnswer(tx, report.id, named.question)
    if ((stored?.revision ?? 0) !== input.revision)
      throw conflict('Пока вы выбирали, ответ изменился. Ниже он новый: выберите ещё раз.')
    const text = { mine: rival.text, theirs: stored?.text ?? '', joined: input.joined }[input.choice]
    demandOption(report, named.question, text)
    if (text !== (stored?.text ?? ''))
      await putAnswer(tx, actor, report.id, { question: named.question, text }, stored?.revision ?? 0, now)
    await tx.update(reportAnswerRivals).set({ settledAt: now }).where(eq(reportAnswerRivals.id, rival.id))
    await record(tx, actor, now, {
      action: 'report.settle',
      subject: 'report',
      subjectId: report.id,
      after: { question: named.question, choice: input.choice },
    })
    return named
  })
}
