import 'server-only'
import type { Tx } from '@/db/client'
import { programmeFactors } from '@/db/schema/programme'
import { RISK_FACTORS } from '@/lib/programme/factors'

/** What every new programme begins with, besides its name: the ten factors of the risk profile (domain §3). */
export async function insertFactors(tx: Tx, programmeId: string): Promise<void> {
  await tx
    .insert(programmeFactors)
    .values(RISK_FACTORS.map(({ number, name }, position) => ({ programmeId, position, number, name })))
}
