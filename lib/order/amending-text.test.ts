import { describe, expect, it } from 'vitest'
import { actNamed, amendmentPoint1, type NamedAct, repealPoint1 } from './amending-text'

const act: NamedAct = {
  kind: 'directive',
  issuer: 'Администрации муниципального района «Забайкальский район»',
  date: '2022-04-21',
  number: '№\u00A0121',
  title: 'Об утверждении Дорожной карты по реализации проекта «500+»',
}
const second: NamedAct = { ...act, date: '2022-05-05', number: '№\u00A0130', title: 'О внесении изменений' }
const third: NamedAct = { ...second, date: '2022-06-01', number: '№\u00A0141' }
const annexTitle = 'Дорожная карта по реализации проекта «500+»'
const NAME = `распоряжением ${act.issuer} от\u00A021.04.2022 №\u00A0121 «Об утверждении Дорожной карты по реализации проекта „500+“»`

describe('the text of an act that changes another (C37, C38, C39, C81)', () => {
  it('names the act by kind, body, date, number and title, inner marks „ “', () => {
    expect(actNamed('instrumental', act)).toBe(NAME)
    expect(actNamed('genitive', { ...act, issuer: '', title: '' })).toBe('распоряжения от\u00A021.04.2022 №\u00A0121')
  })

  it('names the act and those by which it was changed since, before the list of changes', () => {
    const point = (editions: NamedAct[]) =>
      amendmentPoint1({ kind: 'ordinance', annexTitle, target: act, editions, form: 'rows' })
    const map = 'Дорожную карту по реализации проекта «500+»'
    expect(point([])).toBe(`Внести в ${map}, утверждённую ${NAME}, следующие изменения:`)
    expect(point([second])).toContain(`${NAME} (в редакции распоряжения от\u00A005.05.2022 №\u00A0130), следующие`)
    expect(point([second, third])).toContain(
      '(в редакции распоряжений от\u00A005.05.2022 №\u00A0130, от\u00A001.06.2022 №\u00A0141)',
    )
    expect(point([second, { ...third, kind: 'ordinance' }])).toContain(
      'распоряжения от\u00A005.05.2022 №\u00A0130, приказа от',
    )
  })

  it('agrees with what was approved, and gives the whole annex anew', () => {
    const whole = (title: string) =>
      amendmentPoint1({ kind: 'ordinance', annexTitle: title, target: act, editions: [], form: 'whole' })
    expect(whole(annexTitle)).toBe(
      `Внести изменения в Дорожную карту по реализации проекта «500+», утверждённую ${NAME}, изложив её в новой редакции согласно приложению к настоящему приказу.`,
    )
    expect(whole('План мероприятий')).toMatch(/^Внести изменения в План мероприятий, утверждённый .*, изложив его /)
    expect(whole('')).toMatch(/^Внести изменения в Дорожную карту, утверждённую /)
  })

  it('repeals the act with its amendments', () => {
    const name = NAME.replace('распоряжением', 'распоряжение')
    const point = (editions: NamedAct[]) => repealPoint1(act, editions)
    expect(point([])).toBe(`Признать утратившим силу ${name}.`)
    expect(point([second])).toBe(
      `Признать утратившими силу ${name}, а также распоряжение от\u00A005.05.2022 №\u00A0130 о внесении в него изменений.`,
    )
    expect(point([second, third])).toContain(
      ', а также акты о внесении в него изменений: распоряжение от\u00A005.05.2022 №\u00A0130, распоряжение от\u00A001.06.2022 №\u00A0141.',
    )
  })
})
