import { Notice } from '@/components/ui/notice'
import type { Conflict } from '@/lib/curator/conflicts'
import { SHOWN_AT_ONCE } from '@/lib/my-work/rules'

/** What is wrong with the table, each with the place where it is mended. */
export function Conflicts({
  conflicts,
  all,
  without,
  allHref,
}: {
  conflicts: Conflict[]
  all: boolean
  without: string
  allHref: string
}) {
  if (conflicts.length === 0) return null
  const shown = all ? conflicts : conflicts.slice(0, SHOWN_AT_ONCE)
  const isGrave = conflicts.some((conflict) => !conflict.isExplained)
  return (
    <Notice tone={isGrave ? 'amber' : 'info'} title="Обратите внимание" wide>
      <ul>
        {shown.map((conflict) => (
          <li key={conflict.message}>
            {conflict.message} <Way conflict={conflict} without={without} />
          </li>
        ))}
      </ul>
      {shown.length < conflicts.length ? <a href={allHref}>Показать все {conflicts.length}</a> : null}
    </Notice>
  )
}

function Way({ conflict: { code, userId, schoolId }, without }: { conflict: Conflict; without: string }) {
  if (code === 'no_curator') return <a href={without}>Показать эти школы</a>
  if (code === 'own_school' || code === 'cannot_curate')
    return <a href={`/curators/${userId}/hand-over?school=${schoolId}`}>Передать</a>
  return <a href={`/curators/${userId}`}>Открыть</a>
}
