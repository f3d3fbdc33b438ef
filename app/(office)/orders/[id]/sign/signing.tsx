import type { ReactNode } from 'react'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { Notice } from '@/components/ui/notice'
import { getFrozen } from '@/db/queries/order'
import { printedDate } from '@/lib/order/compose'
import { printedNumber } from '@/lib/register/rules'

export type SigningPage = { params: Promise<{ id: string }>; searchParams: Promise<Query> }

/** What every page of signing stands on: who opens it, the frozen package, and the number and date as they would be now. */
export async function openSigning({ params, searchParams }: SigningPage, step = '') {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const page = `/orders/${id}/sign${step}`
  const actor = await requireActor(page)
  const frozen = await orNotFound(getFrozen(actor, id))
  const given = frozen.given ?? frozen.next
  const number = given ? printedNumber(given.number, given.suffix) : ''
  return {
    id,
    page,
    actor,
    frozen,
    number,
    kept: one(query, 'kept'),
    query,
    shown: { date: printedDate(frozen.round.package.document, actor.today), number },
    /** The number was given on another day: no electronic signature can be made with it any more (rulings B2). */
    isLate: frozen.given?.state === 'signing' && frozen.given.date !== actor.today,
  }
}

type Opened = Awaited<ReturnType<typeof openSigning>>

/** What the signatory saw goes with the form, so that anything else is not signed. */
export function ShownFields({ opened }: { opened: Opened }) {
  return (
    <>
      <input type="hidden" name="id" value={opened.id} />
      <input type="hidden" name="fingerprint" value={opened.frozen.round.fingerprint} />
      <input type="hidden" name="number" value={opened.number} />
      <input type="hidden" name="date" value={opened.actor.today} />
    </>
  )
}

export function Moved() {
  return (
    <Notice tone="amber" title="Номер или дата сменились">
      Ниже новые. Проверьте и подпишите ещё раз.
    </Notice>
  )
}

export function Late({ number, children }: { number: string; children?: ReactNode }) {
  return (
    <Notice tone="amber" title={`${number} присвоен в другой день, подпись не завершена`}>
      Электронная подпись возможна только в день номера. Делопроизводитель аннулирует номер с причиной; после этого
      подпишите с новым. {children}
    </Notice>
  )
}
