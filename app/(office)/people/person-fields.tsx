import { errorOf, type FormState, typed } from '@/app/_forms/form-state'
import { NameFormFields } from '@/app/_forms/name-form-fields'
import { TextField } from '@/components/ui/field'
import type { NameForms } from '@/lib/grammar/cases'
import { genderOf, inflectSurname } from '@/lib/grammar/surname'

type Stored = Record<'surname' | 'givenName' | 'patronymic' | 'phone' | 'post' | 'workplace' | 'login', string>
type WithForms = Stored & { forms: NameForms }

export function PersonFields({ state, stored }: { state: FormState; stored?: WithForms }) {
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
      <TextField
        {...field('post')}
        label="Должность"
        hint="Как в приложении о кураторах: методист, заместитель директора. Должности муниципалитета берутся из настроек"
        autoComplete="off"
        required={false}
      />
      <TextField
        {...field('workplace')}
        label="Место работы"
        hint="Название организации. Куратором школы, в которой человек работает, его не назначить"
        autoComplete="off"
        required={false}
      />
      {stored ? (
        <NameFormFields
          state={state}
          hint="Так программа склоняет фамилию. Пустое она просклонять не смогла: впишите; неверное исправьте"
          made={(form) => inflectSurname(stored.surname, genderOf(stored), form)}
          stored={stored.forms}
        />
      ) : null}
    </>
  )
}
