'use server'

import { formAction } from '@/app/_forms/form-action'
import { storeScan } from '@/app/_papers/store-scan'
import { enterOldAct } from '@/db/commands/old-act'
import { reserveNumber, startBook } from '@/db/commands/register'
import { closeBook, reopenBook } from '@/db/commands/register-closing'
import { attachScan } from '@/db/commands/scan'
import { finishSigning } from '@/db/finish-signing'
import { demand } from '@/lib/access/policy'
import {
  closeBookSchema,
  oldActSchema,
  reopenBookSchema,
  reserveNumberSchema,
  startBookSchema,
} from '@/lib/register/schema'

export const startBookAction = formAction(
  { form: 'register.book', schema: startBookSchema },
  async (actor, input, { now }) => {
    await startBook(actor, input, now)
    return '/register/book?done=started'
  },
)

export const closeBookAction = formAction(
  { form: 'register.close', schema: closeBookSchema },
  async (actor, input, { now }) => {
    await closeBook(actor, input, now)
    return '/register/closing?done=closed'
  },
)

export const reopenBookAction = formAction(
  { form: 'register.reopen', schema: reopenBookSchema },
  async (actor, input, { now }) => {
    await reopenBook(actor, input, now)
    return '/register/closing?done=reopened'
  },
)

export const reserveNumberAction = formAction(
  { form: 'register.reserve', schema: reserveNumberSchema },
  async (actor, input, { now, pressId }) => {
    const { entryId } = await reserveNumber(actor, { ...input, pressId }, now)
    return `/register/${entryId}?done=reserved`
  },
)

/** The number in a transaction of its own, the print drawn outside, then the scan: a stop between leaves what the card can finish. */
export const enterOldActAction = formAction(
  { form: 'register.old-act', schema: oldActSchema },
  async (actor, input, { now, pressId, files }) => {
    demand(actor, 'register.manage')
    const scan = await storeScan(files.scan)
    const entered = await enterOldAct(actor, { ...input, scan, pressId }, now)
    if (entered.preparation) {
      await finishSigning(actor, entered.preparation, null, now)
      await attachScan(actor, { orderId: entered.orderId, scan }, now)
    }
    return `/register/${entered.entryId}?done=${entered.isOutOfOrder ? 'entered-out-of-order' : 'entered'}`
  },
)
