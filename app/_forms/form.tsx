import { randomUUID } from 'node:crypto'
import type { ReactNode } from 'react'
import { ErrorSummary } from '@/components/ui/error-summary'
import { Notice } from '@/components/ui/notice'
import { errorsByField, type FormState, messageOf } from './form-state'
import { GuardedForm } from './guarded-form'

/**
 * A form that works without JavaScript: it carries the page it stands on and the random id of this drawing,
 * by which a second press finds the first one's answer.
 */
export function Form({
  action,
  page,
  state,
  children,
  className,
  id,
}: {
  action: (formData: FormData) => Promise<void>
  page: string
  state: FormState
  children: ReactNode
  className?: string
  id?: string
}) {
  return (
    <GuardedForm action={action} className={className} id={id}>
      <input type="hidden" name="_page" value={page} />
      <input type="hidden" name="_press" value={randomUUID()} />
      {state.afterSignIn && (
        <Notice tone="amber" title="Введённое сохранено">
          Сеанс закончился, пока вы писали. Текст ниже ваш; он ещё не отправлен: проверьте его и отправьте.
        </Notice>
      )}
      <ErrorSummary errors={errorsByField(state)} message={messageOf(state)} />
      {state.details.isElsewhere ? (
        <p className="mb-4">
          <a href={page} target="_blank" rel="noreferrer">
            Открыть сохранённое в новой вкладке
          </a>
        </p>
      ) : null}
      {children}
    </GuardedForm>
  )
}
