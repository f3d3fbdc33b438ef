import { headers } from 'next/headers'
import { isSecure } from '@/app/_session/options'
import { findKeptForm } from '@/db/queries/kept-form'
import type { Actor } from '@/lib/access/actor'
import { environment } from '@/lib/system/env'
import { unsealText } from '@/lib/system/secret'

/** Long enough to copy it, too short for somebody who finds the browser open. */
const SHOWN_MINUTES = 10

/** The personal address that was just made, whole; undefined a little later: the program itself no longer knows it. */
export async function findShownAddress(actor: Actor, kept: string | undefined, now: Date): Promise<string | undefined> {
  if (!kept) return undefined
  const sealed = await findKeptForm(kept, actor.userId, now)
  if (!sealed) return undefined
  try {
    const { token, at } = JSON.parse(unsealText(sealed, 'feed-address')) as { token: string; at: number }
    if (now.getTime() - at >= SHOWN_MINUTES * 60_000) return undefined
    return `${await ownAddress()}/calendar/${token}.ics`
  } catch {
    // The address of the page names another kept form.
    return undefined
  }
}

/** As the browser has it, where the operator has not set the public address. */
async function ownAddress(): Promise<string> {
  const { appUrl } = environment()
  if (appUrl) return appUrl
  const sent = await headers()
  return `${isSecure() ? 'https' : 'http'}://${sent.get('x-forwarded-host') ?? sent.get('host')}`
}
