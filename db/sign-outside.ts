import 'server-only'
import { keepPrepared } from '@/db/commands/prepared-paper'
import { demandOwnPassword } from '@/db/commands/session'
import { beginSigning, completeSigning, type Preparation } from '@/db/commands/signing'
import { drawPaper } from '@/db/draw-paper'
import { getOwnPerson } from '@/db/queries/person'
import { getSigning } from '@/db/queries/signing'
import { ofAnotherDay, outdated } from '@/db/signing-checks'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import type { PrepareInput } from '@/lib/order/outside-schema'
import { isOutside } from '@/lib/order/signature-ways'
import { localDate } from '@/lib/shared/dates'
import { conflict, Refusal } from '@/lib/shared/refusal'
import { digestOf, readAnnounced } from '@/lib/signature/announced'
import { signerOf } from '@/lib/signature/brought'
import { demandFitting } from '@/lib/signature/external'
import { checkUsable } from '@/lib/signature/key-store'
import { markOf } from '@/lib/signature/mark'
import { embedCms, preparePdf, signedPartsOf } from '@/lib/signature/prepared'
import { operatorRoots } from '@/lib/signature/trusted-roots'
import { bytesStore } from '@/lib/store/folder'
import { environment } from '@/lib/system/env'

/**
 * The first of two steps of a signature made outside the program (order-standard §4, rulings B): the password and, for `browser`,
 * the announced certificate (its holder, dates and purpose) are checked before a number is spent; then number and date, the drawn
 * file with its mark or without, and what is to be signed. Pressed again it prepares anew, and the older preparation ends.
 */
export async function prepareOutside(actor: Actor, input: PrepareInput, now: Date): Promise<void> {
  demand(actor, 'order.sign')
  await demandOwnPassword(actor, input.password, now)
  const announced = input.way === 'browser' ? readAnnounced(input.certificate) : null
  if (announced) await demandOwn(actor, announced.certificate, 'certificate', now)
  const preparation = await beginSigning(
    actor,
    {
      id: input.id,
      way: input.way,
      fingerprint: input.fingerprint,
      number: input.number,
      date: input.date,
      mark: announced && markOf(announced.certificate, actor.zone),
      keyId: null,
      appUrl: environment().appUrl ?? null,
      ...(announced ? { certificate: base64(announced.certificate) } : {}),
    },
    now,
  )
  await drawPrepared(actor, preparation, now)
}

/** The certificate is the signatory's own and may sign today; a refusal stands at the form's field. */
async function demandOwn(
  actor: Actor,
  certificate: Uint8Array,
  field: string,
  now: Date,
  name?: string,
): Promise<void> {
  try {
    const expectedHolder = name ?? (await getOwnPerson(actor)).name
    checkUsable(certificate, { now, expectedHolder, zone: actor.zone, external: true })
  } catch (error) {
    if (error instanceof Refusal) throw new Refusal(error.code, error.message, field, error.details)
    throw error
  }
}

/** Draws and keeps the file of a preparation; repeatable, also by the program's start after a crash. */
export async function drawPrepared(actor: Actor, preparation: Preparation, now: Date): Promise<void> {
  const inside = preparation.kind === 'browser'
  const drawn = await drawPaper(preparation, inside ? 'pkcs7' : null)
  const bytes = inside ? preparePdf(drawn.bytes) : drawn.bytes
  const { sha256 } = await bytesStore().put(bytes)
  const digest =
    inside && preparation.certificate
      ? Buffer.from(digestOf(signedPartsOf(bytes), readAnnounced(preparation.certificate).digest)).toString('hex')
      : null
  await keepPrepared(actor, { signingId: preparation.signingId, sha256, digest, pages: drawn.pages }, now)
}

/**
 * The second step: the signature came back. It is checked over the very bytes before anything is stored; then it is put into the
 * file, or kept beside it, and the act is registered. Refused: a signature for an older preparation, of another day, of another
 * file or person, attached, broken. A second press after the act is registered changes nothing.
 */
export async function completeOutside(
  actor: Actor,
  input: { signingId: string; cms: Uint8Array; field: string },
  now: Date,
): Promise<void> {
  const signing = await getSigning(actor, input.signingId)
  if (signing.state === 'completed') return
  if (signing.state === 'abandoned' || !isOutside(signing.kind)) throw outdated()
  if (!signing.preparedSha256 || !signing.pages) {
    throw conflict('Подготовка файла прервалась. Подготовьте его ещё раз: номер и дата останутся теми же.')
  }
  if (localDate(signing.startedAt, actor.zone) !== actor.today) throw ofAnotherDay(signing.document.number)
  const prepared = await bytesStore().get(signing.preparedSha256)
  const parts = signing.kind === 'browser' ? signedPartsOf(prepared) : [prepared]
  const certificate = signing.certificate
    ? new Uint8Array(Buffer.from(signing.certificate, 'base64'))
    : signerOf(input.cms, input.field)
  if (signing.kind === 'detached') await demandOwn(actor, certificate, input.field, now, signing.signer)
  const trust = { trust: [], roots: operatorRoots(), now }
  const finding = demandFitting(input.cms, parts, { certificate, trust, now, field: input.field })
  const { signingId, pages } = { signingId: signing.signingId, pages: signing.pages }
  const { stampedAt } = finding
  if (signing.kind === 'browser') {
    const stored = await bytesStore().put(embedCms(prepared, input.cms))
    await completeSigning(actor, { ...stored, signingId, pages, stampedAt }, now)
  } else {
    const detached = await bytesStore().put(input.cms)
    const paper = { sha256: signing.preparedSha256, size: prepared.byteLength }
    await completeSigning(actor, { ...paper, signingId, pages, detached, certificate, stampedAt }, now)
  }
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
