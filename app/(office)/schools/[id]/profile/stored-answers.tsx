import type { FormState } from '@/app/_forms/form-state'
import { Notice } from '@/components/ui/notice'

export type Answer = { label: string; stored: string; typed: string }

/** After a conflict: what is saved now, wherever the form below says otherwise. */
export function StoredAnswers({ state, answers }: { state: FormState; answers: Answer[] }) {
  if (typeof state.details.revision !== 'number') return null
  const other = answers.filter((answer) => answer.stored !== answer.typed)
  return (
    <Notice tone="amber" title="Сейчас сохранено другое">
      {other.length === 0 ? <p>В полях этой страницы различий нет: можно сохранять.</p> : null}
      <ul className="list-disc pl-5">
        {other.map((answer) => (
          <li key={answer.label}>
            {answer.label}: <b className="whitespace-pre-line">{answer.stored || 'пусто'}</b>. У вас:{' '}
            <span className="whitespace-pre-line">{answer.typed || 'пусто'}</span>
          </li>
        ))}
      </ul>
      <p>Если сохранить форму, в профиле останутся ваши ответы; прежние остаются в журнале.</p>
    </Notice>
  )
}

/** The revision that the form began from; only what has been shown as another's is written over. */
export const revisionSent = (state: FormState, stored: number): string =>
  typeof state.details.revision === 'number' ? String(stored) : (state.values.revision?.[0] ?? String(stored))
