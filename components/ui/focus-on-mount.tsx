'use client'

import { useEffect } from 'react'

/** Moves the focus to an element when the page brings it, and again when `because` is another object. */
export function FocusOnMount({ target, because }: { target: string; because?: unknown }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: `because` is the reason to focus again
  useEffect(() => {
    document.getElementById(target)?.focus()
  }, [target, because])
  return null
}
