import { RadioGroup } from '@/components/ui/choice'
import { TextField } from '@/components/ui/field'
import { Status } from '@/components/ui/status'
import { type LocalDate, shortDate } from '@/lib/shared/dates'
import { RECOMMENDATION_DECISION_LABELS } from '@/lib/visit/labels'
import { RECOMMENDATION_DECISIONS } from '@/lib/visit/rules'

export type EarlierRecommendation = {
  id: string
  text: string
  due: LocalDate | null
  person: string
  answer: string
  closingNote: string
  givenOn: LocalDate | null
}

/** What earlier visits left open at this school, with the school's answers, and the curator's word on each. */
export function EarlierRecommendations({
  earlier,
  today,
  said,
  errorOf,
}: {
  earlier: readonly EarlierRecommendation[]
  today: LocalDate
  said: (name: string) => string
  errorOf: (name: string) => string | undefined
}) {
  return earlier.map((one) => (
    <div key={one.id} className="visit-row">
      <p className="whitespace-pre-wrap font-bold">{one.text}</p>
      <p className="soft">
        {one.givenOn ? `Дана ${shortDate(one.givenOn)}` : ''}
        {one.due ? `, срок ${shortDate(one.due)}` : ''}
        {one.person ? `, отвечает ${one.person}` : ''}
      </p>
      {one.due && one.due < today ? <Status kind="late">срок прошёл</Status> : null}
      {one.answer ? (
        <p className="whitespace-pre-wrap">
          <b>Ответ школы:</b> {one.answer}
        </p>
      ) : (
        <p className="soft">Школа ещё не ответила.</p>
      )}
      {one.closingNote ? <p className="whitespace-pre-wrap soft">Ваше прошлое слово: {one.closingNote}</p> : null}
      <div className="mt-3">
        <RadioGroup
          name={`decision-${one.id}`}
          label="Что с ней теперь"
          error={errorOf(`decision-${one.id}`)}
          defaultValue={said(`decision-${one.id}`)}
          options={RECOMMENDATION_DECISIONS.map((value) => ({ value, label: RECOMMENDATION_DECISION_LABELS[value] }))}
        />
        <TextField
          name={`note-${one.id}`}
          label="Пояснение"
          defaultValue={said(`note-${one.id}`)}
          error={errorOf(`note-${one.id}`)}
          autoComplete="off"
        />
      </div>
    </div>
  ))
}
