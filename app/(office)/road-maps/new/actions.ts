'use server'

import { formAction } from '@/app/_forms/form-action'
import { createRoadMap } from '@/db/commands/road-map'
import { type Begun, startFromAssignment, startFromLastYear, startFromPreset } from '@/db/commands/road-map-beginning'
import { assignmentStartSchema, lastYearSchema, presetStartSchema } from '@/lib/road-map/begin-schema'
import { createRoadMapSchema } from '@/lib/road-map/schema'

const resultOf = ({ roadMapId, moved, lost }: Begun): string =>
  `/road-maps/new/result?map=${roadMapId}&moved=${moved}&lost=${lost}`

export const createRoadMapAction = formAction(
  { form: 'road-map-new', schema: createRoadMapSchema },
  async (actor, input, { now, pressId }) => {
    const { roadMapId } = await createRoadMap(actor, { ...input, pressId }, now)
    return `/road-maps/${roadMapId}?done=created`
  },
)

export const startFromLastYearAction = formAction(
  { form: 'road-map-last-year', schema: lastYearSchema },
  async (actor, input, { now, pressId }) => resultOf(await startFromLastYear(actor, { ...input, pressId }, now)),
)

export const startFromPresetAction = formAction(
  { form: 'road-map-preset', schema: presetStartSchema },
  async (actor, input, { now, pressId }) => resultOf(await startFromPreset(actor, { ...input, pressId }, now)),
)

export const startFromAssignmentAction = formAction(
  { form: 'road-map-assignment', schema: assignmentStartSchema },
  async (actor, input, { now, pressId }) => resultOf(await startFromAssignment(actor, { ...input, pressId }, now)),
)
