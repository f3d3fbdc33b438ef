import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BUILT_IN_ROLES, dictionaryOf, type NamedExecutor } from '@/lib/executor/dictionary'
import { nameKey } from '@/lib/executor/name-key'
import { recogniserOf, roleOfName } from '@/lib/executor/recognise'
import { growthOf, NEARLY_SQUARE } from '@/lib/shared/growth.testing'
import { comparable } from '@/lib/shared/text'

const read = recogniserOf(BUILT_IN_ROLES)
const codes = (text: string) => read(text).roles.map((role) => role.code)
const MK = 'coordinator'

describe('the executors of both papers, word for word', () => {
  it.each([
    ['Муниципальный координатор', [MK]],
    ['ОУ проекта 500+', ['schools']],
    ['Кураторы проекта', ['curators']],
    ['кураторы проекта', ['curators']],
    ['Муниципальный координатор, Кураторы проекта, Руководители ОУ', [MK, 'curators', 'schools']],
    ['Муниципальный координатор, куратор, администрация школы', [MK, 'curators', 'schools']],
    ['Руководители ОУ', ['schools']],
    ['Муниципальный координатор, кураторы проекта', [MK, 'curators']],
    ['Кураторы ОО', ['curators']],
    ['Администрация школы, куратор, муниципальный координатор', ['schools', 'curators', MK]],
    ['Муниципальный координатор, кураторы', [MK, 'curators']],
    ['', []],
    // Domain §1 and the texts of the order and the assignment.
    ['ОО', ['schools']],
    ['школ участниц', ['schools']],
    ['школ участниц Проекта 500 +', ['schools']],
    ['куратор', ['curators']],
    ['МК', [MK]],
    ['МОУО', ['municipal_body']],
    ['руководителям общеобразовательных учреждений', ['schools']],
    ['школам-участникам проекта', ['schools']],
    ['кураторами школ', ['curators']],
    ['региональному оператору', ['region']],
    ['МОУО, муниципальные координаторы', ['municipal_body', MK]],
    ['Управлению образованием Администрации муниципального района «Забайкальский район»', ['municipal_body']],
  ])('%s', (text, expected) => {
    expect(read(text).unknown).toEqual([])
    expect(codes(text)).toEqual(expected)
  })
})

describe('the noise of real plans', () => {
  it.each([
    ['Муниципального координатора совместно с кураторами', [MK, 'curators']],
    ['кураторы при участии администраций школ', ['curators', 'schools']],
    ['Кураторы и школы-участницы', ['curators', 'schools']],
    ['МК/кураторы/ОО', [MK, 'curators', 'schools']],
    ['1. Муниципальный координатор\n2. Кураторы проекта.', [MK, 'curators']],
    ['Муниципальный\nкоординатор;\nруководители\nОУ', [MK, 'schools']],
    ['Ответственные: все кураторы, 100% ОУ проекта «500+»', ['curators', 'schools']],
    ['МУНИЦИПАЛЬНЫЙ  КООРДИНАТОР.', [MK]],
    ['Кураторы (по согласованию)', ['curators']],
    ['OУ, MK', ['schools', MK]],
    ['Кура\u00ADторы, шко\u200Bлы', ['curators', 'schools']],
    ['а также кураторы', []],
  ])('%s', (text, expected) => expect(codes(text)).toEqual(expected))

  it('names both of a pair without a comma, with a doubt', () => {
    const answer = read('Муниципальный координатор Кураторы проекта')
    expect(answer.roles.map((role) => role.code)).toEqual([MK, 'curators'])
    expect(answer.doubts?.[0]).toContain('нет запятой')
  })
})

