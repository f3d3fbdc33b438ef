import 'server-only'
import { and, desc, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { journal } from '@/db/schema/journal'
import { measures, roadMapVersions } from '@/db/schema/road-map'
import { type Actor, hasRole } from '@/lib/access/actor'
import type { ExecutorRef } from '@/lib/execution/rules'
import { executorText } from '@/lib/execution/statement'
import { readsEvidence } from '@/lib/execution/who'

/** Lines of a measure's history that are shown. */
export const HISTORY_LINES = 200

/** What happened to the measure, newest first. Edits of its text are the coordinator's to read; comments stand apart. */
export function readMeasureHistory(
  handle: Database,
  actor: Actor,
  municipalityId: string,
  roadMapId: string,
  measureKey: string,
  seen: ExecutorRef[] | null,
) {
  const isAboutKey = and(
    eq(journal.subjectId, measureKey),
    sql`action not like 'comment.%'`,
    readsEvidence(actor) ? undefined : sql`action not like 'evidence.%'`,
    seen ? isAbout(seen) : undefined,
  )
  const ofRow = inArray(
    journal.subjectId,
    handle
      .select({ id: sql<string>`${measures.id}::text` })
      .from(measures)
      .innerJoin(roadMapVersions, eq(roadMapVersions.id, measures.versionId))
      .where(and(eq(roadMapVersions.roadMapId, roadMapId), eq(measures.key, measureKey))),
  )
  return handle
    .select({
      id: journal.id,
      at: journal.at,
      actorName: journal.actorName,
      action: journal.action,
      before: sql<Told>`${journal.before}`,
      after: sql<Told>`${journal.after}`,
    })
    .from(journal)
    .where(
      and(
        eq(journal.municipalityId, municipalityId),
        eq(journal.subject, 'measure'),
        hasRole(actor, 'coordinator') ? or(isAboutKey, ofRow) : isAboutKey,
      ),
    )
    .orderBy(desc(journal.id))
    .limit(HISTORY_LINES)
    .then((lines) => lines.map((line) => withoutEvidence(actor, seen ? onlySeen(line, seen) : line)))
}

type Told = Record<string, unknown> | null

function isAbout(seen: ExecutorRef[]): SQL {
  const forAll = sql`(action like 'term_request.%' and after->>'executor' is null)`
  if (seen.length === 0) return forAll
  const names = sql.join(
    seen.map((one) => sql`${executorText(one)}`),
    sql`, `,
  )
  return sql`(${forAll} or after->>'executor' in (${names}) or jsonb_exists_any(after->'executors', array[${names}]::text[]))`
}

/** A line about many executors tells a school of itself only. */
function onlySeen<Line extends { before: Told; after: Told }>(line: Line, seen: ExecutorRef[]): Line {
  const [refs, names] = [line.after?.executors, line.after?.executorNames]
  if (!Array.isArray(refs) || !Array.isArray(names)) return line
  const isSeen = (_: unknown, index: number) => seen.some((one) => executorText(one) === refs[index])
  const after = { ...line.after, executors: refs.filter(isSeen), executorNames: names.filter(isSeen) }
  return { ...line, before: null, after }
}

/** Evidence is read in its cell by those who may; a line that repeated its words would outlive its removal. */
function withoutEvidence<Line extends { action: string; before: Told; after: Told }>(actor: Actor, line: Line): Line {
  if (hasRole(actor, 'coordinator') || !line.action.startsWith('evidence.')) return line
  const { evidence: _, ...after } = line.after ?? {}
  return { ...line, before: null, after }
}
