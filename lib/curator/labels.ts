import type { FindingWeight } from '@/lib/curator/rules'

export const FINDING_WEIGHT_LABELS: Record<FindingWeight, string> = {
  refused: 'Назначить нельзя',
  reason: 'Нужна причина',
  warning: 'Обратите внимание',
}
