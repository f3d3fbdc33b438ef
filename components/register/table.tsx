import { EntryStateTag } from '@/components/register/state-tag'
import { Table } from '@/components/ui/table'
import { ORDER_KIND_WORDS, ORDER_PURPOSE_LABELS } from '@/lib/order/labels'
import { dispatchText, linkText, type RegisterRow } from '@/lib/register/row'
import { localDate, shortDate } from '@/lib/shared/dates'
import { capitalised } from '@/lib/shared/text'

type Row = RegisterRow & { id: string; number: number; suffix: string }

/** A page of the register; each row opens its card. */
export function RegisterTable({ rows, zone }: { rows: readonly Row[]; zone: string }) {
  return (
    <Table
      caption="Реестр"
      linked
      head={[
        { label: '№', className: 'num' },
        { label: 'Дата', className: 'date' },
        { label: 'Заголовок', className: 'w-2/5' },
        { label: 'Кто подписал, исполнитель', className: 'min-w-44' },
        { label: 'Листов', className: 'right' },
        'Рассылка, публикация, хранение',
        { label: 'Состояние', className: 'state' },
      ]}
    >
      <tbody>
        {rows.map((row) => (
          <tr className="row" key={row.id}>
            <td className="num">
              {row.number}
              {row.suffix}
            </td>
            <td className="date" data-l="Дата">
              {shortDate(row.date)}
            </td>
            <td className="title">
              <a href={`/register/${row.id}`}>{row.title || 'Номер без акта'}</a>
              <span className="under">{underTitle(row)}</span>
            </td>
            <td data-l="Кто подписал">
              {row.signer}
              {row.executor ? <span className="under">исп. {row.executor}</span> : null}
            </td>
            <td className="right" data-l="Листов">
              {row.sheets ?? ''}
            </td>
            <td className="fine whitespace-pre-line" data-l="Рассылка, публикация, хранение">
              {[
                dispatchText(row.dispatches),
                row.publishedAt ? `опубликовано ${shortDate(localDate(row.publishedAt, zone))}` : '',
                `хранение: ${row.storage}`,
              ]
                .filter(Boolean)
                .join('\n')}
            </td>
            <td className="state" data-l="Состояние">
              <EntryStateTag state={row.state} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

const underTitle = (row: Row): string =>
  [
    capitalised(ORDER_KIND_WORDS[row.kind].nominative),
    row.purpose && row.purpose !== 'approval' ? ORDER_PURPOSE_LABELS[row.purpose].toLowerCase() : '',
    ...row.links.map(linkText),
    row.reason ? `причина: ${row.reason}` : '',
  ]
    .filter(Boolean)
    .join(' · ')
