export type Figure = {
  /** «9 из 17» or a number. */
  value: string | number
  label: string
  /** The rows that were counted. */
  href?: string
  /** late only when the number is not zero. */
  kind?: 'late' | 'soon' | undefined
}

/** A few numbers; each opens the rows it was counted from. */
export function Figures({ items }: { items: Figure[] }) {
  return (
    <div className="figures">
      {items.map((item) => {
        const said = (
          <>
            <b>{item.value}</b>
            <span>{item.label}</span>
          </>
        )
        return item.href ? (
          <a key={item.label} href={item.href} className={item.kind}>
            {said}
          </a>
        ) : (
          <div key={item.label} className={item.kind}>
            {said}
          </div>
        )
      })}
    </div>
  )
}
