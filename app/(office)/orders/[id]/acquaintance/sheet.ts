import type { CitedAct } from '@/db/cited-act'
import { ORDER_KIND_WORDS } from '@/lib/order/labels'
import { longDate } from '@/lib/shared/dates'

/** «с распоряжением Администрации … от 21 апреля 2022 г. № 121 «Об …»». */
export const actInSheet = ({ kind, issuer, date, number, title }: CitedAct): string =>
  [`с ${ORDER_KIND_WORDS[kind].instrumental}`, issuer, `от\u00A0${longDate(date)}`, number, title ? `«${title}»` : '']
    .filter(Boolean)
    .join(' ')
