import type { OrderDocument } from '@/lib/order/document'
import { drawAnnex } from './order-annex'
import { type Certification, certification, drawExecutor, type ExecutorMark } from './order-foot'
import { drawHeader } from './order-header'
import { drawText } from './order-text'
import { type Conformance, Paper, portrait, type Shown } from './paper'
import { drawQrCode } from './qr-code'
import { drawSigned, signatureHeight } from './signature-block'

export type OrderDrawing = {
  /** CreationDate and ModDate of the file. */
  at: Date
  /** The order's random public id, written into the file. */
  paperId: string
  /** PNG of the coat of arms. */
  emblem?: Uint8Array
  /** Adds the place of a signature; called once, while the first sheet is open. */
  prepareSignature?: (doc: PDFKit.PDFDocument) => void
  /** Whom to ask, on the last sheet of the order itself: print copies only (C64, rulings B9). */
  executor?: ExecutorMark
  /** «Верно» below the signature, with places for a hand and a seal: copies only (C26). */
  certified?: Certification
  /** PDF/A-2a where absent; 1b has no tags and serves a validator that knows nothing newer (rulings B12). */
  conformance?: Conformance
  /** See `PaperOptions`. */
  watch?: (shown: Shown) => void
}

/** Draws the order and its annex: the same document, `at` and `paperId` give the same bytes. Nothing typed is altered. */
export async function drawOrder2026(
  document: OrderDocument,
  drawing: OrderDrawing,
): Promise<{ bytes: Uint8Array; pages: number }> {
  const kind = kindInWords(document.kind)
  const { at, paperId, conformance, watch } = drawing
  const title = `${kind} от ${document.date} ${document.number}`
  const paper = new Paper({
    title,
    at,
    paperId,
    watermark: document.watermark,
    ...(conformance ? { conformance } : {}),
    ...(watch ? { watch } : {}),
  })
  paper.startPage(portrait(document.profile))
  drawing.prepareSignature?.(paper.doc)
  // Before any text: a title may be so long that it ends on the second sheet.
  const readCode = document.qr && drawQrCode(paper, document.qr, `QR-код с адресом страницы документа «${title}»`)
  drawHeader(paper, document, drawing.emblem)
  const { bodySizePt: size, lineSpacing: spacing } = document.profile
  const block = { ...document.signature, mark: document.mark, size, spacing }
  const foot = drawing.certified && certification(paper, drawing.certified, size)
  const text = drawText(paper, document, signatureHeight(paper, block, foot))
  drawSigned(paper, text, block, foot)
  if (readCode) readCode()
  if (drawing.executor) drawExecutor(paper, drawing.executor)
  if (document.annex) drawAnnex(paper, document, document.annex)
  return paper.finish()
}

/** «РАСПОРЯЖЕНИЕ» of the header as it stands in a sentence's beginning (C75). */
const kindInWords = (kind: string): string => kind.charAt(0) + kind.slice(1).toLowerCase()
