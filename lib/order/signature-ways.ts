import type { SignatureKind } from '@/lib/order/rules'

/** Signed by means that the program does not hold: it prepares, hands out what is to be signed, and takes a signature back. */
export const OUTSIDE_WAYS = ['browser', 'detached'] as const
export type OutsideWay = (typeof OUTSIDE_WAYS)[number]

export const isOutside = (kind: SignatureKind): kind is OutsideWay => kind === 'browser' || kind === 'detached'

/** The signature lies inside the file, and the mark with it (order-standard C55–C61). */
export const isEmbedded = (kind: SignatureKind): boolean => kind === 'electronic' || kind === 'browser'

/** What the original is, for the cards of the act: never by the name of another kind (order-standard §4). */
export const ORIGINAL_WORDS: Record<SignatureKind, string> = {
  electronic: 'электронный, с усиленной неквалифицированной подписью (ключ хранит программа)',
  browser: 'электронный, подписан средством подписывающего, подпись внутри файла',
  detached: 'электронный, подпись в отдельном файле .sig',
  paper: 'на бумаге',
}

/** What an unfinished signature waits for. */
export const WAITS_FOR: Record<SignatureKind, string> = {
  electronic: 'Номер дан, но подпись не завершена. В тот же день её может завершить подписывающий.',
  browser: 'Номер дан, файл подготовлен и ждёт подписи средством подписывающего. Она возможна только в тот же день.',
  detached: 'Номер дан, файл подготовлен и ждёт подписи в другой программе. Файл .sig принимают только в тот же день.',
  paper: 'Номер дан, но печатный экземпляр не готов.',
}
