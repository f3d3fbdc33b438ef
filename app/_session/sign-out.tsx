import { GuardedForm } from '@/app/_forms/guarded-form'
import { signOutAction } from '@/app/_session/sign-out-action'

/** «Выйти»: ends the session on the server, not only in this browser. */
export function SignOut() {
  return (
    <GuardedForm action={signOutAction} className="inline" kept="Возможно, вы ещё не вышли. Нажмите «Выйти» ещё раз.">
      <button type="submit" className="linkish">
        Выйти
      </button>
    </GuardedForm>
  )
}
