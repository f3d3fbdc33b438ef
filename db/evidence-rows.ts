import 'server-only'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { record } from '@/db/journal'
import { evidence } from '@/db/schema/plan'
import type { Actor } from '@/lib/access/actor'
import { personOf } from '@/lib/access/policy'
import { demandRoomForEvidence } from '@/lib/execution/evidence-file'
import { demandLink } from '@/lib/execution/evidence-link'
import type { ExecutorRef } from '@/lib/execution/rules'
import { executorText } from '@/lib/execution/statement'
import { conflict } from '@/lib/shared/refusal'

/** A file is named by bytes that are in the store already. */
export type NewEvidence =
  | { kind: 'text' | 'link'; text: string }
  | { kind: 'file'; text: string; sha256: string; size: number; mediaType: string; fileName: string }

export type EvidenceTarget = {
  id: string
  municipalityId: string
  roadMapId: string
  measureKey: string
  point: string
  executor: ExecutorRef
}

/** Adds evidence to an execution that the command has locked. The same file or the same address twice is refused. */
export async function insertEvidence(
  tx: Tx,
  actor: Actor,
  target: EvidenceTarget,
  added: NewEvidence[],
  now: Date,
): Promise<void> {
  const values = added.map((one) =>
    one.kind === 'link' ? { ...one, text: demandLink(one.text, 'evidenceLink') } : one,
  )
  const fingerprints = values.flatMap((one) => (one.kind === 'file' ? [one.sha256] : []))
  const links = values.flatMap((one) => (one.kind === 'link' ? [one.text] : []))
  const living = and(eq(evidence.executionId, target.id), isNull(evidence.removedAt))
  demandRoomForEvidence(await tx.$count(evidence, living), values.length)
  const [sameFile] = await tx
    .select({ fileName: evidence.fileName })
    .from(evidence)
    .where(and(living, inArray(evidence.sha256, fingerprints)))
  if (sameFile) throw conflict(`Этот самый файл уже приложен: «${sameFile.fileName}». Выберите другой.`)
  const [sameLink] = await tx
    .select({ id: evidence.id })
    .from(evidence)
    .where(and(living, eq(evidence.kind, 'link'), inArray(evidence.text, links)))
  if (sameLink) throw conflict('Эта ссылка уже приложена.')
  const rows = values.map((one) => ({
    ...one,
    municipalityId: target.municipalityId,
    executionId: target.id,
    addedBy: personOf(actor),
    addedAt: now,
  }))
  await tx.insert(evidence).values(rows)
  await record(tx, actor, now, {
    action: 'evidence.add',
    subject: 'measure',
    subjectId: target.measureKey,
    after: {
      roadMapId: target.roadMapId,
      point: target.point,
      executor: executorText(target.executor),
      evidence: values.map((one) =>
        one.kind === 'file' ? { kind: one.kind, text: one.fileName, sha256: one.sha256, size: one.size } : one,
      ),
    },
  })
}
