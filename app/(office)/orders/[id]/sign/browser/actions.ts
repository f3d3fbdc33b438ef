'use server'

import { formAction } from '@/app/_forms/form-action'
import { completeOutside, prepareOutside } from '@/db/sign-outside'
import { completeBrowserSchema, prepareBrowserSchema } from '@/lib/order/outside-schema'
import { readBrought } from '@/lib/signature/brought'

/** Certificates are a few kilobytes long. */
const LONGEST_CERTIFICATE = 100_000

export const prepareBrowserAction = formAction(
  { form: 'sign-browser', schema: prepareBrowserSchema },
  async (actor, input, { now, files }) => {
    const certificate = files.certificateFile ? await textOf(files.certificateFile) : input.certificate
    await prepareOutside(actor, { ...input, certificate, way: 'browser' }, now)
    return `/orders/${input.id}/sign/browser?done=prepared`
  },
)

/** A certificate's file is DER or the text that the other field takes. */
async function textOf(file: File): Promise<string> {
  const bytes = Buffer.from(await file.slice(0, LONGEST_CERTIFICATE).arrayBuffer())
  return bytes[0] === 0x30 && (bytes[1] ?? 0) >= 0x80 ? bytes.toString('base64') : bytes.toString('utf8')
}

export const completeBrowserAction = formAction(
  { form: 'sign-browser-complete', schema: completeBrowserSchema },
  async (actor, input, { now }) => {
    const cms = readBrought(Buffer.from(input.cms, 'utf8'), 'cms')
    await completeOutside(actor, { signingId: input.signingId, cms, field: 'cms' }, now)
    return `/orders/${input.id}/signed`
  },
)
