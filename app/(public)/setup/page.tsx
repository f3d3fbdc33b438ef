import { redirect } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { createFirstAction } from '@/app/(public)/setup/actions'
import { ActionBar } from '@/components/ui/action-bar'
import { PasswordField, Select, TextArea, TextField } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { isNobodyHere } from '@/db/queries/person'
import { ZONE_OPTIONS } from '@/lib/municipality/labels'
import { PASSWORD_LENGTH } from '@/lib/person/password'
import { setupCode } from '@/lib/system/setup-code'

export const dynamic = 'force-dynamic'

export const metadata = { title: 'Первая настройка' }

export default async function SetupPage({ searchParams }: { searchParams: Promise<{ kept?: string }> }) {
  if (!(await isNobodyHere())) redirect('/login')
  const state = await openForm('setup', (await searchParams).kept, null)
  const text = (name: string) => ({ name, defaultValue: typed(state, name), error: errorOf(state, name) })
  return (
    <div className="col">
      <PageHead title="Первая настройка" sub="Муниципалитет и его первый администратор. Остальное настраивают потом." />
      <Form action={createFirstAction} page="/setup" state={state}>
        {setupCode() === null ? null : (
          <TextField
            {...text('oneTimeCode')}
            label="Одноразовый код"
            hint="Напечатан в терминале, где запущена программа"
            autoComplete="one-time-code"
            width="half"
            required
          />
        )}
        <Section title="Муниципалитет">
          <TextField {...text('municipality')} label="Название" hint="Например, Забайкальский район" required />
          <TextField
            {...text('slug')}
            label="Короткое имя латиницей"
            hint="Для команд и адресов: zabaykalsk"
            width="half"
            required
          />
          <Select {...text('zone')} label="Часовой пояс" options={ZONE_OPTIONS} empty="Выберите" required />
          <TextArea
            {...text('body')}
            label="Орган, который издаёт акты"
            hint="Как печатают на бланке; перенос строки сохранится"
            rows={2}
            required
          />
          <TextArea
            {...text('bodyGenitive')}
            label="Он же в родительном падеже"
            hint="Для грифа «распоряжением Администрации …»"
            rows={2}
            required
          />
          <TextField
            {...text('place')}
            label="Место издания"
            hint="Например, пгт Забайкальск"
            width="half"
            required={false}
          />
        </Section>
        <Section title="Администратор">
          <TextField {...text('surname')} label="Фамилия" required />
          <TextField {...text('givenName')} label="Имя" required />
          <TextField {...text('patronymic')} label="Отчество" required={false} />
          <TextField
            {...text('login')}
            label="Имя для входа"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
          />
          <PasswordField
            name="password"
            label="Пароль"
            hint={`Не короче ${PASSWORD_LENGTH.least} знаков; удобно взять несколько слов`}
            error={errorOf(state, 'password')}
            autoComplete="new-password"
            required
          />
          <PasswordField
            name="passwordAgain"
            label="Пароль ещё раз"
            error={errorOf(state, 'passwordAgain')}
            autoComplete="new-password"
            required
          />
        </Section>
        <ActionBar>
          <SubmitButton sending="Создаём…">Создать муниципалитет и администратора</SubmitButton>
        </ActionBar>
      </Form>
    </div>
  )
}
