import { z } from 'zod'
import { idField, lineField, tickField } from '@/lib/shared/form-fields'
import { isBlank } from '@/lib/shared/text'

export const MOST_STAGES = 10

/** `need` consents finish the stage; null asks all of `members`. */
export type RouteStageInput = { name: string; need: number | null; members: string[] }

const column = z
  .array(z.string().max(300, 'Слишком длинно: не больше 300 знаков.'))
  .max(MOST_STAGES, 'Слишком много этапов.')
  .default([])
const members = z.array(z.uuid('Выберите согласующих из списка.')).default([])
/** Rows of the form come as columns: `stageName[]`, `stageNeed[]` and `members0[]`, `members1[]`, … of each row. */
export const routeSchema = z
  .looseObject({
    id: z.preprocess((value) => (value === '' ? undefined : value), idField.optional()),
    name: lineField('Напишите название маршрута.'),
    isDefault: tickField,
    /** Said aloud: the act goes straight to the signatory. */
    noStages: tickField,
    stageName: column,
    stageNeed: column,
  })
  .transform((input, context) => {
    const fail = (field: string, message: string) => context.addIssue({ code: 'custom', message, path: [field] })
    const stages: RouteStageInput[] = []
    for (const [index, name] of input.stageName.entries()) {
      const ticked = members.safeParse(input[`members${index}`])
      const chosen = [...new Set(ticked.data ?? [])]
      const typedNeed = (input.stageNeed[index] ?? '').trim()
      if (isBlank(name) && chosen.length === 0) continue
      const label = `Этап ${index + 1}`
      if (isBlank(name)) fail(`stageName-${index}`, `${label}: напишите название.`)
      if (chosen.length === 0) fail(`members${index}`, `${label}: отметьте хотя бы одного согласующего.`)
      const need = typedNeed === '' ? null : Number(typedNeed)
      if (need !== null && !(Number.isInteger(need) && need >= 1 && need <= chosen.length)) {
        fail(`stageNeed-${index}`, `${label}: согласий нужно от 1 до ${Math.max(1, chosen.length)}; пусто — от всех.`)
      }
      stages.push({ name: name.trim(), need, members: chosen })
    }
    if (stages.length === 0 && !input.noStages) {
      fail('noStages', 'В маршруте нет ни одного этапа. Добавьте этап или отметьте, что согласование не нужно.')
    }
    if (stages.length > 0 && input.noStages) {
      fail('noStages', 'Отмечено «без согласования», но этапы заполнены. Снимите отметку или очистите этапы.')
    }
    return { id: input.id, name: input.name, isDefault: input.isDefault, stages }
  })
export type RouteInput = z.output<typeof routeSchema>
export const routeIdSchema = z.object({ id: idField })
