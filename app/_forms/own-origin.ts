import { headers } from 'next/headers'

/** A form of another site, or one that hides where it came from, is refused before anything is read. */
export async function demandOwnOrigin(): Promise<void> {
  const sent = await headers()
  const origin = sent.get('origin')
  // The forwarded name is here only when the door has found it to be our own public address.
  const host = sent.get('x-forwarded-host') ?? sent.get('host')
  const fetchSite = sent.get('sec-fetch-site')
  const own = origin ? origin !== 'null' && new URL(origin).host === host : fetchSite === 'same-origin'
  if (!own) throw new Error('A form came from another origin.')
}
