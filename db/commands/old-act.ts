import 'server-only'
import { randomBytes } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { citedActs } from '@/db/cited-act'
import { database, type Tx } from '@/db/client'
import type { Preparation } from '@/db/commands/signing'
import { demandStillApplies } from '@/db/force-checks'
import { composePackage, type OrderRow } from '@/db/freeze'
import { record } from '@/db/journal'
import { freeNumber, lockOpenBook, numberSuffix } from '@/db/numbering'
import { once } from '@/db/press'
import { orders, papers, signings } from '@/db/schema/order'
import { registerBooks, registerEntries } from '@/db/schema/register'
import { roadMapVersions } from '@/db/schema/road-map'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand, homeOf, personOf } from '@/lib/access/policy'
import { finish } from '@/lib/order/compose'
import { sayFinding } from '@/lib/order/finding'
import { demandStep } from '@/lib/order/rules'
import { outOfOrder, printedNumber, rangeText, skippedBy } from '@/lib/register/rules'
import type { OldActInput } from '@/lib/register/schema'
import { type LocalDate, shortDate, yearOf } from '@/lib/shared/dates'
import { invalid, notFound } from '@/lib/shared/refusal'

export type StoredScan = { sha256: string; size: number; mediaType: string; fileName: string }

export type EnteredAct = {
  entryId: string
  orderId: string
  /** For an act with its text: the print to be drawn, stored and completed; then its scan is attached. */
  preparation: Preparation | null
  /** The date and the number contradict others of the register: told, not refused. */
  isOutOfOrder: boolean
}

/**
 * Enters an act that was signed on paper before, with its true number and date (rulings B4). With a draft chosen its package
 * becomes the act's text, with the post and name as they stand on the paper; without one the act is known by title and scan.
 * A draft that no longer fits what is in force, or is dated before the act that it changes, is refused as in signing.
 */
export async function enterOldAct(
  actor: Actor,
  input: OldActInput & { scan: StoredScan; pressId: string },
  now: Date,
): Promise<EnteredAct> {
  demand(actor, 'register.manage')
  if (input.date > actor.today)
    throw invalid(`${shortDate(input.date)} ещё не наступило. Вносят только уже подписанные акты.`, 'date')
  const entered = await database().transaction((tx) =>
    once(tx, actor, input.pressId, { oldAct: { ...input, pressId: '' } }, now, async () => {
      const draft = input.orderId ? await lockDraft(tx, actor, input.orderId) : undefined
      if (draft && draft.kind !== input.kind)
        throw invalid('Вид акта не тот, что в выбранном проекте. Выберите тот же вид.', 'kind')
      if (draft) await demandInOrder(tx, draft, input.date)
      const order = draft ?? (await insertKnownByScan(tx, actor, input, now))
      const { entryId, isOutOfOrder } = await takeTrueNumber(tx, actor, input, order, now)
      const preparationId = draft ? await prepare(tx, actor, draft, input, entryId, now) : null
      if (!draft) await keepScan(tx, actor, order.id, input.scan, now)
      await record(tx, actor, now, {
        action: 'register.enter_old_act',
        subject: 'order',
        subjectId: order.id,
        before: draft ? { status: draft.status } : null,
        after: {
          number: printedNumber(input.number.number, input.number.suffix),
          date: input.date,
          scan: input.scan.sha256,
          outsideReason: input.outsideReason,
        },
      })
      return { entryId, orderId: order.id, preparationId, isOutOfOrder }
    }),
  )
  const { preparationId, ...rest } = entered
  return { ...rest, preparation: preparationId ? await readPreparation(actor, preparationId) : null }
}

/** The clerk sees no drafts otherwise; this one he names as the text of an act that exists on paper. */
async function lockDraft(tx: Tx, actor: Actor, id: string): Promise<OrderRow> {
  const [order] = await tx
    .select()
    .from(orders)
    .where(and(eq(orders.id, id), ofHome(actor, orders.municipalityId)))
    .for('update')
  if (!order) throw notFound('Проект акта')
  demandStep('enter_old_act', order.status)
  return order
}

/** Before the register is locked, as in signing. An act changes or ends only one that was issued before it. */
async function demandInOrder(tx: Tx, draft: OrderRow, date: LocalDate): Promise<void> {
  await demandStillApplies(tx, draft)
  const target = draft.targetId ? (await citedActs(tx, [draft.targetId])).get(draft.targetId) : undefined
  if (target && date < target.date) {
    throw invalid(
      `Акт ${target.number}, который изменяется или признаётся утратившим силу, издан позже: ${shortDate(target.date)}. Проверьте дату.`,
      'date',
    )
  }
}

async function insertKnownByScan(tx: Tx, actor: Actor, input: OldActInput, now: Date): Promise<OrderRow> {
  const [order] = await tx
    .insert(orders)
    .values({
      municipalityId: homeOf(actor),
      authorId: personOf(actor),
      status: 'registered',
      kind: input.kind,
      title: input.title,
      publicId: randomBytes(16).toString('hex'),
      signature: 'paper',
      isOldAct: true,
      createdAt: now,
    })
    .returning()
  if (!order) throw new Error('No order was inserted.')
  return order
}

