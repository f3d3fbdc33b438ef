import { refuseVisitAction } from '../../actions'
import { ReasonPage, type VisitPageProps } from '../reason-page'

export const metadata = { title: 'Школа отказалась от посещения' }

export default function RefuseVisitPage(props: VisitPageProps) {
  return ReasonPage(props, {
    step: 'refuse',
    form: 'visit-refuse',
    action: refuseVisitAction,
    isOpen: (visit) => visit.mayRefuse,
    words: () => ({
      title: 'Школа отказалась от посещения',
      label: 'Почему школа отказалась',
      button: 'Записать отказ',
      note: 'Посещение останется в графике как несостоявшееся, с этой причиной. Его можно запланировать снова.',
    }),
  })
}
