import { signOutAction } from '@/app/_session/sign-out-action'
import { SubmitButton } from '@/components/ui/submit-button'

/** «Выйти»: ends the session on the server, not only in this browser. */
export function SignOut({ small = true }: { small?: boolean }) {
  return (
    <form action={signOutAction}>
      <SubmitButton kind="plain" small={small} sending="Выходим…">
        Выйти
      </SubmitButton>
    </form>
  )
}
