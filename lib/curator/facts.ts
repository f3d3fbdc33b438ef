import type { Period } from '@/lib/person/rules'
import type { SchoolRelation } from '@/lib/school/rules'

/** What the rules of assignments are asked about: one municipality's schools, people and links, ended ones too. */
export type CuratorFacts = {
  /** So many schools a curator may look after at once without a word of reason. */
  mostSchools: number
  /** By id, in the order in which lists show them. */
  schools: ReadonlyMap<string, CuratorSchool>
  /** By id: whoever holds or held the curator's role, or has a link to a school. */
  people: ReadonlyMap<string, CuratorPerson>
  links: readonly CuratorLink[]
}

export type CuratorSchool = Period & { id: string; name: string; shortName: string }

export type CuratorPerson = {
  id: string
  /** «Дашиева Баирма Цыреновна». */
  name: string
  /** «Дашиева Б.Ц.» */
  brief: string
  post: string
  workplace: string
  /** The account was ended: he cannot sign in. */
  isEnded: boolean
  /** Days of the curator's role; none for a school's own people. */
  roles: Period[]
}

export type CuratorLink = Period & {
  id: string
  schoolId: string
  userId: string
  relation: SchoolRelation
  note: string
}

/** An assignment that somebody is about to make. Both days inclusive; null: without an end. */
export type WantedAssignment = { schoolId: string; userId: string; validFrom: string; validTo: string | null }
