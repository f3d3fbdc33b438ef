import { type ProgrammeName, programmeTitle } from '@/lib/programme/current'

/** Which programme the page is about, with links to the same page for the others; nothing while there is but one. */
export function ProgrammeChoice({
  page,
  chosen,
  programmes,
}: {
  /** The page's address without a query. */
  page: string
  chosen: ProgrammeName | null
  programmes: readonly ProgrammeName[]
}) {
  if (programmes.length < 2) return null
  return (
    <nav className="mb-4" aria-label="Программа">
      <ul className="flex flex-wrap gap-x-4 gap-y-2">
        {programmes.map((one) => (
          <li key={one.id}>
            {one.id === chosen?.id ? (
              <b aria-current="true">{programmeTitle(one)}</b>
            ) : (
              <a href={`${page}?programme=${one.id}`}>{programmeTitle(one)}</a>
            )}
          </li>
        ))}
      </ul>
    </nav>
  )
}
