import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/field'
import { STANDING_LABELS } from '@/lib/execution/labels'
import { STANDINGS } from '@/lib/execution/rules'
import type { ExecutionChoice } from '@/lib/execution/view'
import { capitalised } from '@/lib/shared/text'

type Named = { id: string; name: string }

/** More schools than these are chosen on the page «По школам»: so long a list is neither light nor easy to find in. */
const MOST_OPTIONS = 60

type Filter = {
  here: string
  choice: ExecutionChoice
  roles: { code: string; name: string }[]
  schools: Named[]
  curators: Named[]
}

/** The address of the table under another choice; what is undefined is left out. A new choice begins at the first page. */
export function executionAddress(here: string, choice: ExecutionChoice): string {
  const query = new URLSearchParams(
    Object.entries(choice).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, String(value)]],
    ),
  )
  return query.size > 0 ? `${here}?${query}` : here
}

const options = (named: Named[]) => named.map(({ id, name }) => ({ value: id, label: name }))

/** Narrows the table; what is chosen stands in the address and can be taken off piece by piece. */
export function ExecutionFilter({ here, choice, roles, schools, curators }: Filter) {
  return (
    <form action={here} method="get" className="filter no-print">
      <Select
        name="state"
        label="Состояние"
        empty="Любое"
        options={STANDINGS.map((state) => ({ value: state, label: capitalised(STANDING_LABELS[state]) }))}
        defaultValue={choice.state ?? ''}
      />
      <Select
        name="role"
        label="Исполнители"
        empty="Все"
        options={roles.map(({ code, name }) => ({ value: code, label: name }))}
        defaultValue={choice.role ?? ''}
      />
      {schools.length > 1 && schools.length <= MOST_OPTIONS ? (
        <Select name="school" label="Школа" empty="Все" options={options(schools)} defaultValue={choice.school ?? ''} />
      ) : null}
      {curators.length > 1 && curators.length <= MOST_OPTIONS ? (
        <Select
          name="curator"
          label="Куратор"
          empty="Все"
          options={options(curators)}
          defaultValue={choice.curator ?? ''}
        />
      ) : null}
      <div className="field">
        <Button>Показать</Button>
      </div>
    </form>
  )
}

/** What the table is narrowed to; each piece is a link that takes it off. */
export function ChosenFilter({ here, choice, roles, schools, curators }: Filter) {
  const nameOf = (named: Named[], id: string) => named.find((one) => one.id === id)?.name ?? 'не найдена'
  const { state, role, school, curator } = choice
  const chosen: [keyof ExecutionChoice, string][] = [
    ...(state ? [['state', STANDING_LABELS[state]] as [keyof ExecutionChoice, string]] : []),
    ...(role
      ? [
          ['role', `исполнители: ${roles.find((one) => one.code === role)?.name ?? role}`] as [
            keyof ExecutionChoice,
            string,
          ],
        ]
      : []),
    ...(school ? [['school', nameOf(schools, school)] as [keyof ExecutionChoice, string]] : []),
    ...(curator ? [['curator', `куратор ${nameOf(curators, curator)}`] as [keyof ExecutionChoice, string]] : []),
  ]
  if (chosen.length === 0) return null
  return (
    <ul className="chips no-print" aria-label="Отобрано">
      {chosen.map(([name, said]) => (
        <li key={name}>
          <a href={executionAddress(here, { ...choice, [name]: undefined, part: undefined, page: undefined })}>
            {said} <span aria-hidden="true">×</span>
            <span className="vh">, снять</span>
          </a>
        </li>
      ))}
    </ul>
  )
}
