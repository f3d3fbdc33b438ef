/**
 * What a person is to a school (domain §1): its curator in the programme; its administration, which answers for it here; or somebody
 * who works there, for whom no right follows, but who may not be its curator (feature 26).
 */
export const SCHOOL_RELATIONS = ['curator', 'administration', 'staff'] as const
export type SchoolRelation = (typeof SCHOOL_RELATIONS)[number]
