import 'server-only'
import { and, eq } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { lockOrder } from '@/db/commands/order'
import { enterIntoForce } from '@/db/force'
import { record } from '@/db/journal'
import { rounds } from '@/db/schema/approval'
import { orders, papers, signings } from '@/db/schema/order'
import { registerEntries } from '@/db/schema/register'
import { actedFor } from '@/db/signatories'
import { demandUnchanged, newEntry, ofAnotherDay, outdated, reusableEntry } from '@/db/signing-checks'
import type { Actor } from '@/lib/access/actor'
import { demand, may, personOf } from '@/lib/access/policy'
import { finish } from '@/lib/order/compose'
import type { OrderDocument, SignatureMark } from '@/lib/order/document'
import { paperName, signatureName } from '@/lib/order/paper-name'
import { demandStep, type SignatureKind } from '@/lib/order/rules'
import { isEmbedded } from '@/lib/order/signature-ways'
import { printedNumber } from '@/lib/register/rules'
import type { LocalDate } from '@/lib/shared/dates'
import { conflict, forbidden, notFound } from '@/lib/shared/refusal'

export type Preparation = {
  signingId: string
  orderId: string
  kind: SignatureKind
  document: OrderDocument
  /** Random id that the paper carries in its metadata and its address. */
  publicId: string
  keyId: string | null
  /** Of a signature made outside: the announced certificate, base64 DER; null where it is not known yet. */
  certificate?: string | null
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
  /** For a signature inside the file: the mark of the certificate that will sign, checked before a number is spent. */
  mark: SignatureMark | null
  keyId: string | null
  /** The certificate that the mark is of, base64 DER. */
  certificate?: string
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
      mark: isEmbedded(input.way) ? input.mark : null,
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
        certificate: input.certificate ?? null,
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
      ...(await actedFor(tx, order.signatory)),
    })
    return {
      signingId: signing.id,
      orderId: order.id,
      kind: input.way,
      document,
      publicId: order.publicId,
      keyId: input.keyId,
      certificate: input.certificate ?? null,
      signerId: personOf(actor),
      startedAt: now,
    }
  })
}

const moved = () =>
  conflict('Пока страница была открыта, сменились номер или дата. Проверьте новые и подпишите ещё раз.', {
    moved: true,
  })

type Stored = { sha256: string; size: number }

type CompleteInput = Stored & {
  signingId: string
  pages: number
  /** The signature in a file beside the paper; only of a `detached` one. */
  detached?: Stored
  /** DER of the certificate that signed, where it was not announced. */
  certificate?: Uint8Array
  /** The time that a trusted time stamp names. */
  stampedAt?: Date | null
}

/**
 * Step (iii): the paper's bytes are in the store; «Подписано» and «Зарегистрировано» are reached together. On paper the act waits
 * for its scan. Repeating it for a completed signing changes nothing. Refused: an abandoned one, a text that changed since, and,
 * but for paper, another day than the number's.
 */
export async function completeSigning(actor: Actor, input: CompleteInput, now: Date): Promise<void> {
  await database().transaction(async (tx) => {
    const [signing] = await tx.select().from(signings).where(eq(signings.id, input.signingId))
    if (!signing) throw notFound('Подписание')
    const order = await lockOrder(tx, actor, signing.orderId)
    // The clerk finishes a print that a fault left undrawn and brings a file that bears the signatory's own signature.
    const isClerks = (signing.kind === 'paper' || signing.kind === 'detached') && may(actor, 'order.print')
    if (!actor.isSystem && !isClerks && signing.signerId !== actor.userId) throw forbidden()
    const [current] = await tx.select({ state: signings.state }).from(signings).where(eq(signings.id, signing.id))
    if (current?.state === 'completed') return
    if (current?.state === 'abandoned') throw outdated()
    const onPaper = signing.kind === 'paper'
    if (!onPaper) await demandUnchanged(tx, actor, order)
    const status = onPaper ? 'awaiting_scan' : 'registered'
    const [entry] = await tx
      .update(registerEntries)
      .set({ state: status, sheets: input.pages })
      .where(eq(registerEntries.id, signing.entryId))
      .returning({ date: registerEntries.date })
    if (!entry) throw new Error('The signing has no row in the register.')
    if (!onPaper && entry.date !== actor.today) throw ofAnotherDay(signing.document.number)
    await keepPapers(tx, order.municipalityId, signing, input, now)
    await tx
      .update(signings)
      .set({
        state: 'completed',
        endedAt: now,
        pages: input.pages,
        stampedAt: input.stampedAt ?? null,
        ...(input.certificate ? { certificate: Buffer.from(input.certificate).toString('base64') } : {}),
      })
      .where(eq(signings.id, signing.id))
    await tx.update(orders).set({ status }).where(eq(orders.id, order.id))
    await tx
      .update(rounds)
      .set({ state: 'signed', endedAt: now })
      .where(and(eq(rounds.orderId, order.id), eq(rounds.state, 'passed')))
    if (status === 'registered') await enterIntoForce(tx, order, entry.date)
    await record(tx, actor, now, {
      action: onPaper ? 'order.sign_on_paper' : 'order.sign',
      subject: 'order',
      subjectId: order.id,
      ...(await actedFor(tx, order.signatory)),
      before: { status: order.status },
      after: {
        status,
        way: signing.kind,
        number: signing.document.number,
        date: signing.document.date,
        sha256: input.sha256,
        ...(input.detached ? { detached: input.detached.sha256 } : {}),
        ...(input.stampedAt ? { stampedAt: input.stampedAt } : {}),
      },
    })
  })
}

async function keepPapers(
  tx: Tx,
  municipalityId: string,
  signing: typeof signings.$inferSelect,
  input: CompleteInput,
  now: Date,
): Promise<void> {
  const common = { municipalityId, orderId: signing.orderId, addedBy: signing.signerId, addedAt: now }
  await tx.insert(papers).values({
    ...common,
    kind: signing.kind === 'paper' ? 'print' : 'signed',
    sha256: input.sha256,
    size: input.size,
    pages: input.pages,
    mediaType: 'application/pdf',
    fileName: paperName(signing.document),
  })
  if (input.detached) {
    await tx.insert(papers).values({
      ...common,
      ...input.detached,
      kind: 'detached',
      mediaType: 'application/pkcs7-signature',
      fileName: signatureName(signing.document),
    })
  }
}
