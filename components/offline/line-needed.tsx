'use client'

import { useEffect, useRef, useState } from 'react'

/**
 * In a form whose press has legal effect: it is never queued (pages.md 11). Without a line the press is stopped and said to wait; what
 * was answered before stays where it is.
 */
export function LineNeeded() {
  const mark = useRef<HTMLParagraphElement>(null)
  const [isNeeded, setNeeded] = useState(false)
  useEffect(() => {
    const form = mark.current?.closest('form')
    const see = () => setNeeded(!navigator.onLine)
    const submit = (event: Event) => {
      see()
      if (!navigator.onLine) event.preventDefault()
    }
    see()
    form?.addEventListener('submit', submit)
    addEventListener('online', see)
    addEventListener('offline', see)
    return () => {
      form?.removeEventListener('submit', submit)
      removeEventListener('online', see)
      removeEventListener('offline', see)
    }
  }, [])
  return (
    <p ref={mark} role="status" className="hint">
      {isNeeded
        ? 'Нет связи: отчёт ждёт её. Сам он не отправится; когда связь вернётся, нажмите «Отправить отчёт».'
        : ''}
    </p>
  )
}
