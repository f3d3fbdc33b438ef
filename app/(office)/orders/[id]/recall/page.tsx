import { ReasonPage, type ReasonPageProps } from '../reason-page'
import { recallAction } from './actions'

export const metadata = { title: 'Отозвать с согласования' }

export default function RecallPage(props: ReasonPageProps) {
  return (
    <ReasonPage
      {...props}
      step="recall"
      form="order-recall"
      action={recallAction}
      title="Отозвать с согласования"
      label="Почему отзываете"
      isRequired={false}
      note="Согласующие больше не смогут принять решение по этому кругу. Сказанное ими останется; текст снова можно будет править."
      button="Отозвать"
      kind="main"
    />
  )
}
