import { Form } from '@/app/_forms/form'
import { errorOf, openForm } from '@/app/_forms/form-state'
import { PASSWORD_PAGE, requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { changePasswordAction } from '@/app/(office)/account/actions'
import { ActionBar } from '@/components/ui/action-bar'
import { PasswordField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { getOwnPerson } from '@/db/queries/person'
import { PASSWORD_LENGTH } from '@/lib/person/password'

export const metadata = { title: 'Смена пароля' }

export default async function PasswordPage({ searchParams }: { searchParams: Promise<{ kept?: string }> }) {
  const actor = await requireActor(PASSWORD_PAGE)
  const person = await orNotFound(getOwnPerson(actor))
  const state = await openForm('account.password', (await searchParams).kept, actor.userId)
  return (
    <div className="col">
      <PageHead
        title="Смена пароля"
        crumbs={person.mustChangePassword ? [] : [{ label: 'Учётная запись', href: '/account' }]}
      />
      {person.mustChangePassword ? (
        <Notice tone="amber" title="Придумайте свой пароль">
          Вы вошли с временным паролем. Он служит только для того, чтобы задать свой.
        </Notice>
      ) : null}
      <Form action={changePasswordAction} page={PASSWORD_PAGE} state={state}>
        {/* Password managers need the name to know whose password this is. */}
        <input type="text" name="username" value={person.login} autoComplete="username" readOnly hidden />
        <PasswordField
          name="current"
          label={person.mustChangePassword ? 'Временный пароль' : 'Нынешний пароль'}
          error={errorOf(state, 'current')}
          required
        />
        <PasswordField
          name="password"
          label="Новый пароль"
          hint={`Не короче ${PASSWORD_LENGTH.least} знаков; удобно взять несколько слов`}
          error={errorOf(state, 'password')}
          autoComplete="new-password"
          required
        />
        <PasswordField
          name="passwordAgain"
          label="Новый пароль ещё раз"
          error={errorOf(state, 'passwordAgain')}
          autoComplete="new-password"
          required
        />
        <ActionBar note="Остальные ваши сеансы завершатся">
          <SubmitButton sending="Меняем…">Сменить пароль</SubmitButton>
        </ActionBar>
      </Form>
    </div>
  )
}
