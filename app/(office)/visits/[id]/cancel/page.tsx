import { cancelVisitAction } from '../../actions'
import { ReasonPage, type VisitPageProps } from '../reason-page'

export const metadata = { title: 'Отменить посещение' }

export default function CancelVisitPage(props: VisitPageProps) {
  return ReasonPage(props, {
    step: 'cancel',
    form: 'visit-cancel',
    action: cancelVisitAction,
    isOpen: (visit) => visit.mayCancel,
    words: () => ({
      title: 'Отменить посещение',
      label: 'Почему отменяется',
      button: 'Отменить посещение',
      note: 'Отменённое посещение не считается ни в плане, ни в факте. Его можно запланировать снова.',
    }),
  })
}
