import { type FormState, typedAll } from '@/app/_forms/form-state'
import { Notice } from '@/components/ui/notice'
import { type Doubt, excerpt, type ImportedRoadMap } from '@/lib/road-map/import-shape'
import { counted } from '@/lib/shared/text'

/** Doubts shown at once; the rest stand beside their rows. */
const LISTED = 50

export function DoubtList({ doubts }: { doubts: Doubt[] }) {
  if (doubts.length === 0) return <Notice tone="green">Сомнительных мест нет.</Notice>
  return (
    <Notice
      tone="amber"
      title={`${counted(doubts.length, 'сомнительное место', 'сомнительных места', 'сомнительных мест')}: сверьте с оригиналом`}
      wide
    >
      <ul className="list-disc pl-5">
        {doubts.slice(0, LISTED).map((doubt, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two rows may raise the same doubt
          <li key={index}>{doubt.text}</li>
        ))}
      </ul>
      {doubts.length > LISTED ? <p>И ещё {doubts.length - LISTED}: они отмечены в строках ниже.</p> : null}
    </Notice>
  )
}

/** What only the person knows: whether a row without a term shares the one above it. Not ticked, the term stays empty. */
export function QuestionList({ map, state }: { map: ImportedRoadMap; state: FormState }) {
  const questions = map.questions ?? []
  if (questions.length === 0) return null
  const ticked = typedAll(state, 'answer[]')
  return (
    <fieldset className="field">
      <legend>У этих мероприятий срок не указан. Отметьте те, у которых он тот же, что строкой выше</legend>
      {questions.map(({ section, measure, proposal }) => {
        const name = `${section}.${measure}`
        const row = map.sections[section]?.measures[measure]
        return (
          <div className="choice" key={name}>
            <input
              type="checkbox"
              id={`answer-${name}`}
              name="answer[]"
              value={name}
              defaultChecked={ticked.includes(name)}
            />
            <label htmlFor={`answer-${name}`}>
              {row?.number} {excerpt(row?.title ?? '', 100)}: «{proposal}»
            </label>
          </div>
        )
      })}
    </fieldset>
  )
}
