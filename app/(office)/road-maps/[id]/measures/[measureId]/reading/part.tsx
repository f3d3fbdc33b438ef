import type { ReactNode } from 'react'
import { Form } from '@/app/_forms/form'
import { type FormState, revisionOf } from '@/app/_forms/form-state'
import { ActionBar } from '@/components/ui/action-bar'
import { Notice } from '@/components/ui/notice'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Reading } from '@/db/queries/reading'
import { dropReadingAction } from './actions'

/** What every part of the page is drawn from. */
export type PartProps = {
  reading: Reading
  roadMapId: string
  page: string
  state: FormState
  /** The state of «Вернуть чтение программы», if this part's was refused. */
  dropping: FormState
  isDone: boolean
}

/** Which row a form is about, and at which revision it was opened; what is stored now stands above each form. */
export function AddressFields({ reading, roadMapId, state }: Pick<PartProps, 'reading' | 'roadMapId' | 'state'>) {
  return (
    <>
      <input type="hidden" name="roadMapId" value={roadMapId} />
      <input type="hidden" name="id" value={reading.measure.id} />
      <input type="hidden" name="revision" value={revisionOf(state, reading.revision)} />
    </>
  )
}

export function Part({
  id,
  title,
  isDone,
  children,
}: {
  id: string
  title: string
  isDone: boolean
  children: ReactNode
}) {
  return (
    <Section title={title} id={id}>
      {isDone ? (
        <Notice tone="green" live>
          Сохранено.
        </Notice>
      ) : null}
      {children}
    </Section>
  )
}

export function DropForm({ part, props }: { part: 'term' | 'executors' | 'indicator'; props: PartProps }) {
  return (
    <Form action={dropReadingAction} page={props.page} state={props.dropping}>
      <AddressFields {...props} state={props.dropping} />
      <input type="hidden" name="part" value={part} />
      <ActionBar>
        <SubmitButton kind="plain" sending="Возвращаем…">
          Вернуть чтение программы
        </SubmitButton>
      </ActionBar>
    </Form>
  )
}

/** Whole sentences about what is uncertain; nothing where nothing is. */
export function Doubts({ doubts }: { doubts: readonly string[] }) {
  if (doubts.length === 0) return null
  return (
    <Notice tone="amber" title="Проверьте">
      <ul className="list-disc pl-5">
        {doubts.map((doubt) => (
          <li key={doubt}>{doubt}</li>
        ))}
      </ul>
    </Notice>
  )
}
