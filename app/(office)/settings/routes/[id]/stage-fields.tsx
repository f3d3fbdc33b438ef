import { errorOf, type FormState } from '@/app/_forms/form-state'
import { TextField } from '@/components/ui/field'
import { ErrorText } from '@/components/ui/field-frame'

type Stage = { name: string; need: number | null; members: { userId: string; name: string; isEnded: boolean }[] }
type Approver = { id: string; name: string; title: string }

/** One stage of a route. A member who no longer approves stays in sight until he is unticked. */
export function StageFields({
  index,
  state,
  stored,
  approvers,
}: {
  index: number
  state: FormState
  stored: Stage | undefined
  approvers: Approver[]
}) {
  const field = `members${index}`
  const wasSent = state.values['stageName[]'] !== undefined
  const chosen = wasSent ? (state.values[`${field}[]`] ?? []) : (stored?.members.map((member) => member.userId) ?? [])
  const gone = (stored?.members ?? [])
    .filter((member) => !approvers.some((person) => person.id === member.userId))
    .map((member) => ({
      id: member.userId,
      name: member.name,
      title: member.isEnded ? 'отключён' : 'больше не согласует',
    }))
  const error = errorOf(state, field)
  return (
    <fieldset className="field">
      <legend>Этап {index + 1}</legend>
      <TextField
        name="stageName[]"
        id={`f-stageName-${index}`}
        label="Название"
        hint="Например, Виза юриста"
        defaultValue={state.values['stageName[]']?.[index] ?? stored?.name ?? ''}
        error={errorOf(state, `stageName-${index}`)}
      />
      <fieldset className={error ? 'field bad' : 'field'} id={`f-${field}`} tabIndex={-1}>
        <legend>Кто согласует</legend>
        {error ? <ErrorText>{error}</ErrorText> : null}
        {[...approvers, ...gone].map((person) => (
          <div className="choice" key={person.id}>
            <input
              type="checkbox"
              id={`f-${field}-${person.id}`}
              name={`${field}[]`}
              value={person.id}
              defaultChecked={chosen.includes(person.id)}
            />
            <label htmlFor={`f-${field}-${person.id}`}>
              {person.title ? `${person.name}, ${person.title}` : person.name}
            </label>
          </div>
        ))}
      </fieldset>
      <TextField
        name="stageNeed[]"
        id={`f-stageNeed-${index}`}
        label="Сколько согласий достаточно"
        hint="Пусто: нужны согласия всех"
        width="date"
        inputMode="numeric"
        defaultValue={state.values['stageNeed[]']?.[index] ?? String(stored?.need ?? '')}
        error={errorOf(state, `stageNeed-${index}`)}
        required={false}
      />
    </fieldset>
  )
}
