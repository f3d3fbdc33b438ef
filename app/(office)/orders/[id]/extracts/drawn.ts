import type { SchoolExtract } from '@/db/queries/extract'
import type { Actor } from '@/lib/access/actor'
import { may } from '@/lib/access/policy'
import type { OrderDocument } from '@/lib/order/document'
import { safeFileName } from '@/lib/order/paper-name'
import type { OrderKind, SignatureKind } from '@/lib/order/rules'
import { drawExtract } from '@/lib/pdf/extract-2026'
import { longDate } from '@/lib/shared/dates'
import { bytesStore } from '@/lib/store/folder'
import { originalNote, signedName } from '../certification'

type Act = {
  kind: OrderKind
  publicId: string
  signedAt: Date
  document: OrderDocument
  signature: SignatureKind | null
}

/** Who says «Верно»: the clerk under his name and today's date; for others the places stay empty for a hand. */
const certifierOf = (actor: Actor, signature: SignatureKind | null) => ({
  ...(may(actor, 'order.print')
    ? { post: 'Делопроизводитель', name: signedName(actor), date: longDate(actor.today) }
    : { post: 'Должность', name: '', date: '«___» ____________ 20__ г.' }),
  note: originalNote(signature),
})

/** One extract as bytes, drawn for this answer and stored nowhere. */
export async function extractBytes(actor: Actor, act: Act, school: SchoolExtract): Promise<Uint8Array> {
  const { document } = act
  const { bytes } = await drawExtract({
    document,
    kind: act.kind,
    school: school.name,
    table: school.table,
    certified: certifierOf(actor, act.signature),
    at: act.signedAt,
    paperId: act.publicId,
    ...(document.emblem ? { emblem: await bytesStore().get(document.emblem) } : {}),
  })
  return bytes
}

export const extractName = (school: SchoolExtract, act: Act): string =>
  safeFileName(`Выписка ${act.document.number} — ${school.name}.pdf`)
