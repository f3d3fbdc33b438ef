'use server'

import { formAction } from '@/app/_forms/form-action'
import { saveIndicator } from '@/db/commands/indicator'
import { saveDependencies, saveExecutorCodes, saveTermReading } from '@/db/commands/reading'
import {
  dependenciesSchema,
  executorCodesSchema,
  indicatorSchema,
  programReadingSchema,
  termReadingSchema,
} from '@/lib/road-map/reading-schema'

type Address = { roadMapId: string; id: string; revision: number }
const addressOf = ({ roadMapId, id, revision }: Address) => ({ roadMapId, measureId: id, revision })
const back = ({ roadMapId, id }: Address, part: string) =>
  `/road-maps/${roadMapId}/measures/${id}/reading?done=${part}#${part}`

export const saveTermReadingAction = formAction(
  { form: 'reading-term', schema: termReadingSchema },
  async (actor, input, { now }) => {
    await saveTermReading(actor, { ...addressOf(input), reading: input }, now)
    return back(input, 'term')
  },
)

export const saveExecutorCodesAction = formAction(
  { form: 'reading-executors', schema: executorCodesSchema },
  async (actor, input, { now }) => {
    await saveExecutorCodes(actor, { ...addressOf(input), codes: input.codes }, now)
    return back(input, 'executors')
  },
)

export const saveDependenciesAction = formAction(
  { form: 'reading-dependencies', schema: dependenciesSchema },
  async (actor, input, { now }) => {
    await saveDependencies(actor, { ...addressOf(input), dependsOn: input.dependsOn }, now)
    return back(input, 'dependencies')
  },
)

export const saveIndicatorAction = formAction(
  { form: 'reading-indicator', schema: indicatorSchema },
  async (actor, input, { now }) => {
    const { roadMapId: _, id: __, revision: ___, ...indicator } = input
    await saveIndicator(actor, { ...addressOf(input), indicator }, now)
    return back(input, 'indicator')
  },
)

/** «Вернуть чтение программы» for one part. */
export const dropReadingAction = formAction(
  { form: 'reading-drop', schema: programReadingSchema },
  async (actor, input, { now }) => {
    const address = addressOf(input)
    if (input.part === 'term') await saveTermReading(actor, { ...address, reading: null }, now)
    else if (input.part === 'executors') await saveExecutorCodes(actor, { ...address, codes: null }, now)
    else await saveIndicator(actor, { ...address, indicator: null }, now)
    return back(input, input.part)
  },
)
