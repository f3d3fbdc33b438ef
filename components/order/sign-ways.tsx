import type { ReactNode } from 'react'

/** One way to sign, in words of what it truly is, with its button. */
export function SignWay({ title, children, action }: { title: string; children: ReactNode; action: ReactNode }) {
  return (
    <section className="border-t border-line pt-4 pb-5">
      <h3 className="font-semibold">{title}</h3>
      <p className="mt-1 mb-3 text-soft text-sm">{children}</p>
      {action}
    </section>
  )
}
