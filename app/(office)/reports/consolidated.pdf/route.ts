import { createHash } from 'node:crypto'
import { drawForActor, logAccess, serveDrawn } from '@/app/_papers/serve'
import { getConsolidated } from '@/db/queries/report-matrix'
import { hasRole } from '@/lib/access/actor'
import { safeFileName } from '@/lib/order/paper-name'
import { drawConsolidated2026 } from '@/lib/pdf/consolidated-2026'
import { now } from '@/lib/system/clock'

/** The district's report of a stage as a paper; drawn for this answer and stored nowhere. */
export async function GET(request: Request): Promise<Response> {
  const stageId = new URL(request.url).searchParams.get('stage') ?? ''
  return drawForActor(stageId, async (actor) => {
    const { report, profile } = await getConsolidated(actor, stageId)
    const at = now()
    // The print is no act and bears no act's id; it only must not look like one.
    const paperId = createHash('sha256')
      .update(JSON.stringify([stageId, at]))
      .digest('hex')
      .slice(0, 32)
    const post = hasRole(actor, 'coordinator') ? 'Муниципальный координатор' : ''
    const { bytes } = await drawConsolidated2026(
      report,
      { profile, signature: { post, name: actor.name } },
      { at, paperId },
    )
    logAccess(actor.userId, 'report.consolidated', stageId)
    return serveDrawn(bytes, safeFileName(`Сводный отчёт ${report.programme} ${report.year} ${report.stage}.pdf`))
  })
}
