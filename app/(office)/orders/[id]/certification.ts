import type { Actor } from '@/lib/access/actor'
import type { SignatureKind } from '@/lib/order/rules'

/** «О.П. Громова» of «Громова О.П.»: as names stand beside a signature (order-standard C42). */
export function signedName(actor: Actor): string {
  const [surname = '', initials = ''] = actor.name.split('\u00A0')
  return initials === '' ? actor.name : `${initials}\u00A0${surname}`
}

/** What the original of a copy or an extract is. The words of a signature's mark are the original's alone (C55). */
export const originalNote = (signature: SignatureKind | null): string =>
  signature === 'paper'
    ? 'Подлинник на бумаге, хранится в деле.'
    : 'Подлинник — электронный документ с электронной подписью, хранится в реестре.'
