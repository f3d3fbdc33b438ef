'use client'

import { useEffect, useState } from 'react'

const SCOPES = ['/reports', '/visits']

/**
 * Lets this page be opened without a line (public/sw.js): asks the service worker to keep it and `also`, its own further pages, when
 * there is nothing else to do; and says so where it came from the device.
 */
export function PageKeeper({ zone, also = [] }: { zone: string; also?: string[] }) {
  const [keptAt, setKeptAt] = useState('')
  const list = also.join(' ')
  useEffect(() => {
    const at = document.documentElement.dataset.keptAt
    if (at)
      setKeptAt(
        new Intl.DateTimeFormat('ru', {
          timeZone: zone,
          day: 'numeric',
          month: 'long',
          hour: '2-digit',
          minute: '2-digit',
        }).format(new Date(at)),
      )
    // Only over https and on this machine itself.
    const workers = navigator.serviceWorker
    if (!workers || at) return
    const idle = setTimeout(async () => {
      try {
        await Promise.all(SCOPES.map((scope) => workers.register('/sw.js', { scope })))
        const worker = (await workers.ready).active
        const further =
          list === '' || (navigator as { connection?: { saveData?: boolean } }).connection?.saveData
            ? []
            : list.split(' ')
        worker?.postMessage({ keep: [location.pathname, ...further] })
      } catch {
        // Private mode or settings: then pages open with a line only, and nothing else changes.
      }
    }, 1_500)
    return () => clearTimeout(idle)
  }, [zone, list])
  return keptAt ? (
    <div className="notice amber" role="status">
      <strong>Страница открыта без связи, сохранена {keptAt}</strong>
      <div>Набранное хранится на этом устройстве и отправится, когда связь вернётся.</div>
    </div>
  ) : null
}
