import 'server-only'
import { createHash } from 'node:crypto'
import { canonical } from '@/lib/order/compose'
import type { ReportContent } from '@/lib/report/content'

/** Of what a check page shows: the same facts and answers give the same text, on whichever day they are sent. */
export const contentFingerprint = ({ paper, to, ...content }: ReportContent): string =>
  createHash('sha256').update(canonical(content)).digest('hex')
