import { errorOf, type FormState, typed } from '@/app/_forms/form-state'
import { TextField } from '@/components/ui/field'

type Stored = { surname: string; givenName: string; patronymic: string; phone: string; login: string }

export function PersonFields({ state, stored }: { state: FormState; stored?: Stored }) {
  const field = (name: keyof Stored) => ({
    name,
    defaultValue: typed(state, name, stored?.[name]),
    error: errorOf(state, name),
  })
  return (
    <>
      <TextField {...field('surname')} label="Фамилия" autoComplete="off" required />
      <TextField {...field('givenName')} label="Имя" autoComplete="off" required />
      <TextField {...field('patronymic')} label="Отчество" autoComplete="off" required={false} />
      <TextField
        {...field('login')}
        label="Имя для входа"
        hint="Например, адрес почты. Письма на него не отправляются"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        required
      />
      <TextField {...field('phone')} label="Телефон" width="half" autoComplete="off" required={false} />
    </>
  )
}
