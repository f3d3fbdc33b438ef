import { signOutAction } from '@/app/_session/sign-out-action'

/** «Выйти»: ends the session on the server, not only in this browser. */
export function SignOut() {
  return (
    <form action={signOutAction} className="inline">
      <button type="submit" className="linkish">
        Выйти
      </button>
    </form>
  )
}
