'use client'

import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'

const WARNED_MS = 5 * 60_000
const AGAIN_MS = 60_000
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** Warns five minutes before the session ends and prolongs it by one press, with what is being typed left as it is. `endsIn`: milliseconds from the drawing of the page. */
export function SessionEnd({ endsIn }: { endsIn: number }) {
  const [left, setLeft] = useState<number>()
  // A new object each time, so that the same pause is waited anew.
  const [due, setDue] = useState({ endsIn })
  useEffect(() => {
    const ask = async () => {
      // Every press has moved the end meanwhile; on the wire nothing more than this is asked.
      const found = await fetch('/session').then(
        (answer) => (answer.ok ? answer.json() : { endsIn: 0 }),
        () => undefined,
      )
      if (!found) return setDue({ endsIn: WARNED_MS + AGAIN_MS })
      setLeft(found.endsIn <= WARNED_MS ? found.endsIn : undefined)
      if (found.endsIn > WARNED_MS) setDue(found)
    }
    const timer = setTimeout(ask, Math.min(Math.max(0, due.endsIn - WARNED_MS), LONGEST_TIMER_MS))
    return () => clearTimeout(timer)
  }, [due])
  const prolong = async () => {
    const found = await fetch('/session', { method: 'POST' }).then(
      (answer) => (answer.ok ? answer.json() : undefined),
      () => undefined,
    )
    if (!found) return setLeft(0)
    setLeft(undefined)
    setDue(found)
  }
  if (left === undefined) return null
  return (
    <div className="notice amber" role="alert">
      {left > 0 ? (
        <>
          <strong>Сеанс закончится через {Math.ceil(left / 60_000)} мин</strong>
          <div>
            <Button type="button" onClick={prolong}>
              Продлить
            </Button>
          </div>
        </>
      ) : (
        <strong>Сеанс закончился. Набранное дождётся входа: сохраните его или войдите на соседней вкладке</strong>
      )}
    </div>
  )
}
