import 'server-only'
import { and, desc, eq } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { lockOrder } from '@/db/commands/order'
import { giveNumber } from '@/db/commands/register'
import { enterIntoForce } from '@/db/force'
import { composePackage, type OrderRow } from '@/db/freeze'
import { record } from '@/db/journal'
import { rounds } from '@/db/schema/approval'
import { municipalities } from '@/db/schema/municipality'
import { orders, papers, signings } from '@/db/schema/order'
import { registerEntries } from '@/db/schema/register'
import type { Actor } from '@/lib/access/actor'
import { demand, may, personOf } from '@/lib/access/policy'
import { finish } from '@/lib/order/compose'
import type { OrderDocument, SignatureMark } from '@/lib/order/document'
import { paperName } from '@/lib/order/paper-name'
import { demandStep, type SignatureKind } from '@/lib/order/rules'
import { printedNumber } from '@/lib/register/rules'
import type { LocalDate } from '@/lib/shared/dates'
import { conflict, forbidden, notFound } from '@/lib/shared/refusal'
import { fingerprintOf } from '@/lib/signature/fingerprint'

export type Preparation = {
  signingId: string
  orderId: string
  kind: SignatureKind
  document: OrderDocument
  /** Random id that the paper carries in its metadata and its address. */
  publicId: string
  keyId: string | null
  signerId: string
  /** The instant written into the paper: drawing again gives the same bytes. */
  startedAt: Date
}

type BeginInput = {
  id: string
  way: SignatureKind
  /** What the signatory saw. */
  fingerprint: string
  number: string
  date: LocalDate
  /** For `electronic`: the mark of the certificate that will sign, checked before a number is spent. */
  mark: SignatureMark | null
  keyId: string | null
  /** Address of the act's page for the QR code, made from its public id; null without APP_URL. */
  appUrl: string | null
}

/**
 * Step (i) of one press (rulings B1): number and date are given, the final document is frozen and registered as «подпись не завершена».
 * Refused before a number is spent: not the signatory named in the text, another state, a text that differs from the round's or
 * from what was shown, a number or date that moved on since the page was shown.
 */
export async function beginSigning(actor: Actor, input: BeginInput, now: Date): Promise<Preparation> {
  demand(actor, 'order.sign')
  return database().transaction(async (tx) => {
    const order = await lockOrder(tx, actor, input.id)
    if (order.signatoryUserId !== personOf(actor)) {
      throw forbidden(
        'В тексте названо другое должностное лицо: подписать может только оно. Чтобы подписал исполняющий обязанности, автор отправляет пакет заново с его именем.',
      )
    }
    demandStep('sign', order.status)
    const frozen = await demandUnchanged(tx, actor, order, input.fingerprint)
    if (input.date !== actor.today) throw moved()
    const entry = (await reusableEntry(tx, actor, order)) ?? (await newEntry(tx, actor, order, frozen.signature, now))
    const number = printedNumber(entry.number, entry.suffix)
    if (number !== input.number) throw moved()
    const document = finish(frozen, {
      date: actor.today,
      number,
      mark: input.way === 'electronic' ? input.mark : null,
      qr: input.appUrl && `${input.appUrl}/p/${order.publicId}`,
    })
    // One preparation lives at a time (rulings B2).
    await tx
      .update(signings)
      .set({ state: 'abandoned', endedAt: now })
      .where(and(eq(signings.orderId, order.id), eq(signings.state, 'prepared')))
    const [signing] = await tx
      .insert(signings)
      .values({
        orderId: order.id,
        entryId: entry.id,
        kind: input.way,
        document,
        keyId: input.keyId,
        signerId: personOf(actor),
        startedAt: now,
      })
      .returning({ id: signings.id })
    if (!signing) throw new Error('No signing was inserted.')
    await tx.update(orders).set({ signature: input.way }).where(eq(orders.id, order.id))
    await record(tx, actor, now, {
      action: 'order.begin_signing',
      subject: 'order',
      subjectId: order.id,
      after: { number, date: actor.today, way: input.way, fingerprint: input.fingerprint },
    })
    return {
      signingId: signing.id,
      orderId: order.id,
      kind: input.way,
      document,
      publicId: order.publicId,
      keyId: input.keyId,
      signerId: personOf(actor),
      startedAt: now,
    }
  })
}

const moved = () =>
  conflict('Пока страница была открыта, сменились номер или дата. Проверьте новые и подпишите ещё раз.', {
    moved: true,
  })

