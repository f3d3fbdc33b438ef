'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { pauseAfter } from '@/lib/offline/pause'
import { sentOf, waiting } from '@/lib/offline/words'
import { type Queue, readQueue, sendRow, type Waiting } from './send-queue'

/**
 * Above the lists of reports and visits: what this device still keeps for `user` and the server has not got. It is sent when there is
 * a line, and told truly. Says nothing where nothing waits.
 */
export function QueueNotice({ user }: { user: string }) {
  const [queue, setQueue] = useState<Queue>({ toSend: [], needOwner: [] })
  const [said, say] = useState('')
  const [refused, setRefused] = useState<Waiting[]>([])
  const [notes, setNotes] = useState<Waiting[]>([])
  const failures = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const isSending = useRef(false)
  const send = useCallback(async () => {
    if (isSending.current) return
    isSending.current = true
    clearTimeout(timer.current)
    const { toSend } = await readQueue(user)
    let sent = 0
    let isLost = false
    const stopped: Waiting[] = []
    for (const row of toSend) {
      const { key, page, label } = row
      const tell = (why: string) => setNotes((told) => [...told, { key, page, label, why }])
      const why = await sendRow(row, tell).catch(() => undefined)
      if (why === '') say(sentOf(++sent, toSend.length))
      else if (why !== undefined) stopped.push({ key, page, label, why })
      else {
        isLost = true
        break
      }
    }
    setRefused(stopped)
    setQueue(await readQueue(user))
    isSending.current = false
    failures.current = isLost ? failures.current + 1 : 0
    if (isLost) timer.current = setTimeout(send, pauseAfter(failures.current))
    if (isLost) say('Нет связи: отправится, когда она вернётся')
  }, [user])
  useEffect(() => {
    void readQueue(user).then(setQueue).then(send)
    addEventListener('online', send)
    return () => {
      clearTimeout(timer.current)
      removeEventListener('online', send)
    }
  }, [user, send])
  const stuck = [...queue.needOwner, ...refused.filter((one) => !queue.needOwner.some(({ key }) => key === one.key))]
  // What the server will not take waits for its author, not for the line.
  const left = queue.toSend.filter((row) => !refused.some(({ key }) => key === row.key)).length
  if (left + stuck.length === 0 && !said) return null
  return (
    <div className={left + stuck.length + notes.length > 0 ? 'notice amber' : 'notice green'}>
      <strong>{waiting(left) || (stuck.length > 0 ? 'Не отправлено' : 'Всё отправлено')}</strong>
      <p role="status">{said}</p>
      {stuck.length + notes.length > 0 ? (
        <ul>
          {[...stuck, ...notes].map(({ key, page, label, why }) => (
            <li key={`${key} ${why}`}>
              <a href={page}>{label}</a>: {why}
            </li>
          ))}
        </ul>
      ) : null}
      {left > 0 ? (
        <Button type="button" onClick={() => void send()}>
          Отправить сейчас
        </Button>
      ) : null}
    </div>
  )
}
