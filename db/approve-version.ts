import 'server-only'
import { and, eq, ne } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { roadMapVersions } from '@/db/schema/road-map'

/** A version is approved when its act is registered; the one approved before it is superseded (rulings A2). */
export async function approveVersion(tx: Tx, versionId: string | null): Promise<void> {
  if (!versionId) return
  const [version] = await tx
    .update(roadMapVersions)
    .set({ status: 'approved' })
    .where(eq(roadMapVersions.id, versionId))
    .returning({ roadMapId: roadMapVersions.roadMapId })
  if (!version) return
  await tx
    .update(roadMapVersions)
    .set({ status: 'superseded' })
    .where(
      and(
        eq(roadMapVersions.roadMapId, version.roadMapId),
        eq(roadMapVersions.status, 'approved'),
        ne(roadMapVersions.id, versionId),
      ),
    )
}
