import { redirect } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, isTicked, openForm, typed } from '@/app/_forms/form-state'
import { currentSession } from '@/app/_session/actor'
import { signInAction } from '@/app/(public)/login/actions'
import { KeptForgetter } from '@/components/offline/kept-forgetter'
import { ActionBar } from '@/components/ui/action-bar'
import { Checkbox } from '@/components/ui/choice'
import { PasswordField, TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { isNobodyHere } from '@/db/queries/person'
import { localPath } from '@/lib/shared/local-path'

export const metadata = { title: 'Вход' }

type Query = { next?: string; kept?: string; saved?: string; done?: string }

export default async function LoginPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams
  const next = localPath(typeof query.next === 'string' ? query.next : undefined)
  if (await currentSession()) redirect(next.startsWith('/login') ? '/' : next)
  if (await isNobodyHere()) redirect('/setup')
  const state = await openForm('login', query.kept, null)
  const page = `/login?next=${encodeURIComponent(next)}${query.saved ? '&saved=1' : ''}`
  return (
    <div className="col">
      <PageHead title="Вход" />
      {query.saved ? (
        <Notice tone="amber" title="Войдите, чтобы продолжить">
          Сеанс закончился. Введённое сохранено: после входа оно будет в той же форме.
        </Notice>
      ) : null}
      {query.done === 'out' ? (
        <Notice tone="green" live>
          Вы вышли из программы.
        </Notice>
      ) : null}
      {query.done === 'shared' ? (
        <Notice tone="green" live>
          Вы вышли из программы. В этом браузере от вашей работы ничего не осталось.
        </Notice>
      ) : null}
      <KeptForgetter />
      {query.done === 'setup' ? (
        <Notice tone="green" live title="Программа настроена">
          Войдите под именем администратора, которое вы только что задали.
        </Notice>
      ) : null}
      <Form action={signInAction} page={page} state={state}>
        <input type="hidden" name="next" value={next} />
        <TextField
          name="login"
          label="Имя для входа"
          hint="Его выдаёт администратор вашего муниципалитета"
          defaultValue={typed(state, 'login')}
          error={errorOf(state, 'login')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
        />
        <PasswordField name="password" label="Пароль" error={errorOf(state, 'password')} required />
        <Checkbox
          name="shared"
          value="1"
          label="Чужой компьютер"
          hint="В этом браузере ничего не сохранится: ни страниц, ни набранного. Сеанс закончится через час после последнего действия."
          defaultChecked={isTicked(state, 'shared')}
        />
        <ActionBar>
          <SubmitButton sending="Входим…">Войти</SubmitButton>
        </ActionBar>
      </Form>
      <p className="soft">
        Забыли пароль? Новый выдаёт администратор: Пользователи → ваше имя → «Выдать временный пароль».
      </p>
    </div>
  )
}