/** The number stands as on paper. One beyond the sequence moves it on, and the numbers between need a reason. */
async function takeTrueNumber(tx: Tx, actor: Actor, input: OldActInput, order: OrderRow, now: Date) {
  const municipalityId = homeOf(actor)
  const { number, suffix } = input.number
  const book = await lockOpenBook(tx, { municipalityId, kind: input.kind, year: yearOf(input.date) })
  const rows = await tx
    .select({
      id: registerEntries.id,
      number: registerEntries.number,
      suffix: registerEntries.suffix,
      date: registerEntries.date,
      state: registerEntries.state,
    })
    .from(registerEntries)
    .where(eq(registerEntries.bookId, book.id))
  const same = rows.find((row) => row.number === number && row.suffix === suffix)
  if (same && same.state !== 'reserved') {
    throw invalid(
      `${printedNumber(number, suffix)} в этом реестре уже есть. Проверьте номер, вид и год акта.`,
      'number',
    )
  }
  const values = {
    date: input.date,
    state: input.orderId ? ('signing' as const) : ('registered' as const),
    orderId: order.id,
    title: order.title,
    signer: `${input.signerPost} ${input.signerName}`,
    executor: order.executorName,
  }
  // A lettered number (121-а, 181/1) stands beside the sequence and does not move it.
  const isOfSequence = suffix === '' || suffix === (await numberSuffix(tx, municipalityId))
  if (isOfSequence && number >= book.next) {
    const skipped = skippedBy(number, await freeNumber(tx, book, suffix))
    if (skipped && input.outsideReason === '') {
      throw invalid(
        `До этого номера в реестре никому не даны ${rangeText(skipped)}. Напишите, почему: например, «велись вне программы».`,
        'outsideReason',
      )
    }
    const outside = skipped ? [...book.outside, { ...skipped, reason: input.outsideReason }] : book.outside
    await tx
      .update(registerBooks)
      .set({ next: number + 1, outside })
      .where(eq(registerBooks.id, book.id))
  }
  const isOutOfOrder =
    isOfSequence &&
    outOfOrder(
      rows.filter((row) => row.suffix === suffix),
      { number, date: input.date },
    )
  if (same) {
    await tx.update(registerEntries).set(values).where(eq(registerEntries.id, same.id))
    return { entryId: same.id, isOutOfOrder }
  }
  const [entry] = await tx
    .insert(registerEntries)
    .values({ ...values, bookId: book.id, municipalityId, number, suffix, createdAt: now })
    .returning({ id: registerEntries.id })
  if (!entry) throw new Error('No entry was inserted.')
  return { entryId: entry.id, isOutOfOrder }
}

/** Freezes the draft's package under the true number and date; its bytes are drawn outside this transaction. */
async function prepare(
  tx: Tx,
  actor: Actor,
  draft: OrderRow,
  input: OldActInput,
  entryId: string,
  now: Date,
): Promise<string> {
  const composed = await composePackage(tx, draft, input.date)
  // Who signed stands on the paper, whoever is in post in the program's tables.
  const errors = composed.errors.filter((finding) => finding.code !== 'signatory_missing')
  if (errors.length > 0) {
    throw invalid(`Текст проекта неполон. ${errors.map(sayFinding).join(' ')}`, 'orderId')
  }
  const frozen = { ...composed.package.document, signature: { post: input.signerPost, name: input.signerName } }
  const number = printedNumber(input.number.number, input.number.suffix)
  const [signing] = await tx
    .insert(signings)
    .values({
      orderId: draft.id,
      entryId,
      kind: 'paper',
      document: finish(frozen, { date: input.date, number, mark: null }),
      signerId: personOf(actor),
      startedAt: now,
    })
    .returning({ id: signings.id })
  if (!signing) throw new Error('No signing was inserted.')
  await tx
    .update(orders)
    .set({ status: 'awaiting_scan', signature: 'paper', isOldAct: true })
    .where(eq(orders.id, draft.id))
  if (draft.versionId)
    await tx
      .update(roadMapVersions)
      .set({ status: 'awaiting_signature' })
      .where(eq(roadMapVersions.id, draft.versionId))
  return signing.id
}

/** null when a second press finds it completed. */
async function readPreparation(actor: Actor, signingId: string): Promise<Preparation | null> {
  const [found] = await database()
    .select({
      signingId: signings.id,
      orderId: signings.orderId,
      kind: signings.kind,
      document: signings.document,
      publicId: orders.publicId,
      keyId: signings.keyId,
      signerId: signings.signerId,
      startedAt: signings.startedAt,
    })
    .from(signings)
    .innerJoin(orders, eq(orders.id, signings.orderId))
    .where(and(eq(signings.id, signingId), eq(signings.state, 'prepared'), ofHome(actor, orders.municipalityId)))
  return found ?? null
}

export async function keepScan(tx: Tx, actor: Actor, orderId: string, scan: StoredScan, now: Date): Promise<void> {
  await tx.insert(papers).values({
    municipalityId: homeOf(actor),
    orderId,
    kind: 'scan',
    sha256: scan.sha256,
    size: scan.size,
    mediaType: scan.mediaType,
    fileName: scan.fileName,
    addedBy: personOf(actor),
    addedAt: now,
  })
}
