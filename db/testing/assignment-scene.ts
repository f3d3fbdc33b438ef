import { eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { assignments, typicalMeasures } from '@/db/schema/assignment'
import { municipalities } from '@/db/schema/municipality'
import { type District, idOf, NOW, row } from '@/db/testing/story'

/** An assignment of the district's region and a typical measure of its own; written directly, for not every region has a user here. */
export async function addAssignment(place: District): Promise<{ assignmentId: string; typicalId: string }> {
  const db = database()
  const [home] = await db
    .select({ regionId: municipalities.regionId })
    .from(municipalities)
    .where(eq(municipalities.id, place.id))
  const [assignment] = await db
    .insert(assignments)
    .values({
      regionId: home?.regionId ?? '',
      title: `Задание для ${place.code}`,
      year: 2026,
      columns: [{ header: 'Мероприятие', field: 'title' }],
      sections: [{ number: '', title: '', measures: [row('Из задания')] }],
      createdBy: await idOf(place, 'coordinator'),
      createdAt: NOW,
    })
    .returning({ id: assignments.id })
  const [typical] = await db
    .insert(typicalMeasures)
    .values({
      municipalityId: place.id,
      title: `Типовое ${place.code}`,
      term: '',
      executors: '',
      tasks: '',
      indicator: '',
      createdAt: NOW,
    })
    .returning({ id: typicalMeasures.id })
  return { assignmentId: assignment?.id ?? '', typicalId: typical?.id ?? '' }
}
