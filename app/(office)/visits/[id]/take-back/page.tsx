import { takeBackVisitAction } from '../../actions'
import { ReasonPage, type VisitPageProps } from '../reason-page'

export const metadata = { title: 'Посещение не состоялось' }

export default function TakeBackVisitPage(props: VisitPageProps) {
  return ReasonPage(props, {
    step: 'take-back',
    form: 'visit-take-back',
    action: takeBackVisitAction,
    isOpen: (visit) => visit.mayTakeBack,
    words: (visit) =>
      visit.plannedOn === null
        ? {
            title: 'Отменить посещение вне графика',
            label: 'Почему посещение не считается состоявшимся',
            button: 'Отменить посещение',
            note: 'Текст листа и снимки сохранятся. Посещение перестанет считаться; его можно запланировать снова.',
          }
        : {
            title: 'Вернуть посещение в план',
            label: 'Почему посещение не считается состоявшимся',
            button: 'Вернуть в план',
            note: 'Текст листа и снимки сохранятся. В отправленных отчётах ничего не изменится.',
          },
  })
}
