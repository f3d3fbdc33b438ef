import type { OrderStatus } from '@/lib/order/rules'

const SIGNED: readonly OrderStatus[] = ['registered', 'published', 'repealed']

/** What stands around an act: its лист согласования, and for a signed one extracts, acquaintance and copies. Items of a list of files. */
export function AroundAct({
  here,
  status,
  hasRounds,
  mayCopy,
}: {
  /** Address of the act's card. */
  here: string
  status: OrderStatus
  hasRounds: boolean
  mayCopy: boolean
}) {
  return (
    <>
      {hasRounds ? (
        <li>
          <a href={`${here}/approval-sheet`}>Лист согласования</a> ·{' '}
          <a href={`${here}/approval-sheet.pdf`}>
            PDF<span className="vh"> листа согласования</span>
          </a>
        </li>
      ) : null}
      {SIGNED.includes(status) ? (
        <>
          <li>
            <a href={`${here}/extracts`}>Выписки для школ</a>
          </li>
          <li>
            <a href={`${here}/acquaintance`}>Лист ознакомления</a>
          </li>
          {mayCopy ? (
            <li>
              <a href={`${here}/copy`}>Заверенная копия</a>
            </li>
          ) : null}
        </>
      ) : null}
    </>
  )
}
