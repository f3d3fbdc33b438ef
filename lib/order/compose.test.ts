import { describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS } from '@/lib/municipality/settings'
import { basisText, canonical, composeCard, composePreamble, finish, freeze } from './compose'
import { DEFAULT_PROFILE } from './document'

const ministry = {
  kind: 'приказ',
  issuer: 'Министерства образования и науки Забайкальского края',
  date: '01.03.2022',
  number: '160',
  title: 'Об утверждении региональной дорожной карты',
}
const settings = {
  ...DEFAULT_SETTINGS,
  charterBasis: 'ст.\u00A025 Устава',
  control: 'возложить на и.о.\u00A0начальника Управления образованием',
}
const words = { aim: 'в целях организации работы', charterBasis: 'ст.\u00A025 Устава' }
const annexTitle = 'Дорожная карта (план мероприятий) по реализации проекта «500+» в 2022 году'
const NB = '\u00A0'

describe('basisText', () => {
  it('is in the instrumental, its pairs joined, and leaves out what is not known', () => {
    expect(basisText(ministry)).toBe(
      `приказом Министерства образования и науки Забайкальского края от${NB}01.03.2022 №${NB}160 «Об утверждении региональной дорожной карты»`,
    )
    expect(basisText({ kind: ' Техническое задание ', issuer: '', date: ' ', number: '', title: '' })).toBe(
      'техническим заданием',
    )
    expect(basisText({ kind: 'протоколом', issuer: 'комиссии', date: '', number: '2', title: '' })).toBe(
      `протоколом комиссии №${NB}2`,
    )
  })
})

describe('composePreamble', () => {
  it('names the bases, the purpose and the charter in this order, from a capital letter', () => {
    const text = composePreamble([ministry, { ...ministry, kind: 'письмо', number: '7', title: '' }], words)
    expect(text).toMatch(
      new RegExp(
        `^В соответствии с приказом .*160 «.*», письмом .* №${NB}7, в целях организации .*, на основании ст\\.${NB}25 Устава`,
      ),
    )
    expect(composePreamble([], { aim: '', charterBasis: '' })).toBe('')
    expect(composePreamble([], { aim: '', charterBasis: 'Устава' })).toBe('На основании Устава')
  })
})

describe('composeCard', () => {
  it('declines the annex’s title for the order’s title and its first point', () => {
    const card = composeCard({ kind: 'directive', annexTitle, bases: [], control: '', settings })
    expect(card.title).toBe(
      'Об утверждении Дорожной карты (плана мероприятий) по реализации проекта «500+» в 2022 году',
    )
    expect(card.points[0]).toBe('Утвердить Дорожную карту (план мероприятий) по реализации проекта «500+» в 2022 году.')
    expect(card.points.at(-1)).toContain('возложить на и.о.\u00A0начальника Управления образованием')
    expect(card.points).toHaveLength(4)
  })

  it('takes the card’s word on control, and without a title says «прилагаемую»', () => {
    const card = composeCard({ kind: 'directive', annexTitle: '', bases: [], control: ' оставляю за собой ', settings })
    expect(card.points.at(-1)).toBe('Контроль за исполнением настоящего распоряжения оставляю за собой.')
    expect(card.points[0]).toBe('Утвердить прилагаемую Дорожную карту.')
    expect(card.title).toBe('Об утверждении ')
  })

  it('takes signs of templates in a title for letters', () => {
    const odd = 'Дорожная карта $& {контроль} ${x} $1'
    const card = composeCard({ kind: 'directive', annexTitle: odd, bases: [], control: '$& $1', settings })
    expect(card.title).toBe('Об утверждении Дорожной карты $& {контроль} ${x} $1')
    expect(card.points.at(-1)).toBe('Контроль за исполнением настоящего распоряжения $& $1.')
  })
})

describe('freeze and finish', () => {
  const card = composeCard({
    kind: 'resolution',
    annexTitle: 'План мероприятий',
    bases: [],
    control: '',
    settings: DEFAULT_SETTINGS,
  })
  const frozen = freeze({
    card,
    body: { name: 'Администрация\nрайона', nameGenitive: 'Администрации\nрайона', place: 'пгт Забайкальск' },
    signature: { post: 'Глава', name: 'А.В. Мочалов' },
    profile: DEFAULT_PROFILE,
    emblem: null,
    annex: { stamp: 'approved', table: { headers: [], sections: [] } },
  })

  it('agree the approval with what is approved and the kind with the act', () => {
    expect(frozen).toMatchObject({ kind: 'ПОСТАНОВЛЕНИЕ', body: ['Администрация', 'района'] })
    expect(frozen.annex?.approval).toEqual(['УТВЕРЖДЁН', 'постановлением Администрации', 'района'])
  })

  it('add number, date and mark and change nothing of the frozen text', () => {
    const given = { date: '2022-04-21', number: `№${NB}121`, mark: null }
    expect(finish(frozen, given)).toEqual({
      ...frozen,
      date: `21${NB}апреля 2022${NB}г.`,
      number: `№${NB}121`,
      mark: null,
      watermark: null,
      qr: null,
    })
    expect(finish({ ...frozen, profile: { ...DEFAULT_PROFILE, dateStyle: 'digits' } }, given).date).toBe('21.04.2022')
  })
})

describe('canonical', () => {
  it('is one text for one content, whatever the order of keys, and another for another', () => {
    expect(canonical({ b: [1, { d: null, c: 'ё' }], a: undefined })).toBe('{"b":[1,{"c":"ё","d":null}]}')
    expect(canonical({ x: 1, y: 2 })).toBe(canonical({ y: 2, x: 1 }))
    expect(canonical([1, 2])).not.toBe(canonical([2, 1]))
    expect(canonical({ a: '1' })).not.toBe(canonical({ a: 1 }))
    expect(canonical('е\u0308')).not.toBe(canonical('ё'))
  })
})
