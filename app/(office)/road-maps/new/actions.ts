'use server'

import { formAction } from '@/app/_forms/form-action'
import { createRoadMap } from '@/db/commands/road-map'
import { createRoadMapSchema } from '@/lib/road-map/schema'

export const createRoadMapAction = formAction(
  { form: 'road-map-new', schema: createRoadMapSchema },
  async (actor, input, { now, pressId }) => {
    const { roadMapId } = await createRoadMap(actor, { ...input, pressId }, now)
    return `/road-maps/${roadMapId}?done=created`
  },
)
