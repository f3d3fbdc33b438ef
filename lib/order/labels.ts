import type { OrderKind, OrderPurpose, OrderStatus } from '@/lib/order/rules'

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

export const ORDER_PURPOSE_LABELS: Record<OrderPurpose, string> = {
  approval: 'Утверждение дорожной карты',
  curators: 'Назначение кураторов',
  amendment: 'Внесение изменений',
  repeal: 'Признание утратившим силу',
}

/** Words of each kind: «РАСПОРЯЖЕНИЕ», «к распоряжению», «распоряжением», «распоряжений». */
export const ORDER_KIND_WORDS: Record<
  OrderKind,
  { nominative: string; genitive: string; dative: string; instrumental: string; genitivePlural: string }
> = {
  directive: {
    nominative: 'распоряжение',
    genitive: 'распоряжения',
    dative: 'распоряжению',
    instrumental: 'распоряжением',
    genitivePlural: 'распоряжений',
  },
  resolution: {
    nominative: 'постановление',
    genitive: 'постановления',
    dative: 'постановлению',
    instrumental: 'постановлением',
    genitivePlural: 'постановлений',
  },
  ordinance: {
    nominative: 'приказ',
    genitive: 'приказа',
    dative: 'приказу',
    instrumental: 'приказом',
    genitivePlural: 'приказов',
  },
}
