import { seedDemonstration } from '@/db/seed'
import { makeForeignDistrict } from './foreign-district'

/** A working day in Chita (UTC+9), well before midnight there. */
export const NOW = new Date('2026-04-21T02:00:00Z')
export const PASSWORD = 'четыре слова подряд'

/** Two districts with people of every role in an empty database; their keys and secrets go to DATA_DIR. */
export async function seedDistricts(now: Date): Promise<void> {
  await seedDemonstration(PASSWORD, now)
  await makeForeignDistrict(PASSWORD, now)
}
