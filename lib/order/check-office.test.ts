import { describe, expect, it } from 'vitest'
import { checkPackage } from './check'
import { inputOf, repaired, saidBy } from './check.testing'
import type { OfficeBody, OfficeFacts, OfficePerson } from './check-office'

const person = (surname: string, more: Partial<OfficePerson> = {}): OfficePerson => ({
  surname,
  givenName: 'Наталья',
  patronymic: 'Геннадьевна',
  hasLeft: false,
  posts: [],
  ...more,
})
const body = (name: string, nameGenitive: string, more: Partial<OfficeBody> = {}): OfficeBody => ({
  name,
  nameGenitive,
  forms: {},
  from: null,
  to: null,
  ...more,
})

const office = (more: Partial<OfficeFacts> = {}): OfficeFacts => ({
  date: '2022-04-21',
  people: [],
  bodies: [],
  signatory: 'А.В.\u00A0Мочалов',
  ...more,
})

const CARD = {
  kind: 'directive' as const,
  title: 'Об утверждении Дорожной карты',
  preamble: 'На основании Устава',
  operativeWord: 'обязывает:',
  annexTitle: 'Дорожная карта',
  points: [
    'Утвердить Дорожную карту.',
    'Настоящее распоряжение разместить на официальном сайте.',
    'Контроль за исполнением настоящего распоряжения оставляю за собой.',
  ],
}
const found = (points: string[], facts: OfficeFacts, more: Partial<typeof CARD> = {}) => {
  const card = { ...CARD, points: [...CARD.points, ...points], ...more }
  return saidBy(checkPackage({ ...inputOf({ card, sections: [], measures: [], rows: 1 }), office: facts }))
}

describe('names of bodies', () => {
  const former = body('Управление образования района', 'Управления образования района', { to: '2021-12-31' })
  const now = body('Комитет образования района', 'Комитета образования района', { from: '2022-01-01' })

  it('that are not valid on the day are found in any case, in preamble and points', () => {
    const facts = office({ bodies: [former, now] })
    expect(found(['Управлению образования района обеспечить участие.'], facts)).toEqual(['Пункт 4 body_not_in_force'])
    expect(found([], facts, { preamble: 'На основании письма Управления\u00A0образования «района»' })).toEqual([
      'Преамбула body_not_in_force',
    ])
    expect(found(['Комитету образования района обеспечить участие.'], facts)).toEqual([])
    expect(
      found(
        ['Управлению образования района обеспечить.'],
        office({ ...facts, bodies: [former, now], date: '2021-06-01' }),
      ),
    ).toEqual([])
  })

  it('that hold a former one are not taken for it', () => {
    const longer = body(
      'Управление образования района «Забайкальский»',
      'Управления образования района «Забайкальский»',
    )
    const facts = office({ bodies: [former, longer] })
    expect(found(['Управлению образования района «Забайкальский» обеспечить.'], facts)).toEqual([])
    expect(found(['Управлению образования районам.'], facts)).toEqual([])
  })

  it('are found by the form that somebody typed for them', () => {
    const odd = body('Наслег', 'Наслега', { to: '2020-01-01', forms: { dative: 'Наслегу' } })
    expect(found(['Наслегу обеспечить участие.'], office({ bodies: [odd] }))).toEqual(['Пункт 4 body_not_in_force'])
  })
})

