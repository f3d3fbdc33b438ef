import type { AnnexTable, PageProfile, SignatureMark } from '@/lib/order/document'
import { lineHeight, MM, Paper, type PaperOptions, portrait } from './paper'
import { drawFlow, drawParagraph, type FlowLine, linesOf } from './paragraph'
import { drawSigned, signatureHeight } from './signature-block'
import { drawTable, layTable, SMALLEST_IN_TABLES } from './table'

/** What a report says, as ready strings; whoever fills it knows what a visit or a stage is. */
export type ReportDocument = {
  profile: PageProfile
  /** Lines above the title: whose report it is; may be empty. */
  body: string[]
  /** «ОТЧЁТ». */
  kind: string
  /** «куратора о посещении МОУ СОШ № 1»; the paper's title with the kind before it. */
  title: string
  /** On one line, at the left and the right margin: «21 апреля 2022 г.» and «пгт Забайкальск»; either may be empty. */
  date: string
  place: string
  /** What is known at a glance: school, curator, period. */
  facts: { label: string; value: string }[]
  sections: { heading: string; parts: ReportPart[] }[]
  /** `mark` is null where a hand signs. */
  signature: { post: string; name: string; mark: SignatureMark | null }
  watermark: 'ПРОЕКТ' | null
}

/** A question with its answer as typed, words without a question, or a table under an optional caption. */
export type ReportPart =
  | { question: string; answer: string }
  | { text: string }
  | { caption: string; table: AnnexTable }

export type ReportDrawing = Pick<PaperOptions, 'at' | 'paperId'> & {
  /** Adds the place of a signature; called once, while the first sheet is open. */
  prepareSignature?: (doc: PDFKit.PDFDocument) => void
}

const NO_ANSWER = 'Ответ не дан.'
const FACTS_HEAD = ['Сведения', 'Значение']

/** Draws a report on upright sheets of the municipality's page: the same content, `at` and `paperId` give the same bytes. */
export async function drawReport2026(
  report: ReportDocument,
  drawing: ReportDrawing,
): Promise<{ bytes: Uint8Array; pages: number }> {
  const title = [report.kind, report.title].filter((line) => line !== '').join(' ')
  const { at, paperId } = drawing
  const paper = new Paper({ title, at, paperId, watermark: report.watermark })
  paper.startPage(portrait(report.profile))
  drawing.prepareSignature?.(paper.doc)
  drawTitle(paper, report)
  const { bodySizePt: size, tableSizePt, lineSpacing: spacing } = report.profile
  if (report.facts.length > 0) {
    const rows = report.facts.map(({ label, value }) => [label, value])
    drawTable(paper, { headers: FACTS_HEAD, groups: [{ heading: '', rows }], size: tableSizePt })
    paper.y += lineHeight(size) * 0.6
  }
  const block = { ...report.signature, size, spacing }
  drawSigned(paper, drawSections(paper, report, signatureHeight(paper, block)), block)
  return paper.finish()
}

function drawTitle(paper: Paper, { body, kind, title, date, place, profile }: ReportDocument): void {
  const size = profile.bodySizePt
  const centred = (text: string, tagType: 'P' | 'H1', after: number, bold = true) => {
    if (text === '') return
    const { textWidth: width } = paper
    drawParagraph(paper, { runs: [{ text, bold }], size, width, align: 'center', tag: paper.tag(tagType), tagType })
    paper.y += lineHeight(size) * after
  }
  centred(body.join('\n'), 'P', 0.8, false)
  centred([kind, title].filter((line) => line !== '').join('\n'), 'H1', 0.6)
  const top = paper.y
  let bottom = top
  for (const [text, align] of [
    [date, 'left'],
    [place, 'right'],
  ] as const) {
    paper.y = top
    if (text === '') continue
    const width = paper.textWidth
    drawParagraph(paper, { runs: [{ text }], size, width, align, tag: paper.tag('P'), tagType: 'P' })
    bottom = Math.max(bottom, paper.y)
  }
  paper.y = bottom + (date === '' && place === '' ? 0 : lineHeight(size) * 0.8)
}

/** Draws up to the last table; answers with the lines that go together with the signature. */
function drawSections(paper: Paper, { sections, profile }: ReportDocument, tail: number): FlowLine[] {
  const { bodySizePt: size, tableSizePt, lineSpacing: spacing } = profile
  let waiting: FlowLine[] = []
  const add = (text: string, look: Look) => {
    const bold = look === 'heading' || look === 'question'
    const tagType = look === 'heading' ? 'H2' : 'P'
    const isBody = look === 'body'
    waiting.push(
      ...keptTogether(
        waiting,
        linesOf(paper, {
          runs: [{ text, bold }],
          size,
          spacing: isBody ? spacing : 1,
          width: paper.textWidth,
          align: isBody ? 'justify' : 'left',
          firstIndent: isBody ? profile.firstLineIndentMm * MM : 0,
          hyphenate: isBody && profile.hyphenation,
          before: BEFORE[look] * lineHeight(size),
          tag: paper.tag(tagType),
          tagType,
        }),
      ),
    )
  }
  const last = sections.at(-1)?.parts.at(-1)
  for (const { heading, parts } of sections) {
    if (heading !== '') add(heading, 'heading')
    for (const part of parts) {
      if ('text' in part) for (const line of paragraphs(part.text)) add(line, 'body')
      if ('question' in part) {
        add(part.question, 'question')
        for (const line of paragraphs(part.answer)) add(line, 'body')
      }
      if (!('table' in part)) continue
      if (part.caption !== '') add(part.caption, 'question')
      const { headers, sections: groups } = part.table
      const laid = layTable(paper, {
        headers,
        groups,
        size: tableSizePt,
        smallest: SMALLEST_IN_TABLES,
        tail: part === last ? tail : 0,
      })
      const gap = lineHeight(size) * 0.3
      drawFlow(paper, waiting, gap + laid.beginning, 1)
      waiting = []
      paper.y += gap
      laid.draw()
      paper.y += lineHeight(size) * 0.4
    }
  }
  return waiting
}

/** Each typed line is a paragraph of its own; empty ones only part them. */
function paragraphs(answer: string): string[] {
  const lines = answer.split(/\r\n?|\n/).filter((line) => line.trim() !== '')
  return lines.length > 0 ? lines : [NO_ANSWER]
}

type Look = 'heading' | 'question' | 'body'
const BEFORE: Record<Look, number> = { heading: 0.8, question: 0.5, body: 0.15 }

/** A heading or a question never stays behind without the first lines under it. */
function keptTogether(before: readonly FlowLine[], lines: FlowLine[]): FlowLine[] {
  const above = before.at(-1)?.paragraph
  const announces = above !== undefined && (above.tagType === 'H2' || above.runs.every((run) => run.bold))
  return announces ? lines.map((line, index) => (index === 0 ? { ...line, mayStartPage: false } : line)) : lines
}
