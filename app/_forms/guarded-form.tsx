'use client'

import { unstable_rethrow } from 'next/navigation'
import { type FormEvent, type ReactNode, useState, useTransition } from 'react'

const LOST = {
  noLine: 'Нет связи: нажатое, возможно, не отправлено',
  noAnswer: 'Сервер не ответил: нажатое, возможно, не записано',
}

const bringIntoView = (notice: HTMLElement | null): void => notice?.scrollIntoView({ block: 'nearest' })

/**
 * Posts to the action as the plain form would, and stays as it is filled in when no answer comes; by itself a failed action takes the
 * whole page away with all that was typed. Whether the press was taken is not known then: the same press again is the first one
 * (db/press.ts). Without JavaScript it is the plain form. `kept`: what becomes of what was typed, and what to do.
 */
export function GuardedForm({
  action,
  kept = 'Набранное осталось в форме. Когда связь вернётся, нажмите ещё раз: дважды то же не запишется.',
  className,
  id,
  children,
}: {
  action: (formData: FormData) => Promise<void>
  kept?: string
  className?: string | undefined
  id?: string | undefined
  children: ReactNode
}) {
  const [, begin] = useTransition()
  const [lost, setLost] = useState('')
  const send = (event: FormEvent<HTMLFormElement>): void => {
    const { submitter } = event.nativeEvent as SubmitEvent
    // A button with an action of its own posts to that one.
    if (event.defaultPrevented || submitter?.hasAttribute('formaction')) return
    event.preventDefault()
    setLost('')
    const typed = new FormData(event.currentTarget, submitter)
    begin(async () => {
      try {
        await action(typed)
      } catch (error) {
        // Where the answer leads.
        unstable_rethrow(error)
        setLost(error instanceof TypeError ? LOST.noLine : LOST.noAnswer)
      }
    })
  }
  return (
    <form action={action} onSubmit={send} noValidate className={className} id={id}>
      {children}
      {lost ? (
        <div className="notice amber" role="alert" ref={bringIntoView}>
          <strong>{lost}</strong>
          <div>{kept}</div>
        </div>
      ) : null}
    </form>
  )
}
