type Placed = { number: string; sectionNumber: string; sectionTitle: string }

/** «3.5» of one row that bears its section; `placesOf` (place.ts) gives the places of a whole table. */
export function placeOf({ number, sectionNumber, sectionTitle }: Placed): string {
  const own = number.replace(/\.$/, '')
  const section = sectionNumber.replace(/\.$/, '')
  if (own === '') return section || sectionTitle
  return section && !own.startsWith(`${section}.`) ? `${section}.${own}` : own
}
