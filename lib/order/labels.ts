import type { OrderKind, OrderStatus } from '@/lib/order/rules'

export const ORDER_STATUS_LABELS: Record<OrderStatus, string> = {
  draft: 'Черновик',
  in_approval: 'На согласовании',
  returned: 'На доработке',
  awaiting_signature: 'На подписании',
  awaiting_scan: 'Подписано на бумаге, ждёт скана',
  registered: 'Зарегистрировано',
  published: 'Опубликовано',
  annulled: 'Аннулировано',
  repealed: 'Утратило силу',
  withdrawn: 'Снято автором',
}

/** Words of each kind: «РАСПОРЯЖЕНИЕ», «распоряжением», «распоряжений». */
export const ORDER_KIND_WORDS: Record<OrderKind, { nominative: string; instrumental: string; genitivePlural: string }> =
  {
    directive: { nominative: 'распоряжение', instrumental: 'распоряжением', genitivePlural: 'распоряжений' },
    resolution: { nominative: 'постановление', instrumental: 'постановлением', genitivePlural: 'постановлений' },
    ordinance: { nominative: 'приказ', instrumental: 'приказом', genitivePlural: 'приказов' },
  }
