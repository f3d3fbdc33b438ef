import { describe, expect, it } from 'vitest'
import { CASES } from '@/lib/grammar/cases'
import { type FormsInput, formsToKeep, withoutForms } from '@/lib/grammar/form-fields'
import { changedForms, inflectBody, inflectPost, proposedForms } from '@/lib/grammar/name'
import { inflectPhrase, phraseGender } from '@/lib/grammar/phrase'

const forms = (text: string) => CASES.map((form) => inflectPhrase(text, form) ?? '?')

describe('a post in a case', () => {
  it('declines the head and keeps the rest', () => {
    expect(forms('Начальник Управления образованием')).toEqual([
      'Начальника Управления образованием',
      'Начальнику Управления образованием',
      'Начальника Управления образованием',
      'Начальником Управления образованием',
      'Начальнике Управления образованием',
    ])
    expect(forms('заместитель главы')).toEqual([
      'заместителя главы',
      'заместителю главы',
      'заместителя главы',
      'заместителем главы',
      'заместителе главы',
    ])
    expect(forms('Глава муниципального района')).toEqual([
      'Главы муниципального района',
      'Главе муниципального района',
      'Главу муниципального района',
      'Главой муниципального района',
      'Главе муниципального района',
    ])
    expect(forms('Исполняющий обязанности главы')).toEqual([
      'Исполняющего обязанности главы',
      'Исполняющему обязанности главы',
      'Исполняющего обязанности главы',
      'Исполняющим обязанности главы',
      'Исполняющем обязанности главы',
    ])
    expect(inflectPhrase('Временно исполняющая обязанности главы', 'accusative')).toBe(
      'Временно исполняющую обязанности главы',
    )
    expect(inflectPhrase('первый заместитель главы', 'dative')).toBe('первому заместителю главы')
    expect(inflectPhrase('главный специалист-эксперт отдела', 'accusative')).toBe(
      'главного специалиста-эксперта отдела',
    )
    expect(inflectPhrase('ведущий специалист', 'instrumental')).toBe('ведущим специалистом')
    expect(inflectPhrase('заведующий', 'accusative')).toBe('заведующего')
  })

  it('keeps what is shortened', () => {
    for (const form of CASES) {
      expect(inflectPhrase('и.о. начальника Управления образованием', form)).toBe(
        'и.о. начальника Управления образованием',
      )
      expect(inflectPhrase('врио главы', form)).toBe('врио главы')
    }
  })

  it('declines both posts of one person', () => {
    expect(inflectPhrase('заместитель главы – начальник управления образованием', 'accusative')).toBe(
      'заместителя главы – начальника управления образованием',
    )
    expect(inflectPhrase('начальник отдела, главный бухгалтер', 'dative')).toBe(
      'начальнику отдела, главному бухгалтеру',
    )
    expect(inflectPhrase('начальник отдела культуры, спорта', 'dative')).toBe('начальнику отдела культуры, спорта')
  })
})

describe('a body in a case', () => {
  it('declines the head and keeps the rest', () => {
    expect(forms('Управление образованием Администрации муниципального района')).toEqual([
      'Управления образованием Администрации муниципального района',
      'Управлению образованием Администрации муниципального района',
      'Управление образованием Администрации муниципального района',
      'Управлением образованием Администрации муниципального района',
      'Управлении образованием Администрации муниципального района',
    ])
    expect(inflectPhrase('Комитет образования', 'dative')).toBe('Комитету образования')
    expect(inflectPhrase('Комитет образования', 'accusative')).toBe('Комитет образования')
    expect(inflectPhrase('Отдел образования', 'instrumental')).toBe('Отделом образования')
    expect(inflectPhrase('Администрация\nмуниципального района', 'accusative')).toBe(
      'Администрацию\nмуниципального района',
    )
    expect(inflectPhrase('Муниципальное казённое учреждение «Управление образования»', 'dative')).toBe(
      'Муниципальному казённому учреждению «Управление образования»',
    )
    expect(inflectPhrase('Общеобразовательная организация', 'genitive')).toBe('Общеобразовательной организации')
    expect(inflectPhrase('МКУ «Комитет образования»', 'dative')).toBe('МКУ «Комитет образования»')
  })

  it('guesses nothing of a head that it does not know', () => {
    for (const text of [
      'Наслег',
      'Улус Мегино-Кангаласский',
      'Главная контора',
      'Образование и наука',
      '',
      '123',
      'Общий дума',
    ])
      expect(inflectPhrase(text, 'dative'), text).toBeNull()
  })

  it('knows the gender of what is named', () => {
    expect(phraseGender('Муниципальная программа развития')).toBe('feminine')
    expect(phraseGender('Комплексный план мероприятий')).toBe('masculine')
    expect(phraseGender('Положение о кураторах')).toBe('neuter')
    expect(phraseGender('Нечто')).toBeNull()
  })
})

describe('forms typed by a person', () => {
  it('win over those of the program', () => {
    expect(inflectPost('Начальник', 'dative', { dative: 'Начальницe' })).toBe('Начальницe')
    expect(inflectBody('Наслег', 'genitive', { genitive: 'Наслега' })).toBe('Наслега')
    expect(inflectBody('Наслег', 'genitive', { genitive: '' })).toBeNull()
  })

  it('are kept only where they differ from what the program makes', () => {
    const made = (form: (typeof CASES)[number]) => inflectPhrase('Комитет образования', form)
    expect(changedForms(proposedForms(made, {}), made)).toEqual({})
    expect(changedForms({ dative: 'Комитету', genitive: ' ', accusative: 'Комитет образования' }, made)).toEqual({
      dative: 'Комитету',
    })
    expect(proposedForms(made, { dative: 'Комитету' }).dative).toBe('Комитету')
  })
})

describe('forms sent by a page', () => {
  const made = (name: string) => (form: (typeof CASES)[number]) => inflectPhrase(name, form)
  const shown = (name: string) =>
    Object.fromEntries(Object.entries(proposedForms(made(name), {})).map(([form, text]) => [`form_${form}`, text]))
  const former = { made: made('Комитет образования'), forms: {}, isRenamed: true }

  it('leave what is stored alone where the page did not show them', () => {
    expect(formsToKeep({}, made('Комитет образования'))).toEqual({})
  })

  it('of a renamed body do not keep the cases of its former name', () => {
    const sent = shown('Комитет образования')
    expect(formsToKeep(sent, made('Отдел образования'), former)).toEqual({ forms: {} })
    expect(formsToKeep({ ...sent, form_dative: 'Отделуправ' }, made('Отдел образования'), former)).toEqual({
      forms: { dative: 'Отделуправ' },
    })
    const renamed: FormsInput & { name: string } = { ...sent, name: 'Отдел' }
    expect(withoutForms(renamed)).toEqual({ name: 'Отдел' })
  })
})
