import { describe, expect, it } from 'vitest'
import { approvalWord, nominativeFromGenitive, titleIn } from './grammar'

describe('a title of an annex', () => {
  it.each([
    ['Дорожная карта по реализации', 'Дорожной карты по реализации', 'Дорожную карту по реализации', 'УТВЕРЖДЕНА'],
    [
      'Дорожная карта (план мероприятий) 500+',
      'Дорожной карты (плана мероприятий) 500+',
      'Дорожную карту (план мероприятий) 500+',
      'УТВЕРЖДЕНА',
    ],
    [
      'План мероприятий («дорожная карта»)',
      'Плана мероприятий («дорожной карты»)',
      'План мероприятий («дорожную карту»)',
      'УТВЕРЖДЁН',
    ],
    ['муниципальная дорожная карта', 'муниципальной дорожной карты', 'муниципальную дорожную карту', 'УТВЕРЖДЕНА'],
    ['План-график', 'Плана-графика', 'План-график', 'УТВЕРЖДЁН'],
    ['Перечень школ', 'Перечня школ', 'Перечень школ', 'УТВЕРЖДЁН'],
    ['Программа', 'Программы', 'Программу', 'УТВЕРЖДЕНА'],
  ])('%s', (nominative, genitive, accusative, ending) => {
    expect(titleIn('genitive', nominative)).toBe(genitive)
    expect(titleIn('accusative', nominative)).toBe(accusative)
    expect(nominativeFromGenitive(genitive)).toBe(nominative)
    expect(approvalWord(nominative)).toBe(ending)
  })

  it.each([
    ['Положение о кураторах', 'Положения о кураторах', 'Положение о кураторах', 'УТВЕРЖДЕНО'],
    ['Комплексный план, программа', 'Комплексного плана, программа', 'Комплексный план, программа', 'УТВЕРЖДЁН'],
    ['Муниципальная программа', 'Муниципальной программы', 'Муниципальную программу', 'УТВЕРЖДЕНА'],
    ['Мероприятия по поддержке', 'Мероприятий по поддержке', 'Мероприятия по поддержке', 'УТВЕРЖДЕНЫ'],
    ['Список школ', 'Списка школ', 'Список школ', 'УТВЕРЖДЁН'],
  ])('%s, by its head noun', (nominative, genitive, accusative, ending) => {
    expect(titleIn('genitive', nominative)).toBe(genitive)
    expect(titleIn('accusative', nominative)).toBe(accusative)
    expect(approvalWord(nominative)).toBe(ending)
  })

  it('of unknown words is left to be typed', () => {
    expect(titleIn('genitive', 'Нечто о кураторах')).toBeNull()
    expect(titleIn('accusative', 'Комплексная программа (план)')).toBeNull()
    expect(nominativeFromGenitive('Положения о кураторах')).toBeNull()
    expect(titleIn('genitive', 'Планирование работы')).toBeNull()
    expect(titleIn('genitive', '')).toBeNull()
  })

  it('that is in the nominative already is not taken for the genitive', () => {
    expect(nominativeFromGenitive('Дорожная карта')).toBeNull()
    expect(nominativeFromGenitive('План')).toBeNull()
  })
})
