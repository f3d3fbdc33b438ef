import { shortDate } from '@/lib/shared/dates'

/** The visitor's zone is not known here, so the instant is told in the one zone that everybody can reckon from. */
export const moment = (iso: string): string => `${shortDate(iso.slice(0, 10))}, ${iso.slice(11, 16)} (UTC)`
