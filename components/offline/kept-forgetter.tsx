'use client'

import { useEffect, useState } from 'react'
import { forgetSettled } from './kept-store'

/**
 * Stands where nobody is signed in. Pages kept for the one who was go from this device, and his texts that the server has; those that
 * it has not got stay for him alone, and that is said.
 */
export function KeptForgetter() {
  const [left, setLeft] = useState(0)
  useEffect(() => {
    void forgetPages()
    forgetSettled().then(setLeft, () => {})
  }, [])
  return left > 0 ? (
    <div className="notice amber" role="status">
      <strong>На этом устройстве ждут отправки тексты: {left}</strong>
      <div>Их видит только тот, кто их набрал; они отправятся, когда он войдёт.</div>
    </div>
  ) : null
}

/** `caches` is there only over https and on this machine itself. */
async function forgetPages(): Promise<void> {
  if (!('caches' in window)) return
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name.startsWith('marshrut ')).map((name) => caches.delete(name)))
}
