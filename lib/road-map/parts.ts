export type MapPart = { id: string; number: string; title: string; count: number }
/** Of the address: which section of a long map, and which page of it. */
export type PartChoice = { part?: string | undefined; page?: number | undefined }
type Row = { sectionId: string; sectionNumber: string; sectionTitle: string }

/**
 * Rows in the order of the table as a page shows them: all of them, or, where there are more than `most`, one section by pages of
 * `most`. A part or page that does not exist is the first one.
 */
export function partsOf<Of>(items: readonly Of[], rowOf: (item: Of) => Row, choice: PartChoice, most: number) {
  const sections = new Map<string, MapPart>()
  for (const item of items) {
    const row = rowOf(item)
    const known = sections.get(row.sectionId)
    if (known) known.count++
    else
      sections.set(row.sectionId, { id: row.sectionId, number: row.sectionNumber, title: row.sectionTitle, count: 1 })
  }
  const all = [...sections.values()]
  const part = items.length > most ? (all.find((one) => one.id === choice.part) ?? all[0]) : undefined
  const pages = part ? Math.ceil(part.count / most) : 1
  const page = Math.min(Math.max(1, choice.page ?? 1), pages)
  const ofPart = part ? items.filter((item) => rowOf(item).sectionId === part.id) : items
  const onPage = part ? ofPart.slice((page - 1) * most, page * most) : ofPart
  return { sections: all, part, page, pages, onPage }
}
