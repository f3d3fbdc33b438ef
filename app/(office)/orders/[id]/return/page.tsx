import { ReasonPage, type ReasonPageProps } from '../reason-page'
import { returnAction } from './actions'

export const metadata = { title: 'Вернуть на доработку' }

export default function ReturnPage(props: ReasonPageProps) {
  return (
    <ReasonPage
      {...props}
      step="return"
      form="order-return"
      action={returnAction}
      title="Вернуть на доработку"
      label="Что доработать"
      isRequired={true}
      note="Автор увидит причину и сможет править текст; потом согласование пройдёт заново."
      button="Вернуть на доработку"
      kind="warn"
    />
  )
}
