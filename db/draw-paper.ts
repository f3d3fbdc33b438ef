import 'server-only'
import type { Preparation } from '@/db/commands/signing'
import { drawOrder2026 } from '@/lib/pdf/order-2026'
import { addSignaturePlaceholder } from '@/lib/signature/placeholder'
import { bytesStore } from '@/lib/store/folder'

/**
 * Draws the final paper of a preparation: the same preparation gives the same bytes. `place` leaves room for a signature inside:
 * `pades` for one that the program makes, `pkcs7` for one that comes from outside and may tell its own time (C71).
 */
export async function drawPaper(
  { document, startedAt, publicId }: Pick<Preparation, 'document' | 'startedAt' | 'publicId'>,
  place: 'pades' | 'pkcs7' | null,
): Promise<{ bytes: Uint8Array; pages: number }> {
  return drawOrder2026(document, {
    at: startedAt,
    paperId: publicId,
    ...(document.emblem ? { emblem: await bytesStore().get(document.emblem) } : {}),
    ...(place
      ? {
          prepareSignature: (doc: PDFKit.PDFDocument) =>
            addSignaturePlaceholder(doc, {
              name: document.mark?.owner ?? '',
              reason: `${document.kind} ${document.number}`,
              at: startedAt,
              format: place,
            }),
        }
      : {}),
  })
}
