import { randomUUID } from 'node:crypto'
import { addMeasure } from '@/db/commands/measure'
import { actOnRow } from '@/db/commands/road-map-row'
import { addSection } from '@/db/commands/section'
import { getRoadMap, getSection } from '@/db/queries/road-map'
import { type Act, NOW, row } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'

/** The presses of one who edits a draft's rows; `who` and `of` are asked at each press, for a test makes them anew. */
export function draftEditing(who: () => Actor, of: () => Act) {
  const add = (title: string, sectionId = of().sectionId, pressId = randomUUID()) =>
    addMeasure(who(), { ...row(title), sectionId, pressId }, NOW)
  const addPart = (number: string, title: string, pressId = randomUUID()) =>
    addSection(who(), { versionId: of().versionId, number, title, pressId }, NOW)
  const press = (kind: 'measure' | 'section', id: string, what: 'up' | 'down' | 'delete' | 'restore') =>
    actOnRow(who(), { kind, id, act: what }, NOW)
  const titles = async () => {
    const { sections: parts, rows } = await getRoadMap(who(), of().roadMapId)
    return parts.map(
      (part) =>
        `${part.title}: ${rows
          .filter((one) => one.sectionId === part.id)
          .map((one) => one.title)
          .join(', ')}`,
    )
  }
  /** What the table's form sends for the section as it now is. */
  async function table(change: (rows: { id: string; revision: number; cells: string[] }[]) => void = () => {}) {
    const { section, rows } = await getSection(who(), of().roadMapId, of().sectionId)
    const sent = rows.map(({ id, revision, number, title, term, executors, tasks, indicator }) => ({
      id,
      revision,
      cells: [number, title, term, executors, tasks, indicator],
    }))
    change(sent)
    return {
      id: of().sectionId,
      revision: section.revision,
      number: section.number,
      title: section.title,
      rows: sent,
      pasted: [] as string[][],
      pressId: randomUUID(),
    }
  }
  return { add, addPart, press, titles, table }
}
