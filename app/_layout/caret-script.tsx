import { headers } from 'next/headers'

/**
 * A text box that somebody has entered counts as changed until React has taken it over: of an unchanged one React sets the default
 * anew (see components/ui/text-box.tsx), and with it the browser moves the caret and drops what was selected. Written into the page,
 * since a file could come after React; so it bears the page's nonce (scripts/page-policy.mjs).
 */
export async function CaretScript() {
  const nonce = /'nonce-([^']+)'/.exec((await headers()).get('content-security-policy') ?? '')?.[1]
  // Browsers hide the nonce of a script from all that read it.
  return (
    <script nonce={nonce} suppressHydrationWarning>
      {ENTERED_IS_CHANGED}
    </script>
  )
}

const ENTERED_IS_CHANGED = `addEventListener('focusin',({target:t})=>{if(t.type=='textarea'&&!Object.keys(t).some(k=>k.startsWith('__react')))t.value=t.value})`
