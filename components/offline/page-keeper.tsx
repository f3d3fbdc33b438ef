'use client'

import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { type FromDevice, keptPageWords } from '@/lib/offline/words'

const SCOPES = ['/reports', '/visits']

/** What the service worker wrote on the page that it gave from the device; `at`: when the page was asked for, ISO. */
function readMarks(): (FromDevice & { at: string }) | undefined {
  const { keptAt, line, behind } = document.documentElement.dataset
  return keptAt ? { at: keptAt, isSlow: line === 'slow', isBehind: behind !== undefined, hasCome: false } : undefined
}

/** The next page may be drawn into the same document without being loaded: the marks are not its own. */
function dropMarks(): void {
  const { dataset } = document.documentElement
  delete dataset.keptAt
  delete dataset.line
  delete dataset.behind
}

/**
 * Lets this page be opened without a line (public/sw.js): asks the service worker to keep it and `also`, its own further pages, when
 * there is nothing else to do; and says so where it came from the device, and when the newer one has come over a slow line.
 */
export function PageKeeper({ zone, also = [] }: { zone: string; also?: string[] }) {
  const [shown, setShown] = useState<ReturnType<typeof readMarks>>()
  const list = also.join(' ')
  useEffect(() => {
    const marks = readMarks()
    setShown(marks)
    // Only over https and on this machine itself.
    const workers = navigator.serviceWorker
    if (!workers) return
    if (marks) {
      const path = location.pathname
      const come = () => setShown({ ...marks, hasCome: true })
      const hear = ({ data }: MessageEvent) => {
        if (data?.arrived === path) come()
      }
      workers.addEventListener('message', hear)
      // Perhaps it came before anybody listened.
      void caches.match(path).then((kept) => {
        if ((kept?.headers.get('x-kept-at') ?? '') > marks.at) come()
      })
      return () => {
        workers.removeEventListener('message', hear)
        dropMarks()
      }
    }
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
  }, [list])
  if (!shown) return null
  const at = new Intl.DateTimeFormat('ru', {
    timeZone: zone,
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(shown.at))
  const words = keptPageWords(shown, at)
  return (
    <div className="notice amber" role="status">
      <strong>{words.title}</strong>
      <div>{words.more}</div>
      {shown.hasCome ? (
        <Button type="button" small onClick={() => location.reload()}>
          Показать свежую
        </Button>
      ) : null}
    </div>
  )
}
