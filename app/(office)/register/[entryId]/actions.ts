'use server'

import { revalidatePath } from 'next/cache'
import { formAction } from '@/app/_forms/form-action'
import { storeScan } from '@/app/_papers/store-scan'
import { addDispatch, publishOrder, withdrawPublication } from '@/db/commands/publication'
import { annulEntry, setStorage } from '@/db/commands/register'
import { attachScan } from '@/db/commands/scan'
import { finishSigning } from '@/db/finish-signing'
import { findPreparation } from '@/db/queries/signing'
import { demand } from '@/lib/access/policy'
import { publishSchema, withdrawPublicationSchema } from '@/lib/publication/schema'
import {
  annulEntrySchema,
  attachScanSchema,
  dispatchSchema,
  finishPrintSchema,
  storageSchema,
} from '@/lib/register/schema'
import { conflict } from '@/lib/shared/refusal'

/** The public page is made once and kept; what changes it makes it anew. */
const renew = (publicId: string | null): void => {
  if (publicId) revalidatePath(`/published/${publicId}`)
}

const card = (entryId: string, done: string): string => `/register/${entryId}?done=${done}`

export const publishAction = formAction(
  { form: 'register.publish', schema: publishSchema },
  async (actor, input, { now }) => {
    renew((await publishOrder(actor, input, now)).publicId)
    return card(input.entryId, 'published')
  },
)

export const withdrawPublicationAction = formAction(
  { form: 'register.withdraw', schema: withdrawPublicationSchema },
  async (actor, input, { now }) => {
    renew((await withdrawPublication(actor, input, now)).publicId)
    return card(input.entryId, 'withdrawn')
  },
)

export const annulEntryAction = formAction(
  { form: 'register.annul', schema: annulEntrySchema },
  async (actor, input, { now }) => {
    renew((await annulEntry(actor, input, now)).publicId)
    return card(input.entryId, 'annulled')
  },
)

export const setStorageAction = formAction(
  { form: 'register.storage', schema: storageSchema },
  async (actor, input, { now }) => {
    await setStorage(actor, input, now)
    return card(input.entryId, 'stored')
  },
)

export const attachScanAction = formAction(
  { form: 'register.scan', schema: attachScanSchema },
  async (actor, input, { now, files }) => {
    demand(actor, 'register.manage')
    const scan = await storeScan(files.scan)
    const { publicId, isReplaced } = await attachScan(
      actor,
      { orderId: input.orderId, scan, reason: input.reason },
      now,
    )
    renew(publicId)
    return card(input.entryId, isReplaced ? 'scan-replaced' : 'scan-attached')
  },
)

/** Draws the print that a fault left undrawn, with the number that the act already has. */
export const finishPrintAction = formAction(
  { form: 'register.print', schema: finishPrintSchema },
  async (actor, input, { now }) => {
    demand(actor, 'register.manage')
    const preparation = await findPreparation(actor, input.orderId)
    if (preparation?.kind !== 'paper') throw conflict('Печатный экземпляр уже готов; обновите страницу.')
    await finishSigning(actor, preparation, null, now)
    return card(input.entryId, 'print-ready')
  },
)

export const addDispatchAction = formAction(
  { form: 'register.dispatch', schema: dispatchSchema },
  async (actor, input, { now, pressId }) => {
    await addDispatch(actor, { ...input, pressId }, now)
    return card(input.entryId, 'dispatched')
  },
)