/** The frozen text, if nothing it was made of has changed since: card, rows, names, posts, wordings (rulings A4). */
async function demandUnchanged(tx: Tx, actor: Actor, order: OrderRow, shown: string) {
  const [round] = await tx
    .select({ package: rounds.package, fingerprint: rounds.fingerprint })
    .from(rounds)
    .where(and(eq(rounds.orderId, order.id), eq(rounds.state, 'passed')))
    .orderBy(desc(rounds.number))
    .limit(1)
  if (!round) throw conflict('Согласованного пакета нет. Обновите страницу.')
  const live = await composePackage(tx, order, actor.today)
  const stored = fingerprintOf(round.package.document)
  if (
    stored !== round.fingerprint ||
    shown !== round.fingerprint ||
    fingerprintOf(live.package.document) !== round.fingerprint
  ) {
    throw conflict(
      'Подписание остановлено: после согласования изменился текст, название органа, должность или подписывающее лицо. ' +
        'Верните пакет автору: нужен новый круг согласования.',
    )
  }
  return round.package.document
}

/** After a failure the order keeps its number for the same local day (rulings B2). */
async function reusableEntry(tx: Tx, actor: Actor, order: OrderRow) {
  const [entry] = await tx
    .select()
    .from(registerEntries)
    .where(and(eq(registerEntries.orderId, order.id), eq(registerEntries.state, 'signing')))
    .limit(1)
  if (!entry) return undefined
  if (entry.date !== actor.today) {
    throw conflict(
      `Номер ${printedNumber(entry.number, entry.suffix)} присвоен в другой день, а подпись не завершена. ` +
        'Делопроизводитель аннулирует его с указанием причины, после этого подпишите с новым номером.',
    )
  }
  return entry
}

async function newEntry(
  tx: Tx,
  actor: Actor,
  order: OrderRow,
  signer: { post: string; name: string },
  now: Date,
): Promise<{ id: string; number: number; suffix: string }> {
  const [municipality] = await tx
    .select({ settings: municipalities.settings })
    .from(municipalities)
    .where(eq(municipalities.id, order.municipalityId))
  const given = await giveNumber(
    tx,
    {
      municipalityId: order.municipalityId,
      kind: order.kind,
      date: actor.today,
      suffix: municipality?.settings.numberSuffix ?? '',
      title: order.title,
      signer: `${signer.post} ${signer.name}`,
      orderId: order.id,
      state: 'signing',
    },
    now,
  )
  return { id: given.entryId, number: given.number, suffix: given.suffix }
}

/**
 * Step (iii): the paper's bytes are in the store; «Подписано» and «Зарегистрировано» are reached together. On paper the act waits
 * for its scan. Repeating it for a completed signing changes nothing; an abandoned one is refused.
 */
export async function completeSigning(
  actor: Actor,
  input: { signingId: string; sha256: string; size: number; pages: number },
  now: Date,
): Promise<void> {
  await database().transaction(async (tx) => {
    const [signing] = await tx.select().from(signings).where(eq(signings.id, input.signingId))
    if (!signing) throw notFound('Подписание')
    const order = await lockOrder(tx, actor, signing.orderId)
    // A print that a fault left undrawn is finished by the clerk, too; a key's signature only by whom it names.
    const isClerks = signing.kind === 'paper' && may(actor, 'order.print')
    if (!actor.isSystem && !isClerks && signing.signerId !== actor.userId) throw forbidden()
    const [current] = await tx.select({ state: signings.state }).from(signings).where(eq(signings.id, signing.id))
    if (current?.state === 'completed') return
    if (current?.state === 'abandoned')
      throw conflict('Эта подпись устарела: распоряжение подготовлено заново или номер аннулирован.')
    const status = signing.kind === 'paper' ? 'awaiting_scan' : 'registered'
    await tx.insert(papers).values({
      municipalityId: order.municipalityId,
      orderId: order.id,
      kind: signing.kind === 'paper' ? 'print' : 'signed',
      sha256: input.sha256,
      size: input.size,
      pages: input.pages,
      mediaType: 'application/pdf',
      fileName: paperName(signing.document),
      addedBy: signing.signerId,
      addedAt: now,
    })
    const [entry] = await tx
      .update(registerEntries)
      .set({ state: status, sheets: input.pages })
      .where(eq(registerEntries.id, signing.entryId))
      .returning({ date: registerEntries.date })
    if (!entry) throw new Error('The signing has no row in the register.')
    await tx.update(signings).set({ state: 'completed', endedAt: now }).where(eq(signings.id, signing.id))
    await tx.update(orders).set({ status }).where(eq(orders.id, order.id))
    await tx
      .update(rounds)
      .set({ state: 'signed', endedAt: now })
      .where(and(eq(rounds.orderId, order.id), eq(rounds.state, 'passed')))
    if (status === 'registered') await enterIntoForce(tx, order, entry.date)
    await record(tx, actor, now, {
      action: signing.kind === 'paper' ? 'order.sign_on_paper' : 'order.sign',
      subject: 'order',
      subjectId: order.id,
      before: { status: order.status },
      after: { status, number: signing.document.number, date: signing.document.date, sha256: input.sha256 },
    })
  })
}
