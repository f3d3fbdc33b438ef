import { describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS } from '@/lib/municipality/settings'
import { composeCard } from '@/lib/order/compose'
import { ORDER_KINDS, ORDER_PURPOSES } from '@/lib/order/rules'
import { defaultAnnexTitle, defaultTemplate, fieldsOf, filled, unknownFields } from '@/lib/order/template'
import { templateSchema } from '@/lib/order/template-schema'

const target = {
  kind: 'directive' as const,
  issuer: 'Администрации района',
  date: '2022-04-21',
  number: '№\u00A0121',
  title: 'Об утверждении Дорожной карты «500+»',
}
const base = { annexTitle: 'Дорожная карта «500+»', bases: [], control: '', settings: DEFAULT_SETTINGS, year: 2022 }

describe('fields of a template', () => {
  it('are filled once, letter by letter; braces and signs of code inside a value are letters', () => {
    expect(filled('О {карты} и {Контроль}', { карты: '{контроль} $& $1', контроль: 'так' })).toBe(
      'О {контроль} $& $1 и так',
    )
    expect(filled('{год}', {})).toBe('{год}')
  })

  it('are no code: «{{», a dollar before a brace, «<%» and Latin names stay text (hostile 28)', () => {
    const hostile = '{{карты}} {{ 7*7 }} ${карты} ${7*7} <%= карты %> {constructor} {__proto__} #{карты} {% карты %}'
    expect(filled(hostile, { карты: 'КАРТЫ' })).toBe(hostile.replace('#{карты}', '#КАРТЫ'))
    expect(unknownFields('{{нет}} ${нет} {constructor} <%= нет %>', 'approval')).toEqual([])
  })

  it('that the purpose does not know are refused on saving, with the list of the known ones', () => {
    expect(unknownFields('{карты} {акта} {карт} {карт}', 'approval')).toEqual(['акта', 'карт'])
    expect(unknownFields('{акта}', 'amendment')).toEqual([])
    const form = {
      purpose: 'approval',
      kind: 'directive',
      name: 'Образец',
      titlePattern: 'Об утверждении {карт}',
      operativeWord: 'обязывает:',
      points: 'Утвердить {карту}.\n\nПрочее.',
    }
    const refused = templateSchema.safeParse(form)
    expect(refused.error?.issues[0]).toMatchObject({ path: ['titlePattern'] })
    expect(refused.error?.issues[0]?.message).toMatch(/^Такого поля здесь нет: \{карт\}\. Есть: \{карты\}, \{карту\}/)
    expect(templateSchema.parse({ ...form, titlePattern: 'Об утверждении {карты}' }).points).toEqual([
      'Утвердить {карту}.',
      'Прочее.',
    ])
  })
})

describe('the program’s own templates', () => {
  it.each(ORDER_PURPOSES.flatMap((purpose) => ORDER_KINDS.map((kind) => [purpose, kind] as const)))(
    'of %s, %s: know their fields, leave none unfilled, and name the act’s kind alone (C30, C32, C34, C36)',
    (purpose, kind) => {
      const template = defaultTemplate(purpose, kind)
      expect(unknownFields([template.titlePattern, ...template.points].join('\n'), purpose)).toEqual([])
      const annexTitle = defaultAnnexTitle(purpose, 2022) || base.annexTitle
      const card = composeCard({ ...base, annexTitle, purpose, kind, target, editions: [] })
      const text = [card.title, ...card.points].join('\n')
      expect(text).not.toMatch(/[{}]/)
      expect(card.title).toMatch(/^Об? \S.*[^.]$/)
      expect(card.operativeWord).toMatch(/:$/)
      for (const point of card.points) expect(point).toMatch(/^[А-ЯЁ].*[.:]$/)
      expect(text).toMatch(
        /Контроль за исполнением настоящего (распоряжения|постановления|приказа) оставляю за собой\./,
      )
      const others = {
        directive: /постановлени|приказ/,
        resolution: /распоряжени[ея] разм|приказ/,
        ordinance: /постановлени/,
      }
      expect(card.points.slice(1).join('\n')).not.toMatch(others[kind])
    },
  )

  it('say the operative word of the kind', () => {
    expect(ORDER_KINDS.map((kind) => defaultTemplate('approval', kind).operativeWord)).toEqual([
      'обязывает:',
      'ПОСТАНОВЛЯЕТ:',
      'ПРИКАЗЫВАЮ:',
    ])
  })

  it('offer no field of a target where there is none', () => {
    expect(fieldsOf('approval')).not.toContain('акта')
    expect(fieldsOf('repeal')).toContain('отмена')
  })

  it('a municipality’s own template may space its operative word', () => {
    const template = { ...defaultTemplate('approval', 'resolution'), operativeWord: 'п о с т а н о в л я е т:' }
    const card = composeCard({ ...base, kind: 'resolution', template })
    expect(card.operativeWord).toBe('п о с т а н о в л я е т:')
    expect(
      composeCard({ ...base, kind: 'resolution', template: { ...template, aim: 'в целях {карты} {год}' } }).preamble,
    ).toBe('В целях Дорожной карты «500+» 2022')
  })
})
