import type { PageProfile } from '@/lib/order/document'
import type { ConsolidatedPart, ConsolidatedReport } from '@/lib/report/consolidated-shape'
import { longDate } from '@/lib/shared/dates'
import { drawReport2026, type ReportDrawing, type ReportPart } from './report-2026'

/** Draws the district's report of a stage: the same words as the page, each figure with the names that it was counted from. */
export const drawConsolidated2026 = (
  report: ConsolidatedReport,
  { profile, signature }: { profile: PageProfile; signature: { post: string; name: string } },
  drawing: ReportDrawing,
): Promise<{ bytes: Uint8Array; pages: number }> =>
  drawReport2026(
    {
      profile,
      body: [report.municipality],
      kind: 'СВОДНЫЙ ОТЧЁТ',
      title: `по отчётам кураторов, ${report.programme}, ${report.year} год, ${report.stage}`,
      date: longDate(report.madeOn),
      place: '',
      facts: report.facts,
      sections: report.sections.map(({ heading, parts }) => ({ heading, parts: parts.flatMap(partOf) })),
      signature: { ...signature, mark: null },
      watermark: null,
    },
    drawing,
  )

function partOf(part: ConsolidatedPart): ReportPart[] {
  if ('text' in part) return [part]
  if ('figure' in part) {
    const { words, rows, isWhole } = part.figure
    return [
      { text: rows.length === 0 || isWhole ? `${words}.` : `${words}: ${rows.map((row) => row.text).join('; ')}.` },
    ]
  }
  return [
    {
      caption: part.caption,
      table: { headers: part.headers, sections: [{ heading: '', rows: part.rows.map((row) => row.cells) }] },
    },
  ]
}
