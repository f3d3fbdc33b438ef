'use client'

import { useEffect, useRef, useState } from 'react'
import { isTyped } from '@/components/offline/sheet-fields'

const PAUSE_MS = 2_000

/**
 * Keeps what is typed into the form around it as a draft on the server, two seconds after the last key, and says truly what
 * became of it. Nothing without JavaScript: there each «Сохранить» saves. `onDevice`: another piece keeps the text on the device and
 * speaks where there is no line.
 */
export function Autosave({ form, onDevice = false }: { form: string; onDevice?: boolean }) {
  const mark = useRef<HTMLParagraphElement>(null)
  const [said, setSaid] = useState('')
  useEffect(() => {
    const target = mark.current?.closest('form')
    if (!target) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let asked: AbortController | undefined
    const save = async () => {
      // An older text must not arrive after a newer one.
      asked?.abort()
      asked = new AbortController()
      const body = new FormData(target)
      for (const [name, value] of [...body]) if (typeof value !== 'string') body.delete(name)
      try {
        const answer = await fetch('/drafts', { method: 'POST', body, signal: asked.signal })
        if (answer.ok) setSaid(`Черновик сохранён в ${(await answer.json()).at}`)
        else if (answer.status === 401) setSaid('Сеанс закончился. Нажмите «Сохранить»: текст дождётся входа.')
        else setSaid('Черновик не сохранён. Нажмите «Сохранить».')
      } catch (error) {
        if ((error as Error).name === 'AbortError') return
        setSaid(onDevice ? '' : 'Нет связи. Текст пока только на этой странице.')
        timer = setTimeout(save, PAUSE_MS * 5)
      }
    }
    const typed = () => {
      clearTimeout(timer)
      timer = setTimeout(save, PAUSE_MS)
    }
    const stop = () => {
      clearTimeout(timer)
      asked?.abort()
    }
    target.addEventListener('input', typed)
    target.addEventListener('submit', stop)
    // Typed before this script came.
    if (isTyped(target)) typed()
    return () => {
      stop()
      target.removeEventListener('input', typed)
      target.removeEventListener('submit', stop)
    }
  }, [onDevice])
  return (
    <>
      <input type="hidden" name="_draft" value={form} />
      <p ref={mark} className="hint" role="status">
        {said}
      </p>
    </>
  )
}
