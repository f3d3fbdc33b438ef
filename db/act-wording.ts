import 'server-only'
import { and, asc, desc, eq, isNull } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { actTemplates } from '@/db/schema/act-template'
import { municipalities } from '@/db/schema/municipality'
import { programmes } from '@/db/schema/programme'
import { roadMaps, roadMapVersions } from '@/db/schema/road-map'
import type { MunicipalitySettings } from '@/lib/municipality/settings'
import type { OrderKind, OrderPurpose } from '@/lib/order/rules'
import { type ActTemplate, defaultTemplate } from '@/lib/order/template'
import type { LocalDate } from '@/lib/shared/dates'
import { notFound } from '@/lib/shared/refusal'

export type ActWording = { settings: MunicipalitySettings; template: ActTemplate; year: number }

/**
 * With what an act's text is composed: the municipality's words, and its template of that purpose and kind: the one chosen, else the
 * default, else the program's own; the map's year,
 * else that of `today`. A chosen template of another municipality is not found.
 */
export async function wordingFor(
  handle: Database,
  municipalityId: string,
  act: { purpose: OrderPurpose; kind: OrderKind; versionId: string | null; today: LocalDate; templateId?: string },
): Promise<ActWording> {
  const [municipality] = await handle
    .select({ settings: municipalities.settings })
    .from(municipalities)
    .where(eq(municipalities.id, municipalityId))
  if (!municipality) throw notFound('Муниципалитет')
  const [template] = await handle
    .select({
      titlePattern: actTemplates.titlePattern,
      aim: actTemplates.aim,
      operativeWord: actTemplates.operativeWord,
      points: actTemplates.points,
    })
    .from(actTemplates)
    .where(
      and(
        eq(actTemplates.municipalityId, municipalityId),
        eq(actTemplates.purpose, act.purpose),
        isNull(actTemplates.endedAt),
        act.templateId
          ? eq(actTemplates.id, act.templateId)
          : and(eq(actTemplates.kind, act.kind), eq(actTemplates.isDefault, true)),
      ),
    )
    .orderBy(desc(actTemplates.isDefault), asc(actTemplates.name))
    .limit(1)
  if (act.templateId && !template) throw notFound('Образец')
  return {
    ...municipality,
    template: template ?? defaultTemplate(act.purpose, act.kind),
    year: (act.versionId ? await yearOf(handle, act.versionId) : undefined) ?? Number(act.today.slice(0, 4)),
  }
}

async function yearOf(handle: Database, versionId: string): Promise<number | undefined> {
  const [programme] = await handle
    .select({ year: programmes.year })
    .from(roadMapVersions)
    .innerJoin(roadMaps, eq(roadMaps.id, roadMapVersions.roadMapId))
    .innerJoin(programmes, eq(programmes.id, roadMaps.programmeId))
    .where(eq(roadMapVersions.id, versionId))
  return programme?.year
}
