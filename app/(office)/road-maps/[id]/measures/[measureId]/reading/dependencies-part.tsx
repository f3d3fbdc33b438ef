import { Form } from '@/app/_forms/form'
import { BLANK, errorOf, typedAll } from '@/app/_forms/form-state'
import { ActionBar } from '@/components/ui/action-bar'
import { Checkbox } from '@/components/ui/choice'
import { ErrorText, fieldId } from '@/components/ui/field-frame'
import { SubmitButton } from '@/components/ui/submit-button'
import { saveDependenciesAction } from './actions'
import { AddressFields, Part, type PartProps } from './part'

/** Beyond this a list is no list to tick: only what is chosen and the same section are offered. */
const MOST_OFFERED = 200

/** What must be done before this measure. */
export function DependenciesPart(props: PartProps) {
  const { reading, state } = props
  const chosen = new Set(state === BLANK ? reading.dependsOn : typedAll(state, 'dependsOn[]'))
  const error = errorOf(state, 'dependsOn')
  const { sectionNumber, sectionTitle } = reading.measure
  const offered =
    reading.others.length <= MOST_OFFERED
      ? reading.others
      : reading.others
          .filter(
            (one) => chosen.has(one.key) || (one.sectionNumber === sectionNumber && one.sectionTitle === sectionTitle),
          )
          .slice(0, MOST_OFFERED)
  const names = reading.others.filter((one) => reading.dependsOn.includes(one.key)).map((one) => one.place)
  return (
    <Part id="dependencies" title="После чего" isDone={props.isDone}>
      <p>{names.length > 0 ? `Выполняют после: ${names.join(', ')}.` : 'Мероприятие ничего не ждёт.'}</p>
      {offered.length === 0 ? (
        <p className="soft">Других мероприятий в карте пока нет.</p>
      ) : (
        <Form action={saveDependenciesAction} page={props.page} state={state}>
          <AddressFields {...props} />
          <details open={error !== undefined || undefined}>
            <summary>Выбрать мероприятия, которые нужно выполнить раньше</summary>
            <fieldset aria-label="Что нужно выполнить раньше" className={error ? 'field bad' : 'field'}>
              {error ? <ErrorText id="dependsOn-error">{error}</ErrorText> : null}
              {offered.map((one, index) => (
                <Checkbox
                  key={one.key}
                  id={index === 0 ? fieldId('dependsOn') : `dependsOn-${one.key}`}
                  name="dependsOn[]"
                  value={one.key}
                  label={`${one.place} ${one.title}`.slice(0, 200)}
                  defaultChecked={chosen.has(one.key)}
                />
              ))}
            </fieldset>
            {offered.length < reading.others.length ? (
              <p className="soft">Карта большая: показаны мероприятия этого раздела и уже выбранные.</p>
            ) : null}
            <ActionBar>
              <SubmitButton sending="Сохраняем…">Сохранить порядок</SubmitButton>
            </ActionBar>
          </details>
        </Form>
      )}
    </Part>
  )
}
