import { Form } from '@/app/_forms/form'
import type { FormState } from '@/app/_forms/form-state'
import { SubmitButton } from '@/components/ui/submit-button'
import { DEMO_PRESET, findPreset } from '@/lib/preset/presets'
import { startFromPresetAction } from './actions'

/** One press loads the real plan of 2022, to look at or to start from (feature 118). A refusal comes back to `page`. */
export function LoadPreset({ page, state }: { page: string; state: FormState }) {
  const preset = findPreset(DEMO_PRESET)
  if (!preset) return null
  return (
    <Form action={startFromPresetAction} page={page} state={state}>
      <input type="hidden" name="presetId" value={preset.id} />
      <input type="hidden" name="programmeName" value={preset.programme} />
      <input type="hidden" name="year" value={preset.year} />
      <SubmitButton kind="plain" sending="Загружаем…">
        Загрузить дорожную карту «500+» 2022 года
      </SubmitButton>
    </Form>
  )
}
