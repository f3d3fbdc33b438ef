import { ReasonPage, type ReasonPageProps } from '../reason-page'
import { withdrawAction } from './actions'

export const metadata = { title: 'Снять проект' }

export default function WithdrawPage(props: ReasonPageProps) {
  return (
    <ReasonPage
      {...props}
      step="withdraw"
      form="order-withdraw"
      action={withdrawAction}
      title="Снять проект"
      label="Почему снимаете"
      isRequired={false}
      note="Акт издан не будет. Проект и его история останутся в списке."
      button="Снять проект"
      kind="warn"
    />
  )
}
