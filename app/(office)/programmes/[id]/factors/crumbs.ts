import type { Actor } from '@/lib/access/actor'
import { may } from '@/lib/access/policy'
import { type ProgrammeName, programmeTitle } from '@/lib/programme/current'

/** The way back leads where the person came from: the administrator has no «Школы», the coordinator no settings. */
export const factorCrumbs = (actor: Actor, programme: ProgrammeName) =>
  may(actor, 'municipality.manage')
    ? [
        { label: 'Программы и этапы', href: '/settings/programmes' },
        { label: programmeTitle(programme), href: `/settings/programmes/${programme.id}` },
      ]
    : [{ label: 'Школы', href: `/schools?programme=${programme.id}` }]
