import type { StatusKind } from '@/components/ui/status'
import { counted } from '@/lib/shared/text'

const NEAR_DAYS = 30

/** How long a certificate still serves: announced from thirty days before its end (rulings F3). */
export function keyTerm(
  key: { notAfter: Date },
  now: Date,
): { kind: Extract<StatusKind, 'done' | 'soon' | 'late'>; words: string } {
  const days = Math.floor((key.notAfter.getTime() - now.getTime()) / 86_400_000)
  if (key.notAfter <= now) return { kind: 'late', words: 'Срок истёк, подписать нельзя' }
  if (days < 1) return { kind: 'soon', words: 'Истекает сегодня' }
  if (days < NEAR_DAYS) return { kind: 'soon', words: `Истекает через ${counted(days, 'день', 'дня', 'дней')}` }
  return { kind: 'done', words: 'Действует' }
}
