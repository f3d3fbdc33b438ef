import { Fragment } from 'react'
import { FrozenTable } from '@/components/order/frozen-annex'
import { Desk, Sheet } from '@/components/ui/paper'
import type { ActChange, FrozenDocument } from '@/lib/order/document'

/** `given` is the number and date that the register gave or would give now. */
type Props = { document: FrozenDocument; given: { date: string; number: string } }

/**
 * The order's own pages as they will be signed, as the program's HTML: readable on a phone. The text is the frozen one, sign for
 * sign. The annex lies apart, since its table wants the page's whole width.
 */
export function FrozenOrder({ document, given }: Props) {
  return (
    <Desk label="Текст распоряжения">
      <Sheet draft>
        <p className="sheet-center">
          <b className="whitespace-pre-line">{document.body.join('\n')}</b>
        </p>
        <p className="sheet-kind">{document.kind}</p>
        <p className="sheet-row">
          <span>{given.date}</span>
          <span>{given.number}</span>
        </p>
        {document.place ? <p className="sheet-center">{document.place}</p> : null}
        <h2 className="sheet-title">{document.title}</h2>
        <p className="sheet-text whitespace-pre-line">
          {document.preamble} {document.operativeWord ? <b>{document.operativeWord}</b> : null}
        </p>
        {document.points.map((point, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: points are numbered by their place
          <Fragment key={index}>
            <p className="sheet-text whitespace-pre-line">
              {index + 1}. {point}
            </p>
            {(index === 0 ? (document.changes ?? []) : []).map((change, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: changes are numbered by their place
              <FrozenChange change={change} place={place + 1} key={place} />
            ))}
          </Fragment>
        ))}
        <p className="sheet-sign">
          <span>{document.signature.post}</span>
          <span>{document.signature.name}</span>
        </p>
      </Sheet>
    </Desk>
  )
}

/** «1) строку 3.2 … изложить в следующей редакции:» and the row itself. */
function FrozenChange({ change, place }: { change: ActChange; place: number }) {
  return (
    <>
      <p className="sheet-text whitespace-pre-line">
        {place}) {change.text}
      </p>
      {change.table ? <FrozenTable table={change.table} /> : null}
    </>
  )
}
