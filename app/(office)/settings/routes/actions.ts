'use server'

import { formAction } from '@/app/_forms/form-action'
import { removeRoute, saveRoute } from '@/db/commands/route'
import { routeIdSchema, routeSchema } from '@/lib/route/schema'

export const saveRouteAction = formAction(
  { form: 'route', schema: routeSchema },
  async (actor, input, { now, pressId }) => {
    const id = await saveRoute(actor, input, pressId, now)
    return `/settings/routes/${id}?done=saved`
  },
)

export const removeRouteAction = formAction(
  { form: 'route.remove', schema: routeIdSchema },
  async (actor, input, { now }) => {
    await removeRoute(actor, input, now)
    return '/settings/routes?done=removed'
  },
)
