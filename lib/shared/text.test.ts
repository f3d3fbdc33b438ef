import { describe, expect, it } from 'vitest'
import { capitalised, comparable, counted, initialsFirst, isBlank, plural, surnameFirst } from './text'

describe('comparable', () => {
  it('takes NBSP, line breaks and runs of spaces for one space, and composed letters for one letter', () => {
    expect(comparable('  №\u00A0121\n\nот \u202F 21\u200B апреля ')).toBe('№ 121 от 21 апреля')
    expect(comparable('и\u0306е\u0308')).toBe('йё')
    expect(comparable('проект «500 +»')).not.toBe(comparable('проект «500+»'))
    expect(comparable('е')).not.toBe(comparable('ё'))
  })

  it('sees nothing where nothing can be seen', () => {
    for (const nothing of ['', ' ', '\u00A0', '\u200B\uFEFF', '\r\n\t', '\u2028'])
      expect(isBlank(nothing), JSON.stringify(nothing)).toBe(true)
    for (const something of ['.', '0', '—']) expect(isBlank(something)).toBe(false)
  })
})

describe('counts in Russian', () => {
  it.each([
    [0, 'мероприятий'],
    [1, 'мероприятие'],
    [2, 'мероприятия'],
    [4, 'мероприятия'],
    [5, 'мероприятий'],
    [11, 'мероприятий'],
    [14, 'мероприятий'],
    [21, 'мероприятие'],
    [22, 'мероприятия'],
    [101, 'мероприятие'],
    [111, 'мероприятий'],
    [1_012, 'мероприятий'],
  ])('%s %s', (count, word) => {
    expect(plural(count, 'мероприятие', 'мероприятия', 'мероприятий')).toBe(word)
    expect(counted(count, 'мероприятие', 'мероприятия', 'мероприятий')).toBe(`${count}\u00A0${word}`)
  })
})

describe('names', () => {
  it('are joined with their initials, also without a patronymic and with letters beyond the alphabet', () => {
    expect(initialsFirst('Мочалов', 'Андрей', 'Викторович')).toBe('А.В.\u00A0Мочалов')
    expect(surnameFirst('Мочалов', 'Андрей', '')).toBe('Мочалов\u00A0А.')
    expect(surnameFirst('Өнөр', 'Үлзы', 'Һайдаровна')).toBe('Өнөр\u00A0Ү.Һ.')
    expect(initialsFirst('Эмодзи', '😀лицо', '')).toBe('😀.\u00A0Эмодзи')
    expect([capitalised('ё'), capitalised('')]).toEqual(['Ё', ''])
  })
})
