import { notFound } from 'next/navigation'
import { errorOf, isTicked, openForm, typed } from '@/app/_forms/form-state'
import { requireActor } from '@/app/_session/actor'
import { Checkbox, RadioGroup } from '@/components/ui/choice'
import { PageHead } from '@/components/ui/page-head'
import { listProgrammeNames } from '@/db/queries/road-map'
import { may } from '@/lib/access/policy'
import { itemsWithoutTerm, PRESETS } from '@/lib/preset/presets'
import { startFromPresetAction } from '../actions'
import { BeginForm, NEW_MAP_CRUMBS } from '../begin-form'

export const metadata = { title: 'Карта из готового образца' }

export default async function PresetPage({ searchParams }: { searchParams: Promise<{ kept?: string }> }) {
  const page = '/road-maps/new/preset'
  const actor = await requireActor(page)
  if (!may(actor, 'road_map.edit')) notFound()
  const state = await openForm('road-map-preset', (await searchParams).kept, actor.userId)
  const known = await listProgrammeNames(actor)
  return (
    <div className="col">
      <PageHead title="Карта из готового образца" crumbs={NEW_MAP_CRUMBS} />
      <BeginForm
        action={startFromPresetAction}
        page={page}
        state={state}
        known={[...new Set(known.map((one) => one.name))]}
        programme={known[0]?.name ?? PRESETS[0]?.programme}
        year={actor.today.slice(0, 4)}
        note="Годы в сроках будут заменены на выбранный. Каждое мероприятие запомнит, из какого пункта оно взято."
      >
        <RadioGroup
          name="presetId"
          label="Образец"
          defaultValue={typed(state, 'presetId', PRESETS[0]?.id)}
          error={errorOf(state, 'presetId')}
          options={PRESETS.map((preset) => {
            const bare = itemsWithoutTerm(preset)
            return {
              value: preset.id,
              label: preset.name,
              hint: preset.about,
              more:
                bare.length > 0 ? (
                  <Checkbox
                    name="inheritsTerms"
                    label={`Пунктам ${bare[0]?.item}–${bare.at(-1)?.item} дать срок пункта ${bare[0]?.termOf}`}
                    hint="В документе срока у них нет: возможно, ячейка была общей. Без отметки срок останется пустым."
                    defaultChecked={isTicked(state, 'inheritsTerms')}
                  />
                ) : undefined,
            }
          })}
          required
        />
      </BeginForm>
    </div>
  )
}
