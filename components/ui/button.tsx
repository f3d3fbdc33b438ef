import type { ComponentProps } from 'react'

type Look = {
  /** main: the page's one act, first in its form; warn: an act that takes something away; plain: all others. */
  kind?: 'main' | 'plain' | 'warn'
  /** A low button for rows of tables («Выше», «Ниже»). */
  small?: boolean
}

const look = ({ kind = 'plain', small = false }: Look, more = ''): string =>
  ['btn', kind === 'plain' ? '' : kind, small ? 'less' : '', more].filter(Boolean).join(' ')

/** A button of a form; its text names the act («Подписать распоряжение»). `type` is submit unless told. */
export function Button({ kind, small, className, type = 'submit', ...rest }: Look & ComponentProps<'button'>) {
  return <button type={type} className={look({ kind, small }, className)} {...rest} />
}

/** A link that looks like a button: for going somewhere, never for changing something. */
export function LinkButton({ kind, small, className, ...rest }: Look & ComponentProps<'a'>) {
  return <a className={look({ kind, small }, className)} {...rest} />
}
