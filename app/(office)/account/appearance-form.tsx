import { Form } from '@/app/_forms/form'
import { BLANK } from '@/app/_forms/form-state'
import type { Appearance } from '@/app/_layout/appearance'
import { setAppearanceAction } from '@/app/(office)/account/actions'
import { ActionBar } from '@/components/ui/action-bar'
import { Select } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'

const SCHEMES = [
  { value: 'light', label: 'Светлая' },
  { value: 'dark', label: 'Тёмная' },
  { value: 'contrast', label: 'Высокий контраст' },
]
const SIZES = [
  { value: '2', label: 'Крупный' },
  { value: '3', label: 'Очень крупный' },
]

/** «Вид страниц»: kept in this browser only. */
export function AppearanceForm({ appearance }: { appearance: Appearance }) {
  return (
    <Form action={setAppearanceAction} page="/account" state={BLANK}>
      <Select
        name="scheme"
        label="Цвета"
        options={SCHEMES}
        empty="Как в системе"
        defaultValue={appearance.scheme ?? ''}
      />
      <Select name="size" label="Размер текста" options={SIZES} empty="Обычный" defaultValue={appearance.size ?? ''} />
      <Select
        name="spacing"
        label="Расстояние между строками и буквами"
        options={[{ value: 'wide', label: 'Увеличенное' }]}
        empty="Обычное"
        defaultValue={appearance.spacing ?? ''}
      />
      <Select
        name="font"
        label="Шрифт"
        options={[{ value: 'serif', label: 'С засечками' }]}
        empty="Без засечек"
        defaultValue={appearance.font ?? ''}
      />
      <ActionBar>
        <SubmitButton kind="plain" sending="Сохраняем…">
          Сохранить вид страниц
        </SubmitButton>
      </ActionBar>
    </Form>
  )
}
