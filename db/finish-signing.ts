import 'server-only'
import { completeSigning, type Preparation } from '@/db/commands/signing'
import { drawPaper } from '@/db/draw-paper'
import { findKeyOf } from '@/db/queries/key'
import { listUnfinished, type Prepared } from '@/db/queries/signing'
import { drawPrepared } from '@/db/sign-outside'
import type { Actor } from '@/lib/access/actor'
import { isOutside } from '@/lib/order/signature-ways'
import { localDate } from '@/lib/shared/dates'
import { Refusal } from '@/lib/shared/refusal'
import { openKeyFile } from '@/lib/signature/key-folder'
import type { SigningKey } from '@/lib/signature/key-store'
import { signPdf, stampOf } from '@/lib/signature/pades'
import { bytesStore } from '@/lib/store/folder'
import { environment } from '@/lib/system/env'
import { log } from '@/lib/system/log'

/**
 * Steps (ii) and (iii) of a signature (rulings B1): draw, sign and store outside any transaction, then complete.
 * Repeatable: the same preparation draws the same bytes, and completing twice changes nothing. `key` is null on paper.
 * Where a time-stamp server is set, its refusal or silence leaves the number with the order (rulings B2).
 */
export async function finishSigning(
  actor: Actor,
  preparation: Preparation,
  key: SigningKey | null,
  now: Date,
): Promise<void> {
  const drawn = await drawPaper(preparation, key ? 'pades' : null)
  const url = environment().timeStampUrl
  const bytes = key ? await signPdf(drawn.bytes, key, { now, ...(url ? { timeStamp: { url } } : {}) }) : drawn.bytes
  const stored = await bytesStore().put(bytes)
  const stampedAt = key && url ? stampOf(bytes, now) : null
  await completeSigning(actor, { signingId: preparation.signingId, ...stored, pages: drawn.pages, stampedAt }, now)
}

/**
 * At the start: completes what a crash left between number and file, where nobody need type or sign anything; draws the file that
 * a signature made outside waits for. Returns a sentence for each that is left for its signatory or the clerk.
 */
export async function resumeUnfinished(now: Date): Promise<string[]> {
  const left: string[] = []
  for (const { actor, preparation } of await listUnfinished(now)) {
    const name = `Распоряжение ${preparation.document.number} от ${preparation.document.date}`
    try {
      const waits = await resume(actor, preparation, now)
      if (waits) left.push(`${name}: ${waits}`)
    } catch (error) {
      if (error instanceof Refusal) {
        left.push(`${name}: подпись завершить не удалось. ${error.message}`)
        continue
      }
      log.error('signing.resume_failed', error, { order: preparation.orderId })
      left.push(`${name}: подпись завершить не удалось, смотрите журнал программы.`)
    }
  }
  return left
}

/** What the act still waits for; null where it is completed. */
async function resume(actor: Actor, preparation: Prepared, now: Date): Promise<string | null> {
  const { kind } = preparation
  const isOfToday = localDate(preparation.startedAt, actor.zone) === actor.today
  if (isOutside(kind)) {
    if (isOfToday && !preparation.preparedSha256) await drawPrepared(actor, preparation, now)
    return isOfToday ? OUTSIDE : LATE
  }
  const key = kind === 'electronic' ? await openKeptKey(actor, preparation) : null
  if (kind === 'electronic' && (!key || !isOfToday)) return LATE
  await finishSigning(actor, preparation, key, now)
  return null
}

const OUTSIDE =
  'ждёт подписи, сделанной вне программы; в тот же день её приносит подписывающий, иначе номер аннулирует делопроизводитель.'
const LATE = 'подпись не завершена; завершает подписавший или аннулирует делопроизводитель.'

/** The key of a preparation, if it is the signatory's living one and its password is kept; null where it must be typed. */
async function openKeptKey(actor: Actor, { keyId, signerId }: Preparation): Promise<SigningKey | null> {
  const key = await findKeyOf(actor, signerId)
  return key && key.id === keyId && key.sealedPassword !== null ? openKeyFile(key) : null
}
