'use client'

import type { ComponentProps, ReactNode } from 'react'
import { Button } from '@/components/ui/button'

/**
 * «Добавить строку»: shows the next of the hidden rows of `list` and puts the cursor there. Without scripts, or when no row is left,
 * it is the plain button of its form.
 */
export function MoreRows({
  list,
  children,
  ...rest
}: { list: string; children: ReactNode } & ComponentProps<typeof Button>) {
  return (
    <Button
      {...rest}
      onClick={(event) => {
        const next = document.querySelector<HTMLElement>(`#${list} > [hidden]`)
        if (!next) return
        event.preventDefault()
        next.hidden = false
        next.querySelector<HTMLElement>('input:not([type=hidden]), textarea')?.focus()
      }}
    >
      {children}
    </Button>
  )
}
