import { describe, expect, it } from 'vitest'
import { CASES } from '@/lib/grammar/cases'
import { genderOf, inflectPerson, inflectSurname, surnameIn } from '@/lib/grammar/surname'

const forms = (surname: string, gender: 'male' | 'female' | null) =>
  CASES.map((form) => inflectSurname(surname, gender, form) ?? '?').join(' ')

describe('a surname in a case', () => {
  it.each([
    ['Иванова', 'female', 'Ивановой Ивановой Иванову Ивановой Ивановой'],
    ['Мочалов', 'male', 'Мочалова Мочалову Мочалова Мочаловым Мочалове'],
    ['Седых', 'male', 'Седых Седых Седых Седых Седых'],
    ['Черных', null, 'Черных Черных Черных Черных Черных'],
    ['Коваль', 'male', 'Коваля Ковалю Коваля Ковалем Ковале'],
    ['Коваль', 'female', 'Коваль Коваль Коваль Коваль Коваль'],
    ['Раевский', 'male', 'Раевского Раевскому Раевского Раевским Раевском'],
    ['Сыроватская', 'female', 'Сыроватской Сыроватской Сыроватскую Сыроватской Сыроватской'],
    ['Кузьмина-Дорж', 'female', 'Кузьминой-Дорж Кузьминой-Дорж Кузьмину-Дорж Кузьминой-Дорж Кузьминой-Дорж'],
    ['Лесная', 'female', 'Лесной Лесной Лесную Лесной Лесной'],
    ['Шевченко', null, 'Шевченко Шевченко Шевченко Шевченко Шевченко'],
    ['Цыбикжапова', 'female', 'Цыбикжаповой Цыбикжаповой Цыбикжапову Цыбикжаповой Цыбикжаповой'],
    ['Доржиев', 'male', 'Доржиева Доржиеву Доржиева Доржиевым Доржиеве'],
    ['Намсарай', 'male', 'Намсарая Намсараю Намсарая Намсараем Намсарае'],
    ['Батор', 'male', 'Батора Батору Батора Батором Баторе'],
    ['Оюн', 'female', 'Оюн Оюн Оюн Оюн Оюн'],
    ['Кюндэ', 'male', 'Кюндэ Кюндэ Кюндэ Кюндэ Кюндэ'],
    ['Дашинима', 'male', 'Дашинимы Дашиниме Дашиниму Дашинимой Дашиниме'],
    ['Кривошапкин', 'male', 'Кривошапкина Кривошапкину Кривошапкина Кривошапкиным Кривошапкине'],
    ['Цой', 'female', 'Цой Цой Цой Цой Цой'],
    ['Козлов-Ткач', 'male', 'Козлова-Ткача Козлову-Ткачу Козлова-Ткача ? Козлове-Ткаче'],
  ] as const)('declines %s (%s)', (surname, gender, expected) => {
    expect(forms(surname, gender)).toBe(expected)
  })

  it('leaves doubts to a person: fleeting vowels, stress, foreign letters, an unknown gender', () => {
    for (const [surname, gender] of [
      ['Соловей', 'male'],
      ['Стрелец', 'male'],
      ['Лев', 'male'],
      ['Сухой', 'male'],
      ['Цой', null],
      ['Оюна', 'female'],
      ['Гуа', 'male'],
      ['Туган-Барановский', 'male'],
      ['Семёнов-Тян-Шанский', 'male'],
      ['Һөлөгэр', 'male'],
      ['ИВАНОВА', 'female'],
      ['O’Нил', 'male'],
    ] as const) {
      expect(inflectSurname(surname, gender, 'dative'), surname).toBeNull()
    }
    expect(inflectSurname('Аюша', 'male', 'instrumental')).toBeNull()
    expect(inflectSurname('Аюша', 'male', 'dative')).toBe('Аюше')
  })

  it('tells a woman from a man by the patronymic, not by the given name', () => {
    const bearer = (surname: string, patronymic: string) => genderOf({ surname, patronymic })
    expect(bearer('Коваль', 'Геннадьевна')).toBe('female')
    expect(bearer('Дорж', 'Ильич')).toBe('male')
    expect(bearer('Алиев', 'Ахмед оглы')).toBe('male')
    expect(bearer('Алиева', 'Ахмед кызы')).toBe('female')
    expect(bearer('Цыренова', '')).toBe('female')
    expect(bearer('Дорж', '')).toBeNull()
  })

  it('prefers the form that a person typed', () => {
    const person = { surname: 'Соловей', givenName: 'Баир', patronymic: 'Ильич', forms: { accusative: 'Соловья' } }
    expect(surnameIn(person, 'accusative')).toBe('Соловья')
    expect(surnameIn(person, 'dative')).toBeNull()
    expect(inflectPerson(person, 'accusative')).toBe('Соловья\u00A0Б.И.')
    expect(inflectPerson({ surname: 'Иванова', givenName: 'Наталья', patronymic: 'Геннадьевна' }, 'accusative')).toBe(
      'Иванову\u00A0Н.Г.',
    )
  })
})
