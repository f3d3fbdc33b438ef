import type { Crumb } from '@/components/ui/page-head'
import type { Actor } from '@/lib/access/actor'
import { may } from '@/lib/access/policy'

/** The settings page above is the administrator's: a coordinator begins at the dictionary. */
export const executorCrumbs = (actor: Actor, isInside: boolean): Crumb[] => [
  ...(may(actor, 'municipality.manage') ? [{ label: 'Настройки', href: '/settings' }] : []),
  ...(isInside ? [{ label: 'Исполнители', href: '/settings/executors' }] : []),
]
