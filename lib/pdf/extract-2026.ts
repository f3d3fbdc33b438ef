import type { AnnexTable, OrderDocument } from '@/lib/order/document'
import { ORDER_KIND_WORDS } from '@/lib/order/labels'
import type { OrderKind } from '@/lib/order/rules'
import { drawAnnex } from './order-annex'
import { type Certification, certification } from './order-foot'
import { drawHeader } from './order-header'
import { drawText } from './order-text'
import { lineHeight, Paper, type PaperOptions, portrait } from './paper'
import { drawParagraph } from './paragraph'
import { drawSigned, signatureHeight } from './signature-block'

export type ExtractPrint = Pick<PaperOptions, 'at' | 'paperId'> & {
  /** The signed text; its mark is not printed (order-standard C55). */
  document: OrderDocument
  kind: OrderKind
  /** For whom: «МОУ СОШ № 1». */
  school: string
  /** The rows of the annex that name the school. */
  table: AnnexTable
  certified: Certification
  emblem?: Uint8Array
}

/**
 * Draws an extract: the act's header under «ВЫПИСКА ИЗ …», its text whole, who signed it, «Верно» with a
 * place for the hand and the seal (order-standard 26), and of the annex the rows of one school.
 */
export async function drawExtract(print: ExtractPrint): Promise<{ bytes: Uint8Array; pages: number }> {
  const { kind, school, table, certified, at, paperId } = print
  const words = ORDER_KIND_WORDS[kind].genitive
  const document: OrderDocument = {
    ...print.document,
    kind: `ВЫПИСКА\nИЗ ${words.toUpperCase()}`,
    mark: null,
    // The code leads to the page of the act itself; an extract is not the act.
    qr: null,
    watermark: null,
  }
  const title = `Выписка из ${words} от ${document.date} ${document.number}: ${school}`
  const paper = new Paper({ title, at, paperId })
  paper.startPage(portrait(document.profile))
  drawHeader(paper, document, print.emblem)
  const { bodySizePt: size, lineSpacing: spacing } = document.profile
  const block = { ...document.signature, mark: null, size, spacing }
  // Under the signature and not after the table: alone on the last sheet it would certify nothing.
  const foot = certification(paper, certified, size)
  drawSigned(paper, drawText(paper, document, signatureHeight(paper, block, foot)), block, foot)
  if (document.annex) {
    drawAnnex(paper, document, { ...document.annex, table })
    paper.y += lineHeight(size)
    drawParagraph(paper, {
      runs: [{ text: `Приведены строки, которые относятся к: ${school}.` }],
      width: paper.textWidth,
      size: Math.min(size, 12),
      tag: paper.tag('P'),
      tagType: 'P',
    })
  }
  return paper.finish()
}
