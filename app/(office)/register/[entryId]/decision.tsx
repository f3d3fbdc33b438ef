import type { ReactNode } from 'react'
import { Form } from '@/app/_forms/form'
import type { FormState } from '@/app/_forms/form-state'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { type Crumb, PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { SummaryList, type SummaryRow } from '@/components/ui/summary-list'

/** A page of one decision: what it is about, what will happen, and the one button that names the act. */
export function Decision({
  title,
  crumbs,
  facts,
  happens,
  isOpen,
  action,
  page,
  state,
  entry,
  button,
  sending,
  warn = false,
  children,
}: {
  title: string
  crumbs: Crumb[]
  facts: SummaryRow[]
  /** What the press will do, sentence by sentence. */
  happens: string[]
  /** False where the state has moved on: then there is nothing to press. */
  isOpen: boolean
  action: (formData: FormData) => Promise<void>
  page: string
  state: FormState
  entry: { id: string; orderId: string | null }
  button: string
  sending: string
  warn?: boolean
  children?: ReactNode
}) {
  const back = `/register/${entry.id}`
  return (
    <div className="col">
      <PageHead title={title} crumbs={crumbs} />
      <div className="mb-6">
        <SummaryList rows={facts} />
      </div>
      {isOpen ? (
        <Form action={action} page={page} state={state}>
          <input type="hidden" name="entryId" value={entry.id} />
          <input type="hidden" name="orderId" value={entry.orderId ?? ''} />
          <Notice tone={warn ? 'amber' : 'info'} title="Что произойдёт">
            <ul>
              {happens.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </Notice>
          {children}
          <ActionBar>
            <SubmitButton kind={warn ? 'warn' : 'main'} sending={sending}>
              {button}
            </SubmitButton>
            <LinkButton href={back}>Не делать</LinkButton>
          </ActionBar>
        </Form>
      ) : (
        <>
          <Notice tone="amber" title="Сейчас это недоступно">
            Состояние акта изменилось или действие уже выполнено.
          </Notice>
          <ActionBar>
            <LinkButton href={back}>К записи реестра</LinkButton>
          </ActionBar>
        </>
      )}
    </div>
  )
}
