type Placed = { number: string; sectionNumber: string; sectionTitle: string }

/** «3.5»: how people call a row, by its section's label and its own, as typed. A row without a label is called by its section. */
export function placeOf({ number, sectionNumber, sectionTitle }: Placed): string {
  const own = number.replace(/\.$/, '')
  const section = sectionNumber.replace(/\.$/, '')
  if (own === '') return section || sectionTitle
  return section && !own.startsWith(`${section}.`) ? `${section}.${own}` : own
}

/** The same for every row of a table whose sections stand apart, by the row's key. */
export function placesOf(
  sections: readonly { key: string; number: string; title: string }[],
  measures: readonly { key: string; sectionKey: string; number: string }[],
): Map<string, string> {
  const byKey = new Map(sections.map((section) => [section.key, section]))
  return new Map(
    measures.map(({ key, sectionKey, number }) => {
      const section = byKey.get(sectionKey)
      return [key, placeOf({ number, sectionNumber: section?.number ?? '', sectionTitle: section?.title ?? '' })]
    }),
  )
}
