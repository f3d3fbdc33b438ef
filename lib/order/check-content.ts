import type { Finding, Mend } from '@/lib/order/finding'
import type { OrderPurpose, OrderStatus } from '@/lib/order/rules'

/** What an act carries besides its text. */
export type CheckedContent = {
  purpose: OrderPurpose
  /** Rows of the annex: measures, or schools with their curators; 0 where the act has no annex. */
  rows: number
  /** How many changes an amendment makes, in whichever form it is written. */
  changes: number
  /** The act that this one amends or repeals, as it stands now. */
  target: { status: OrderStatus; number: string } | null
  /** An amendment's base is the edition in force; for an approval: no edition is. Absent where there is no map. */
  isBaseInForce?: boolean
}

const error = (code: string, place: string, words: [text: string, wayOut: string], mend: Mend = 'card'): Finding => ({
  level: 'error',
  code,
  place,
  text: words[0],
  wayOut: words[1],
  mend,
})

/** Errors of what the act carries: nothing to approve, nobody appointed, nothing changed, no act to change. */
export function contentErrors({ purpose, rows, changes, target, isBaseInForce = true }: CheckedContent): Finding[] {
  if (purpose === 'approval' && !isBaseInForce) return [alreadyApproved]
  if (purpose === 'approval' && rows === 0) {
    const words: [string, string] = ['Нет ни одного мероприятия: утверждать нечего.', 'Внесите мероприятия.']
    return [error('measures_missing', 'Дорожная карта', words, 'map')]
  }
  if (purpose === 'curators' && rows === 0) {
    return [
      error('annex_rows_missing', 'Приложение', [
        'В списке нет ни одной школы с куратором.',
        'Внесите строки в карточке.',
      ]),
    ]
  }
  if (purpose === 'approval' || purpose === 'curators') return []
  const found = target ? targetErrors(target) : [targetMissing]
  if (purpose === 'amendment' && !isBaseInForce) found.push(baseSuperseded)
  if (purpose === 'amendment' && changes === 0) {
    const words: [string, string] = [
      'Карта ничем не отличается от действующей: менять нечего.',
      'Внесите изменения в карту или снимите проект.',
    ]
    found.push(error('changes_missing', 'Изменения', words, 'map'))
  }
  return found
}

const alreadyApproved = error(
  'map_already_approved',
  'Дорожная карта',
  [
    'Эта карта уже утверждена другим действующим актом.',
    'Снимите этот проект: действующую карту меняют актом о внесении изменений.',
  ],
  'map',
)

const baseSuperseded = error(
  'base_superseded',
  'Изменения',
  [
    'Проект сделан из редакции, которая уже не действует: карту тем временем изменил другой акт.',
    'Перенесите изменения на действующую редакцию.',
  ],
  'rebase',
)

const targetMissing = error('target_missing', 'Изменяемый акт', [
  'Не выбран акт, который изменяется или признаётся утратившим силу.',
  'Заведите проект со страницы этого акта.',
])

function targetErrors({ status, number }: { status: OrderStatus; number: string }): Finding[] {
  if (status === 'registered' || status === 'published') return []
  const fate = status === 'annulled' ? 'аннулирован' : status === 'repealed' ? 'утратил силу' : 'ещё не подписан'
  return [
    error('target_not_in_force', 'Изменяемый акт', [
      `Акт ${number} ${fate}: изменить или отменить его нельзя.`,
      'Снимите этот проект. Если нужен новый порядок, подготовьте новый акт об утверждении.',
    ]),
  ]
}
