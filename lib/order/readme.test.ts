import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DEMO_TEMPLATE, DEMONSTRATION, demoSettings } from '@/db/demonstration'
import { ORDER_121 } from '@/lib/pdf/order-121.fixture'
import { readRoadMapText } from '@/lib/road-map/import'
import { DEFAULT_COLUMNS } from '@/lib/road-map/rules'
import { annexTable } from '@/lib/road-map/table'
import { counted } from '@/lib/shared/text'
import { checkPackage } from './check'
import { inputOf, saidBy } from './check.testing'
import { composeCard, finish, freeze } from './compose'
import { DEFAULT_PROFILE, type OrderDocument } from './document'

/** The order of 2022 composed as a coordinator would do it: its ground typed on the card, the rest from template and wordings. */
const imported = readRoadMapText(
  readFileSync(join(import.meta.dirname, '../road-map/fixtures/order-121-2022.txt'), 'utf8'),
)
const card = composeCard({
  kind: 'directive',
  template: DEMO_TEMPLATE,
  settings: demoSettings,
  annexTitle: ORDER_121.annex.title,
  bases: [
    {
      kind: 'приказ',
      issuer: 'Министерства образования и науки Забайкальского края',
      date: '01.03.2022',
      number: '160',
      title:
        'Об утверждении дорожной карты проекта по организации адресной методической поддержки общеобразовательным ' +
        'организациям, имеющим низкие образовательные результаты (500+) в 2022 году',
    },
  ],
  control: '',
  year: 2022,
})
const sections = imported.sections.map(({ number, title }, at) => ({ key: String(at + 1), number, title }))
const measures = imported.sections.flatMap((section, at) =>
  section.measures.map((row) => ({ ...row, key: `${at + 1}.${row.number}`, sectionKey: String(at + 1) })),
)

const document = finish(
  freeze({
    card,
    body: DEMONSTRATION.body,
    signature: { post: DEMONSTRATION.post.name, name: 'А.В.\u00A0Мочалов' },
    profile: DEFAULT_PROFILE,
    emblem: null,
    annex: { stamp: 'approved', table: annexTable(DEFAULT_COLUMNS, sections, measures) },
  }),
  { date: '2022-04-21', number: '№\u00A0121', mark: null },
)

/** What the paper says, a paragraph a line; the table by its size. */
function textOf({
  body,
  kind,
  date,
  number,
  place,
  title,
  preamble,
  operativeWord,
  points,
  signature,
  annex,
}: OrderDocument) {
  const rows = annex?.table.sections.flatMap((section) => section.rows).length ?? 0
  const table = `(таблица: ${counted(annex?.table.sections.length ?? 0, 'раздел', 'раздела', 'разделов')}, ${counted(rows, 'мероприятие', 'мероприятия', 'мероприятий')})`
  return [
    ...body,
    kind,
    `${date}    ${number}`,
    place,
    title,
    `${preamble} ${operativeWord}`,
    ...points.map((point, index) => `${index + 1}. ${point}`),
    `${signature.post}    ${signature.name}`,
    ...(annex ? [...annex.approval, `от ${date} ${number}`, annex.title, table] : []),
  ]
    .map((line) => line.replaceAll('\u00A0', ' '))
    .join('\n\n')
}

const README = join(import.meta.dirname, '../../README.md')
const [BEGIN, END] = ['<!-- order:begin -->\n', '\n<!-- order:end -->']

describe('the order № 121 as the program writes it', () => {
  it('stands in the README word for word (WRITE_README=1 writes it)', () => {
    const readme = readFileSync(README, 'utf8')
    const [before = '', rest = ''] = readme.split(BEGIN)
    const [shown, after = ''] = rest.split(END)
    const quoted = textOf(document)
      .split('\n')
      .map((line) => `> ${line}`.trimEnd())
      .join('\n')
    if (process.env.WRITE_README) writeFileSync(README, `${before}${BEGIN}${quoted}${END}${after}`)
    else expect(shown).toBe(quoted)
  })

  it('joins the pairs that must not part (C39), nests quotation marks (C38) and has none of the faults of the paper of 2022', () => {
    const text = [card.title, card.preamble, ...card.points].join('\n')
    expect(text).not.toMatch(/№ \d|\d [а-я]+ \d{4} г|[А-ЯЁ]\. [А-ЯЁ][а-яё]|(?:от|ст\.) \d/)
    expect(text).not.toMatch(/["“”](?![^„]*“)| {2}/)
    const said = saidBy(checkPackage({ ...inputOf({ card, sections, measures }, { year: 2022 }) }))
    expect(said.filter((one) => /^(Заголовок|Преамбула|Приложение|Гриф|Пункт)/.test(one))).toEqual([
      // Both are in the order of 2022 itself: its wordings are the district's.
      'Пункты publication_missing',
      'Пункт 3 executor_is_controller',
    ])
  })
})
