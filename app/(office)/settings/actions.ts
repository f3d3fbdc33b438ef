'use server'

import { z } from 'zod'
import { formAction } from '@/app/_forms/form-action'
import { editCuratorLimit, editMunicipality, editWordings, setEmblem } from '@/db/commands/municipality'
import { demand } from '@/lib/access/policy'
import { emblemDefect } from '@/lib/municipality/rules'
import { curatorLimitSchema, municipalitySchema, wordingsSchema } from '@/lib/municipality/schema'
import { invalid } from '@/lib/shared/refusal'
import { bytesStore } from '@/lib/store/folder'

export const editMunicipalityAction = formAction(
  { form: 'municipality', schema: municipalitySchema },
  async (actor, input, { now }) => {
    await editMunicipality(actor, input, now)
    return '/settings?done=saved'
  },
)

export const editWordingsAction = formAction(
  { form: 'wordings', schema: wordingsSchema },
  async (actor, input, { now }) => {
    await editWordings(actor, input, now)
    return '/settings/wordings?done=saved'
  },
)

export const editCuratorLimitAction = formAction(
  { form: 'curator-limit', schema: curatorLimitSchema },
  async (actor, input, { now }) => {
    await editCuratorLimit(actor, input, now)
    return '/settings/schools?done=saved'
  },
)

const emblemSchema = z.object({ revision: z.coerce.number().int() })

export const setEmblemAction = formAction(
  { form: 'emblem', schema: emblemSchema },
  async (actor, { revision }, { now, files }) => {
    demand(actor, 'municipality.manage')
    const file = files.emblem
    if (!file) throw invalid('Выберите файл герба.', 'emblem')
    const bytes = new Uint8Array(await file.arrayBuffer())
    const defect = emblemDefect(bytes)
    if (defect) throw invalid(defect, 'emblem')
    const { sha256 } = await bytesStore().put(bytes)
    await setEmblem(actor, { revision, emblem: sha256 }, now)
    return '/settings/emblem?done=saved'
  },
)

export const removeEmblemAction = formAction(
  { form: 'emblem.remove', schema: emblemSchema },
  async (actor, { revision }, { now }) => {
    await setEmblem(actor, { revision, emblem: null }, now)
    return '/settings/emblem?done=removed'
  },
)
