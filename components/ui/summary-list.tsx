import type { ReactNode } from 'react'

export type SummaryRow = {
  label: string
  /** Line breaks of the text are kept. */
  value: ReactNode
  /** Where the value is changed; `what` completes «Изменить» for those who listen («срок»). */
  change?: { href: string; what?: string; label?: string } | undefined
}

/** Facts by name, as on a check page or a card. `plain` is the tighter list without lines for a side column. */
export function SummaryList({ rows, plain = false }: { rows: SummaryRow[]; plain?: boolean }) {
  return (
    <dl className={plain ? 'sum plain' : 'sum'}>
      {rows.map((row) => (
        <div key={row.label}>
          <dt>{row.label}</dt>
          <dd>{row.value}</dd>
          {row.change ? (
            <dd>
              <a href={row.change.href}>
                {row.change.label ?? 'Изменить'}
                <span className="vh">{row.change.what ? ` ${row.change.what}` : `: ${row.label.toLowerCase()}`}</span>
              </a>
            </dd>
          ) : null}
        </div>
      ))}
    </dl>
  )
}