describe('what the dictionary does not hold', () => {
  it.each([
    ['Учителя-предметники', ['Учителя-предметники']],
    ['Кураторы, учителя ; Минпросвещения', ['учителя', 'Минпросвещения']],
    ['Руководители и специалисты отделов', ['Руководители и специалисты отделов']],
    ['кураторы и родители', ['родители']],
    ['МОУ', ['МОУ']],
    ['Координатор школы', ['Координатор школы']],
    ['Иванова Н.Г.', ['Иванова Н.Г.']],
    ['Кураторы (все', ['Кураторы (все']],
    ['<img onerror=alert(1)>', ['<img onerror=alert >', '1']],
    ['Кураторы проекта «Билет в будущее»', ['Кураторы проекта «Билет в будущее»']],
  ])('%s stays unknown and shown', (text, unknown) => expect(read(text).unknown).toEqual(unknown))

  it('never throws, and every unknown piece stands in the text', () => {
    const words = fc.constantFrom(
      'кураторы',
      'школа',
      'и',
      ',',
      '(',
      ')',
      '/',
      '\n',
      '1.',
      'учителя',
      ' ',
      'Петрова А.Б.',
      '«',
      '\u037E',
    )
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(words, { maxLength: 12 }).map((all) => all.join(' ')),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const whole = comparable(text)
        for (const piece of read(text).unknown) for (const word of piece.split(' ')) expect(whole).toContain(word)
      }),
      { numRuns: 500 },
    )
  })

  it('keeps the words on both sides of a bracket apart', () => {
    expect(read('!()!').unknown).toEqual(['! !'])
    expect(read('кураторы(до мая)и школа').roles).toHaveLength(2)
  })

  it('takes a megabyte for one piece', () => expect(read(' и ('.repeat(250_000)).unknown).toHaveLength(1))

  it.each([
    [200_000, (size: number) => ' и ('.repeat(size / 4)],
    [19_000, (size: number) => `${' '.repeat(size)}и`],
    [19_800, (size: number) => 'и '.repeat(size / 2)],
    [19_800, (size: number) => '(а)'.repeat(size / 3)],
  ])('takes %d letters in a time that grows with them only: %#', async (size, make) => {
    expect(await growthOf(size, make, read)).toBeLessThan(NEARLY_SQUARE)
  })
})

describe('names of people and schools', () => {
  const named: NamedExecutor[] = [
    { kind: 'curator', id: 'c1', name: 'Иванова Н.Г.' },
    { kind: 'curator', id: 'c2', name: 'Петров А.Б.' },
    { kind: 'curator', id: 'c3', name: 'Сидорова А.А.' },
    { kind: 'curator', id: 'c4', name: 'Сидорова А.А.' },
    { kind: 'school', id: 's3', name: 'СОШ № 3' },
  ]
  const readNamed = recogniserOf(BUILT_IN_ROLES, named)

  it('notes a person in brackets behind a role', () => {
    const answer = readNamed('Муниципальный координатор (Иванова Н.Г.)')
    expect(answer.roles.map((role) => role.code)).toEqual([MK])
    expect(answer).toMatchObject({ persons: ['Иванова Н.Г.'], unknown: [] })
    expect(answer.doubts).toBeUndefined()
    expect(readNamed('Кураторы (Иванова Н.Г.)').doubts?.[0]).toContain('Иванова Н.Г.')
  })

  it('finds a person and a school, also in another case', () => {
    expect(readNamed('Иванова Н. Г., СОШ № 3').named?.map((one) => one.id)).toEqual(['c1', 's3'])
    expect(readNamed('Ивановой Н.Г.').named?.map((one) => one.id)).toEqual(['c1'])
    expect(readNamed('Н.Г. Иванова').named?.map((one) => one.id)).toEqual(['c1'])
  })

  it('guesses neither between two of one name nor at a woman’s or a man’s surname', () => {
    const two = readNamed('Сидорова А.А.')
    expect(two).toMatchObject({ roles: [], unknown: ['Сидорова А.А.'] })
    expect(two.doubts?.[0]).toContain('2 исполнителей')
    expect(readNamed('Петрова А.Б.')).toEqual({ roles: [], unknown: ['Петрова А.Б.'] })
  })
})

describe('the dictionary', () => {
  it('gives no name to two roles', () => {
    const owners = new Map<string, string>()
    for (const role of BUILT_IN_ROLES)
      for (const name of [role.name, ...role.synonyms]) {
        const key = nameKey(name)
        expect(owners.get(key) ?? role.code, name).toBe(role.code)
        owners.set(key, role.code)
      }
  })

  it('is extended by the municipality’s names and roles', () => {
    const own = dictionaryOf([
      { code: 'curators', name: 'Наставники', fanOut: 'each_curator', synonyms: ['тьюторы'] },
      { code: 'x', name: 'Методический центр', fanOut: 'one', synonyms: [] },
    ])
    const extended = recogniserOf(own)
    expect(extended('Тьюторам, методического центра, кураторы').roles.map((role) => role.code)).toEqual([
      'curators',
      'x',
    ])
    expect(roleOfName(own, 'куратору школы')?.code).toBe('curators')
    expect(roleOfName(own, 'дворник')).toBeUndefined()
  })
})
