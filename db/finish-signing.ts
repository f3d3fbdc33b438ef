import 'server-only'
import { completeSigning, type Preparation } from '@/db/commands/signing'
import { findKeyOf } from '@/db/queries/key'
import { listUnfinished } from '@/db/queries/signing'
import type { Actor } from '@/lib/access/actor'
import { drawOrder2026 } from '@/lib/pdf/order-2026'
import { localDate } from '@/lib/shared/dates'
import { openKeyFile } from '@/lib/signature/key-folder'
import type { SigningKey } from '@/lib/signature/key-store'
import { signPdf } from '@/lib/signature/pades'
import { addSignaturePlaceholder } from '@/lib/signature/placeholder'
import { bytesStore } from '@/lib/store/folder'
import { log } from '@/lib/system/log'

/**
 * Steps (ii) and (iii) of a signature (rulings B1): draw, sign and store outside any transaction, then complete.
 * Repeatable: the same preparation draws the same bytes, and completing twice changes nothing. `key` is null on paper.
 */
export async function finishSigning(
  actor: Actor,
  preparation: Preparation,
  key: SigningKey | null,
  now: Date,
): Promise<void> {
  const { document, startedAt } = preparation
  const drawn = await drawOrder2026(document, {
    at: startedAt,
    paperId: preparation.publicId,
    ...(document.emblem ? { emblem: await bytesStore().get(document.emblem) } : {}),
    ...(key
      ? {
          prepareSignature: (doc: PDFKit.PDFDocument) =>
            addSignaturePlaceholder(doc, {
              name: document.mark?.owner ?? '',
              reason: `${document.kind} ${document.number}`,
              at: startedAt,
            }),
        }
      : {}),
  })
  const bytes = key ? await signPdf(drawn.bytes, key, { now }) : drawn.bytes
  const stored = await bytesStore().put(bytes)
  await completeSigning(actor, { signingId: preparation.signingId, ...stored, pages: drawn.pages }, now)
}

/**
 * At the start: completes what a crash left between number and file, where no password need be typed. Returns a sentence
 * for each that is left for its signatory or the clerk.
 */
export async function resumeUnfinished(now: Date): Promise<string[]> {
  const left: string[] = []
  for (const { actor, preparation } of await listUnfinished(now)) {
    const name = `Распоряжение ${preparation.document.number} от ${preparation.document.date}`
    try {
      const key = preparation.kind === 'electronic' ? await openKeptKey(actor, preparation) : null
      const isOfToday = localDate(preparation.startedAt, actor.zone) === actor.today
      if (preparation.kind === 'electronic' && (!key || !isOfToday)) {
        left.push(`${name}: подпись не завершена; завершает подписавший или аннулирует делопроизводитель.`)
        continue
      }
      await finishSigning(actor, preparation, key, now)
    } catch (error) {
      log.error('signing.resume_failed', error, { order: preparation.orderId })
      left.push(`${name}: подпись завершить не удалось, смотрите журнал программы.`)
    }
  }
  return left
}

/** The key of a preparation, if it is the signatory's living one and its password is kept; null where it must be typed. */
async function openKeptKey(actor: Actor, { keyId, signerId }: Preparation): Promise<SigningKey | null> {
  const key = await findKeyOf(actor, signerId)
  return key && key.id === keyId && key.sealedPassword !== null ? openKeyFile(key) : null
}