describe('people', () => {
  const point = ['Ивановой Н.Г. обеспечить участие.']

  it('who left, or hold no post on the day, are named; unknown ones and namesakes in post are not judged', () => {
    const left = person('Иванова', { hasLeft: true })
    const out = person('Иванова', { posts: [{ name: 'Начальник', from: null, to: '2021-12-31' }] })
    const inPost = person('Иванова', { posts: [{ name: 'Начальник', from: '2022-01-01', to: null }] })
    expect(found(point, office({ people: [left] }))).toEqual(['Пункт 4 person_not_in_post'])
    expect(found(point, office({ people: [out] }))).toEqual(['Пункт 4 person_not_in_post'])
    expect(found(point, office({ people: [out, inPost] }))).toEqual([])
    expect(found(point, office({ people: [person('Иванова')] }))).toEqual([])
    expect(found(point, office({ people: [person('Петрова', { hasLeft: true })] }))).toEqual([])
  })

  it('who sign do not control by another’s hand', () => {
    expect(found(['Контроль возложить на Мочалова А.В.'], office())).toEqual(['Пункт 4 controller_is_signatory'])
    expect(found(['Контроль возложить на Иванову Н.Г.'], office())).toEqual([])
  })

  it('in brackets after a body stand in its case; one press puts them there', () => {
    const facts = office({
      bodies: [body('Управление образованием Администрации', 'Управления образованием Администрации')],
      people: [person('Иванова')],
    })
    const text = 'Управлению образованием Администрации (Иванова Н.Г.) обеспечить участие.'
    expect(found([text], facts)).toEqual(['Пункт 4 executor_case'])
    const input = {
      ...inputOf({ card: { ...CARD, points: [...CARD.points, text] }, sections: [], measures: [], rows: 1 }),
      office: facts,
    }
    const repair = checkPackage(input).find((one) => one.code === 'executor_case')?.repair
    if (!repair) throw new Error('No repair is offered.')
    expect(repaired(input, repair).card.points.at(-1)).toBe(
      'Управлению образованием Администрации (Ивановой Н.Г.) обеспечить участие.',
    )
    expect(found(['Управлению образованием Администрации (Ивановой Н.Г.) обеспечить.'], facts)).toEqual([])
  })
})

describe('stamp, annex and blanks', () => {
  const check = (card: Partial<typeof CARD>, more: object = {}) =>
    saidBy(checkPackage({ ...inputOf({ card: { ...CARD, ...card }, sections: [], measures: [], rows: 1 }), ...more }))
  const attached = { purpose: 'curators', rows: 3 }

  it('a stamp typed into the title of the annex, or without the body’s genitive', () => {
    expect(check({ annexTitle: 'УТВЕРЖДЕНА распоряжением от __ № __' })).toEqual(
      expect.arrayContaining(['Гриф stamp_typed', 'Приложение blank_left']),
    )
    const stamp = (nameGenitive: string) => ({
      stamp: { effectiveOn: null, body: { name: 'Администрация района', nameGenitive } },
    })
    expect(check({}, stamp(' '))).toEqual(['Гриф stamp_issuer_missing'])
    expect(check({}, stamp('Администрация района'))).toEqual(['Гриф stamp_issuer_nominative'])
    expect(check({}, stamp('Администрации района'))).toEqual([])
  })

  it('an annex that no point names, and a point that names an absent one', () => {
    const points = ['Назначить кураторов.', ...CARD.points.slice(1)]
    const curators = { title: 'О назначении кураторов', annexTitle: 'Список школ', points }
    expect(check(curators, attached)).toEqual(['Пункты annex_unnamed'])
    expect(check({ ...curators, points: ['Назначить согласно приложению.', ...points.slice(1)] }, attached)).toEqual([])
    expect(check({ ...curators, points: ['Утвердить список школ.', ...points.slice(1)] }, attached)).toEqual([])
    const repeal = { purpose: 'repeal', rows: 0, target: { status: 'registered', number: '№ 1' } }
    expect(
      check({ title: 'О признании', points: ['Признать согласно приложению.', ...points.slice(1)] }, repeal),
    ).toEqual(['Пункт 1 annex_absent'])
  })

  it('a day of force that no point says, and places left to be filled', () => {
    const stamp = { stamp: { effectiveOn: '2022-09-01', body: null } }
    expect(check({}, stamp)).toEqual(['Пункты effective_unnamed'])
    for (const day of ['01.09.2022', '1\u00A0сентября 2022\u00A0г.', '1 сентября 2022 года']) {
      expect(check({ points: [...CARD.points, `Вступает в силу с ${day}.`] }, stamp), day).toEqual([])
    }
    expect(check({ points: [...CARD.points, 'Контроль {контроль}.'] })).toEqual(['Пункт 4 blank_left'])
    expect(check({ points: [...CARD.points, 'Скобки {прочее} и {{x}} остаются.'] })).toEqual([])
  })
})
