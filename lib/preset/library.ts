import { TYPICAL_OF_PUPILS } from '@/lib/preset/typical-pupil'
import { TYPICAL_OF_TEACHING } from '@/lib/preset/typical-school'
import { TYPICAL_OF_YEAR } from '@/lib/preset/typical-year'

/** The built-in library of typical measures (features 3, 4); the municipality's own are in the table `typical_measures`. */
export const BUILT_IN_LIBRARY = [...TYPICAL_OF_TEACHING, ...TYPICAL_OF_PUPILS, ...TYPICAL_OF_YEAR]

/** The document that a measure from the library names as its origin. */
export const LIBRARY_SOURCE = 'Типовые мероприятия'
