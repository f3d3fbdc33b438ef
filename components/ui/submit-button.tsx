'use client'

import type { ComponentProps } from 'react'
import { useFormStatus } from 'react-dom'
import { Button } from '@/components/ui/button'

/** The button of a form with an action: while it is sent, cannot be pressed again and says so. Plain without JavaScript. */
export function SubmitButton({
  children,
  sending = 'Отправляется…',
  kind = 'main',
  ...rest
}: ComponentProps<typeof Button> & { sending?: string }) {
  const { pending } = useFormStatus()
  return (
    // Not `disabled`: that would take the focus away and drop the button's own name and value.
    <Button
      kind={kind}
      {...rest}
      aria-disabled={pending || undefined}
      onClick={(event) => {
        if (pending) event.preventDefault()
        else rest.onClick?.(event)
      }}
    >
      <span aria-live="polite">{pending ? sending : children}</span>
    </Button>
  )
}
