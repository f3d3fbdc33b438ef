import type { ReactNode } from 'react'
import { Form } from '@/app/_forms/form'
import { errorOf, type FormState, typed } from '@/app/_forms/form-state'
import { ProgrammeFields } from '@/components/road-map/programme-fields'
import { ActionBar } from '@/components/ui/action-bar'
import { SubmitButton } from '@/components/ui/submit-button'

/** What every beginning asks at its end: for which programme and year the map is. */
export function BeginForm({
  action,
  page,
  state,
  known,
  programme,
  year,
  note,
  button = 'Завести карту',
  children,
}: {
  action: (formData: FormData) => Promise<void>
  page: string
  state: FormState
  known: string[]
  programme: string | undefined
  year: number | string
  note?: string
  button?: string
  children?: ReactNode
}) {
  return (
    <Form action={action} page={page} state={state}>
      {children}
      <ProgrammeFields
        known={known}
        name={typed(state, 'programmeName', programme)}
        year={typed(state, 'year', String(year))}
        errors={{ name: errorOf(state, 'programmeName'), year: errorOf(state, 'year') }}
      />
      <ActionBar note={note}>
        <SubmitButton kind="main">{button}</SubmitButton>
      </ActionBar>
    </Form>
  )
}

export const NEW_MAP_CRUMBS = [
  { label: 'Дорожные карты', href: '/road-maps' },
  { label: 'Новая карта', href: '/road-maps/new' },
]
