'use client'

import { useEffect, useState } from 'react'

/** Shows and hides what is typed in the password field of the given id. Absent without JavaScript, where it could do nothing. */
export function ShowPassword({ target }: { target: string }) {
  const [ready, setReady] = useState(false)
  const [shown, setShown] = useState(false)
  useEffect(() => setReady(true), [])
  if (!ready) return null
  return (
    <button
      type="button"
      className="btn"
      aria-controls={target}
      aria-pressed={shown}
      onClick={() => {
        const input = document.getElementById(target)
        if (!(input instanceof HTMLInputElement)) return
        input.type = shown ? 'password' : 'text'
        setShown(!shown)
      }}
    >
      {shown ? 'Скрыть' : 'Показать'}
      <span className="vh"> пароль</span>
    </button>
  )
}
