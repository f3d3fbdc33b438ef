import { MarkupTable, sectionRow } from '@/components/ui/table'
import type { DiffCell, DiffSection } from '@/lib/road-map/edition-diff'
import { DIFF_MARK_LABELS } from '@/lib/road-map/labels'
import type { RoadMapColumn } from '@/lib/road-map/rules'
import { type Markup, markup } from '@/lib/shared/markup'

/** What differs between two editions: each row says in words what happened to it, the former text struck out before the new one. */
export function EditionDiff({
  columns,
  sections,
  caption,
}: {
  columns: readonly RoadMapColumn[]
  sections: readonly DiffSection[]
  caption: string
}) {
  const head = [{ label: 'Что изменилось', className: 'tight' }, ...columns.map(({ header }) => ({ label: header }))]
  const bodies = sections.map((section) => {
    const rows = section.rows.map(({ mark, cells }) => {
      const texts = cells.map((cell, index) => markup`<td data-l="${columns[index]?.header}">${cellOf(cell)}</td>`)
      return markup`<tr class="row"><td class="tight"><b>${DIFF_MARK_LABELS[mark]}</b></td>${texts}</tr>`
    })
    return markup`<tbody>${sectionRow(headingOf(section), shareOf(section), head.length)}${rows}</tbody>`
  })
  return <MarkupTable className="editions" caption={caption} head={head} bodies={bodies} />
}

function headingOf({ was, now }: DiffSection): string {
  const heading = (now ?? was) || 'Без раздела'
  return was !== null && now !== null && was !== now ? `${heading} (было: ${was || 'без заголовка'})` : heading
}

function shareOf({ was, now, isMoved }: DiffSection): string {
  if (was === null) return 'раздел добавлен'
  if (now === null) return 'раздел исключён'
  return isMoved ? 'раздел перенесён' : ''
}

function cellOf({ was, now }: DiffCell): Markup {
  if (was === now) return markup`${now}`
  const former = was && markup`<del><span class="vh">Было: </span>${was}</del>`
  const fresh = now && markup`<ins><span class="vh">Стало: </span>${now}</ins>`
  return markup`${former}${former && fresh ? markup`<br>` : ''}${fresh}`
}
