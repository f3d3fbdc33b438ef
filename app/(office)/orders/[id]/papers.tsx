import { AroundAct } from '@/components/order/around-act'
import { Section } from '@/components/ui/section'
import type { Order } from './facts'

export function Papers({ order, here, mayCopy }: { order: Order; here: string; mayCopy: boolean }) {
  const hasDraft =
    order.status === 'draft' ||
    order.status === 'returned' ||
    order.status === 'in_approval' ||
    order.status === 'awaiting_signature'
  const labels = {
    signed: 'Подписанный акт, PDF',
    detached: 'Подпись к нему, файл .sig',
    print: 'Экземпляр для печати, PDF',
    scan: 'Скан подлинника',
  }
  const address = { signed: '', print: '', scan: '?kind=scan', detached: '.sig' }
  return (
    <Section title="Файлы">
      <ul className="links">
        {order.files.map((file) => (
          <li key={file.sha256}>
            <a href={`${here}/order.pdf${address[file.kind]}`}>{labels[file.kind]}</a>{' '}
            <span className="soft small">
              {file.pages ? `${file.pages} стр., ` : ''}
              {Math.ceil(file.size / 1024)} КБ
            </span>
          </li>
        ))}
        {order.files.some((file) => file.kind === 'detached') ? (
          <li>
            <a href={`${here}/marked-copy.pdf`}>Копия с отметкой о подписи, PDF</a>{' '}
            <span className="soft small">с надписью «КОПИЯ»; подлинник — два файла выше</span>
          </li>
        ) : null}
        {hasDraft ? (
          <li>
            <a href={`${here}/draft.pdf`}>Проект, PDF</a> <span className="soft small">с надписью «ПРОЕКТ»</span> ·{' '}
            <a href={`${here}/order.docx`}>Проект, Word</a> <span className="soft small">для правки до подписания</span>
          </li>
        ) : null}
        <AroundAct here={here} status={order.status} hasRounds={order.rounds.length > 0} mayCopy={mayCopy} />
      </ul>
    </Section>
  )
}
