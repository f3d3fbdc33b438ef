/** Pages of a long list, first and last and those around the present one. Nothing but the count where one page holds all. */
export function Pagination({
  page,
  size,
  total,
  href,
}: {
  /** The present page, from 1. */
  page: number
  /** Rows on a page. */
  size: number
  /** Rows in all. */
  total: number
  /** The address of a page; the filters stay in it. */
  href: (page: number) => string
}) {
  if (total === 0) return null
  const pages = Math.ceil(total / size)
  const from = (page - 1) * size + 1
  const to = Math.min(page * size, total)
  return (
    <nav className="pages" aria-label="Страницы списка">
      <p className="soft">
        Показано {from}–{to} из {total}
      </p>
      {pages > 1 ? (
        <ul>
          {page > 1 ? <Step href={href(page - 1)} label="Назад" rel="prev" /> : null}
          {shownPages(page, pages).map((number, index) =>
            number === null ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: a gap has no other name
              <li key={`gap-${index}`}>
                <span>…</span>
              </li>
            ) : (
              <li key={number}>
                <a
                  href={href(number)}
                  aria-current={number === page ? 'page' : undefined}
                  aria-label={`Страница ${number}`}
                >
                  {number}
                </a>
              </li>
            ),
          )}
          {page < pages ? <Step href={href(page + 1)} label="Вперёд" rel="next" /> : null}
        </ul>
      ) : null}
    </nav>
  )
}

function Step({ href, label, rel }: { href: string; label: string; rel: 'prev' | 'next' }) {
  return (
    <li>
      <a href={href} rel={rel}>
        {label}
      </a>
    </li>
  )
}

/** Numbers to show, null for a gap: [1, null, 4, 5, 6, null, 20]. */
export function shownPages(page: number, pages: number): (number | null)[] {
  const near = [1, page - 1, page, page + 1, pages].filter((number) => number >= 1 && number <= pages)
  const numbers = [...new Set(near)].sort((a, b) => a - b)
  return numbers.flatMap((number, index) => {
    const before = numbers[index - 1] ?? number
    if (number - before === 2) return [number - 1, number]
    return number - before > 2 ? [null, number] : [number]
  })
}
