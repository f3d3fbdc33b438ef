import 'server-only'
import { createHash } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { type Composed, composePackage, type OrderRow } from '@/db/freeze'
import { officeFacts } from '@/db/office-facts'
import { readDistrictFacts, readMapFacts } from '@/db/plan'
import { measures, roadMapVersions, sections } from '@/db/schema/road-map'
import type { Signatory } from '@/db/signatories'
import type { Package } from '@/lib/approval/package'
import { checkPackage } from '@/lib/order/check'
import { canonical } from '@/lib/order/compose'
import { type Finding, type Repair, sayFinding } from '@/lib/order/finding'
import { type Plan, planOf } from '@/lib/road-map/plan'
import type { LocalDate } from '@/lib/shared/dates'
import { invalid, notFound } from '@/lib/shared/refusal'
import { surnameFirst } from '@/lib/shared/text'

export type Checked = Composed & { roadMapId: string | null; findings: Finding[] }

/** A composed package with everything that the check finds in it. The number of statements does not depend on the rows. */
export async function checkedPackage(handle: Database, order: OrderRow, date: LocalDate): Promise<Checked> {
  const composed = await composePackage(handle, order, date)
  const roadMapId = await roadMapOf(handle, order)
  const office = await officeFacts(handle, order.municipalityId, date, composed.signatory?.name ?? '')
  const findings = checkPackage({
    ...composed.checked,
    columns: composed.package.columns,
    sections: composed.package.sections,
    measures: composed.package.measures,
    plan: roadMapId ? await planFor(handle, order.municipalityId, roadMapId, date) : null,
    people: office.people
      .filter((one) => !one.hasLeft)
      .map((one) => surnameFirst(one.surname, one.givenName, one.patronymic)),
    office,
    stamp: { effectiveOn: order.effectiveOn, body: composed.body ?? null },
  })
  return { ...composed, roadMapId, findings }
}

async function roadMapOf(handle: Database, { versionId }: OrderRow): Promise<string | null> {
  if (!versionId) return null
  const [version] = await handle
    .select({ roadMapId: roadMapVersions.roadMapId })
    .from(roadMapVersions)
    .where(eq(roadMapVersions.id, versionId))
  return version?.roadMapId ?? null
}

async function planFor(handle: Database, municipalityId: string, roadMapId: string, date: LocalDate): Promise<Plan> {
  const district = await readDistrictFacts(handle, municipalityId, date)
  const facts = (await readMapFacts(handle, [roadMapId])).get(roadMapId)
  if (!facts) throw notFound('Дорожная карта')
  return planOf({ ...district, ...facts })
}

export type Frozen = { package: Package; signatory: Signatory; findings: Finding[] }

/** The package with all that the check finds, refused where anything makes the act impossible. */
export async function freezePackage(handle: Database, order: OrderRow, date: LocalDate): Promise<Frozen> {
  const { signatory, findings, ...checked } = await checkedPackage(handle, order, date)
  const errors = findings.filter((finding) => finding.level === 'error')
  if (errors.length > 0 || !signatory) {
    throw invalid(`Отправить пока нельзя. ${errors.map(sayFinding).join(' ')}`)
  }
  return { package: checked.package, signatory, findings }
}

/** Ids of the version's living rows and sections by their keys: for links. */
export async function rowIds(handle: Database, versionId: string): Promise<Record<string, string>> {
  const rows = await handle
    .select({ key: measures.key, id: measures.id })
    .from(measures)
    .where(and(eq(measures.versionId, versionId), isNull(measures.deletedAt)))
  const parts = await handle
    .select({ key: sections.key, id: sections.id })
    .from(sections)
    .where(and(eq(sections.versionId, versionId), isNull(sections.deletedAt)))
  return Object.fromEntries([...rows, ...parts].map(({ key, id }) => [key, id]))
}

/** Names one repair of one text: where either text differs, so does the mark. */
export const markOf = ({ target, before, after }: Repair): string =>
  createHash('sha256').update(canonical({ target, before, after })).digest('hex').slice(0, 32)

/** A finding as a page shows it; `mark` is what the press of its repair sends back. */
export type ShownFinding = Finding & { mark?: string }

export const marked = (findings: readonly Finding[]): ShownFinding[] =>
  findings.map((finding) => (finding.repair ? { ...finding, mark: markOf(finding.repair) } : finding))
