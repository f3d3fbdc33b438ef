import { sectionHeading } from '@/lib/road-map/table'

/** «3.5»: the section's label and the row's, for each measure's key. */
export function placesOf(
  sections: readonly { key: string; number: string; title: string }[],
  measures: readonly { key: string; sectionKey: string; number: string }[],
): Map<string, string> {
  const byKey = new Map(sections.map((section) => [section.key, section]))
  return new Map(
    measures.map((measure) => {
      const section = byKey.get(measure.sectionKey)
      const label = section?.number || (section ? sectionHeading(section) : '')
      const own = measure.number.replace(/\.$/, '')
      return [measure.key, label && !own.startsWith(`${label}.`) ? `${label}.${own}` : own]
    }),
  )
}

/** How many places a finding names before it says «и ещё N». */
const MOST_PLACES = 6

/** «1.4, 2.2 и ещё 12». */
export function listPlaces(places: readonly string[]): string {
  const named = places.slice(0, MOST_PLACES).join(', ')
  return places.length > MOST_PLACES ? `${named} и ещё ${places.length - MOST_PLACES}` : named
}
