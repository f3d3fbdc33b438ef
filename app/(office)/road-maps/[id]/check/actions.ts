'use server'

import { z } from 'zod'
import { formAction } from '@/app/_forms/form-action'
import { repairFinding } from '@/db/commands/repair'
import { repairSchema } from '@/lib/order/schema'
import { localPath } from '@/lib/shared/local-path'

export const repairAction = formAction(
  { form: 'repair', schema: repairSchema.extend({ _page: z.string().default('/') }) },
  async (actor, { _page, ...input }, { now, pressId }) => {
    await repairFinding(actor, { ...input, pressId }, now)
    const back = new URL(localPath(_page), 'http://here.invalid')
    back.searchParams.set('done', 'repaired')
    back.searchParams.delete('kept')
    return back.pathname + back.search
  },
)
