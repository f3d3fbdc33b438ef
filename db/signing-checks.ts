import 'server-only'
import { and, desc, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { demandStillApplies } from '@/db/force-checks'
import { composePackage, type OrderRow } from '@/db/freeze'
import { giveNumber } from '@/db/numbering'
import { rounds } from '@/db/schema/approval'
import { municipalities } from '@/db/schema/municipality'
import { registerEntries } from '@/db/schema/register'
import type { Actor } from '@/lib/access/actor'
import type { FrozenDocument } from '@/lib/order/document'
import { printedNumber } from '@/lib/register/rules'
import { conflict } from '@/lib/shared/refusal'
import { fingerprintOf } from '@/lib/signature/fingerprint'

/**
 * The frozen text, if nothing it was made of has changed since: card, rows, names, posts, wordings (rulings A4). `shown` is the
 * fingerprint that the signatory saw; absent where the number is given already and only the signature was still to come.
 */
export async function demandUnchanged(tx: Tx, actor: Actor, order: OrderRow, shown?: string): Promise<FrozenDocument> {
  const [round] = await tx
    .select({ package: rounds.package, fingerprint: rounds.fingerprint })
    .from(rounds)
    .where(and(eq(rounds.orderId, order.id), eq(rounds.state, 'passed')))
    .orderBy(desc(rounds.number))
    .limit(1)
  if (!round) throw conflict('Согласованного пакета нет. Обновите страницу.')
  await demandStillApplies(tx, order)
  const live = await composePackage(tx, order, actor.today)
  const stored = fingerprintOf(round.package.document)
  if (
    stored !== round.fingerprint ||
    (shown !== undefined && shown !== round.fingerprint) ||
    fingerprintOf(live.package.document) !== round.fingerprint
  ) {
    throw conflict(
      'Подписание остановлено: после согласования изменился текст, название органа, должность или подписывающее лицо. ' +
        (shown === undefined
          ? 'Номер уже присвоен: попросите делопроизводителя аннулировать его, потом верните пакет автору.'
          : 'Верните пакет автору: нужен новый круг согласования.'),
    )
  }
  return round.package.document
}

/** After a failure the order keeps its number for the same local day (rulings B2). */
export async function reusableEntry(tx: Tx, actor: Actor, order: OrderRow) {
  const [entry] = await tx
    .select()
    .from(registerEntries)
    .where(and(eq(registerEntries.orderId, order.id), eq(registerEntries.state, 'signing')))
    .limit(1)
  if (!entry) return undefined
  if (entry.date !== actor.today) throw ofAnotherDay(printedNumber(entry.number, entry.suffix))
  return entry
}

export const ofAnotherDay = (number: string) =>
  conflict(
    `Номер ${number} присвоен в другой день, а подпись не завершена. ` +
      'Делопроизводитель аннулирует его с указанием причины, после этого подпишите с новым номером.',
  )

export const outdated = () =>
  conflict('Эта подпись устарела: распоряжение подготовлено заново или номер аннулирован. Откройте страницу заново.')

export async function newEntry(
  tx: Tx,
  actor: Actor,
  order: OrderRow,
  signer: { post: string; name: string },
  now: Date,
): Promise<{ id: string; number: number; suffix: string }> {
  const [municipality] = await tx
    .select({ settings: municipalities.settings })
    .from(municipalities)
    .where(eq(municipalities.id, order.municipalityId))
  const given = await giveNumber(
    tx,
    {
      municipalityId: order.municipalityId,
      kind: order.kind,
      date: actor.today,
      suffix: municipality?.settings.numberSuffix ?? '',
      title: order.title,
      signer: `${signer.post} ${signer.name}`,
      orderId: order.id,
      state: 'signing',
    },
    now,
  )
  return { id: given.entryId, number: given.number, suffix: given.suffix }
}
