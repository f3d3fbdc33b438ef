import { Notice } from '@/components/ui/notice'
import type { SignatureKind } from '@/lib/order/rules'
import { isOutside, WAITS_FOR } from '@/lib/order/signature-ways'

/**
 * A number is given and its signature is not there yet: what it waits for and where it is gone on with. `isLate`: the number is of
 * another day, so no electronic signature can be made with it any more. `isOwn`: the reader is who signs; else the clerk.
 */
export function UnfinishedSigning({
  kind,
  orderId,
  isLate,
  isOwn,
}: {
  /** undefined where nothing was prepared, or the reader may not know. */
  kind: SignatureKind | undefined
  orderId: string
  isLate: boolean
  isOwn: boolean
}) {
  const page = `/orders/${orderId}/sign`
  if (isLate || !kind)
    return (
      <Notice tone="amber" title="Подпись не завершена">
        {isLate
          ? 'Номер присвоен в другой день: электронная подпись с ним уже невозможна. Делопроизводитель аннулирует номер с причиной; потом распоряжение подпишут с новым.'
          : 'Номер дан, но подпись не завершена. В тот же день её может завершить подписывающий; иначе номер аннулирует делопроизводитель.'}
      </Notice>
    )
  return (
    <Notice tone="amber" title="Подпись не завершена">
      {WAITS_FOR[kind]} Иначе номер аннулирует делопроизводитель с причиной.
      {isOwn ? (
        <>
          {' '}
          <a href={isOutside(kind) ? `${page}/${kind === 'browser' ? 'browser' : 'file'}` : page}>
            Завершить подписание
          </a>
        </>
      ) : kind === 'detached' ? (
        <>
          {' '}
          <a href={`${page}/file`}>Файл для подписи и приём .sig</a>
        </>
      ) : null}
    </Notice>
  )
}
