import { DiffText } from '@/components/ui/diff-text'
import { earlierAnswer } from '@/lib/report/labels'
import { isBlank } from '@/lib/shared/text'

/** The answer of the stage before, and what has changed since where there is an answer now. */
export function EarlierAnswer({ month, earlier, now }: { month: string; earlier: string; now: string }) {
  const title = earlierAnswer(month)
  if (isBlank(earlier))
    return (
      <aside aria-label={title}>
        <h2>{title}</h2>
        <p className="soft">На прошлом этапе на этот вопрос не ответили.</p>
      </aside>
    )
  const isSame = earlier === now
  return (
    <aside aria-label={title}>
      <h2>{title}</h2>
      {isBlank(now) || isSame ? (
        <>
          <p className="whitespace-pre-wrap">{earlier}</p>
          {isSame ? <p className="soft mt-2">С тех пор ответ не изменился.</p> : null}
        </>
      ) : (
        <>
          <p className="soft mb-2">Отличия выделены.</p>
          <DiffText was={earlier} became={now} labels={[title, 'Сейчас']} />
        </>
      )}
    </aside>
  )
}
