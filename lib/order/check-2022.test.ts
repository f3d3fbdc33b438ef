import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readRoadMapText } from '@/lib/road-map/import'
import { type CheckInput, checkPackage } from './check'
import { inputOf, type PlanSet, saidBy, withAllRepairs } from './check.testing'

/** The plan and the order of 2022 as they were signed, with all that was wrong in them (domain §6). */
const imported = readRoadMapText(
  readFileSync(join(import.meta.dirname, '../road-map/fixtures/order-121-2022.txt'), 'utf8'),
)
const measures = imported.sections.flatMap((section, at) =>
  section.measures.map((row) => ({ ...row, key: `${at + 1}.${row.number}`, sectionKey: String(at + 1) })),
)
const sections = imported.sections.map(({ number, title }, at) => ({ key: String(at + 1), number, title }))

/** Typed from the paper. */
const NAME =
  'по реализации проекта адресной методической помощи общеобразовательным учреждениям муниципального района ' +
  '«Забайкальский район» имеющим низкие образовательные результаты в рамках федерального проекта (500+)'
const card = {
  kind: 'directive' as const,
  title: `Об утверждении Дорожной карты (плана мероприятий) ${NAME} в 2022 году`,
  preamble:
    'В соответствии с приказом Министерства образования и науки Забайкальского края Приказ Министерства образования и науки ' +
    'Забайкальского края от 01.03.2022 №160 "Об утверждении дорожной карты проекта по организации адресной методической ' +
    'поддержки общеобразовательным организациям, имеющим низкие образовательные результаты (500+) в 2022 году, в целях ' +
    'организации работы по оказанию Адресной методической помощи общеобразовательным организациям с низкими ' +
    'образовательными результатами обучающихся в рамках реализации регионального проекта «Современная школа» ' +
    'национального проекта «Образование», на основании ст. 25 Устава муниципального района «Забайкальский район»',
  operativeWord: 'обязывает:',
  annexTitle: `Дорожной карты (плана мероприятий) ${NAME} в 2022 году`,
  points: [
    `Утвердить Дорожную карту (план мероприятий) ${NAME}`,
    'Управлению образованием Администрации муниципального района «Забайкальский район» (Ивановой Н.Г.), руководителям ' +
      'общеобразовательных учреждений обеспечить участие в реализации мероприятий Дорожной карты по проекту адресной ' +
      'методической помощи (500+).',
    'Контроль за исполнением настоящего распоряжения возложить на и.о.начальника Управления образованием Администрации ' +
      'муниципального района «Забайкальский район» (Иванова Н.Г.)',
  ],
}
const signedOn: PlanSet = { today: '2022-04-21', year: 2022 }
const paper = inputOf({ card, sections, measures }, signedOn)

/** Written from the paper by hand. */
const GOLDEN = [
  'Приложение annex_genitive',
  'Пункт 1 point1_differs',
  'Пункты publication_missing',
  'Пункт 1 point_full_stop',
  'Пункт 3 point_full_stop',
  'Пункт 3 executor_is_controller',
  'Пункт 3 control_case',
  'Преамбула quotes_unclosed',
  'Преамбула words_repeated',
  'Преамбула number_sign_space',
  'Пункт 3 abbreviation_space',
  '1.1 term_past',
  '1.2 term_past',
  '1.3 term_past',
  '1.4 term_past',
  '1.6 tasks_empty',
  '1.6 indicator_uncountable',
  '2.2 indicator_copied',
  '2.3 term_past',
  '2.4 schedule_missing',
  '2.5 schedule_missing',
  '2.5 indicator_uncountable',
  '3.4 due_before_dependency',
  '3.5 executors_empty',
  '3.5 tasks_empty',
  'Исполнители role_many_names',
  'Исполнители role_many_names',
]

describe('the plan of 2022', () => {
  it('is the paper, word for word', () => {
    expect(measures).toHaveLength(17)
    const { title, preamble, operativeWord, points } = imported.order ?? {}
    expect({ title, preamble, operativeWord, points, annexTitle: imported.title }).toEqual({ ...card, kind: undefined })
  })

  it('has every defect that its paper has, and no other', () => {
    expect(saidBy(checkPackage(paper)).sort()).toEqual([...GOLDEN].sort())
  })

  it('warns of all of them and forbids nothing', () => {
    expect(new Set(checkPackage(paper).map((finding) => finding.level))).toEqual(new Set(['warning']))
  })

  it('says the cause with both rows, both dates and every name', () => {
    const text = (code: string, place = '') =>
      checkPackage(paper)
        .filter((finding) => finding.code === code && finding.place.includes(place))
        .map((finding) => finding.text)
    expect(text('due_before_dependency')).toEqual([
      'Срок (25\u00A0октября 2022\u00A0г.) раньше срока 3.2 (1\u00A0ноября 2022\u00A0г.), от которого мероприятие зависит: ' +
        '«Размещение общеобразовательными организациями данных для второго этапа мониторинга в МЭДК».',
    ])
    expect(text('indicator_copied')).toEqual([
      'Показатель слово в слово повторяет показатель 2.1, а мероприятия разные.',
    ])
    expect(text('words_repeated', 'Преамбула')).toEqual([
      'Слова повторены дважды: «приказом Министерства образования и науки Забайкальского края».',
    ])
    expect(text('role_many_names')).toEqual([
      'Одна роль названа по-разному: «ОУ проекта 500+» (1.3), «Руководители ОУ» (2.2, 2.5), «администрация школы» (2.3, 3.2).',
      'Одна роль названа по-разному: «Кураторы проекта» (1.4, 1.6, 2.2, 2.4, 2.6), «куратор» (2.3, 3.2), «Кураторы ОО» (3.1), «кураторы» (3.3, 3.4).',
    ])
  })

  it('is put right where one press can do it without guessing', () => {
    const { card: mended } = withAllRepairs(paper)
    expect(mended.annexTitle).toBe(`Дорожная карта (план мероприятий) ${NAME} в 2022 году`)
    expect(mended.points[0]).toBe(`Утвердить Дорожную карту (план мероприятий) ${NAME} в 2022 году.`)
    expect(mended.points[2]).toMatch(/возложить на и\.о\. начальника .*\(Иванову Н\.Г\.\)\.$/)
    expect(mended.preamble).toContain(
      'с приказом Министерства образования и науки Забайкальского края от 01.03.2022 №\u00A0160 «Об утверждении',
    )
    expect(mended.preamble).toContain('(500+) в 2022 году», в целях')
    expect(mended.preamble).not.toContain('"')
  })

  it('has no finding once it is repaired', () => {
    const pressed = withAllRepairs(paper)
    const change: Record<string, object> = {
      '1.1': { term: 'май' },
      '1.2': { term: 'май' },
      '1.3': { term: 'июнь', executors: 'Руководители ОУ' },
      '1.4': { term: 'сентябрь' },
      '1.6': { tasks: 'Проверить сайты школ', indicator: '100% сайтов ОУ содержат сведения о проекте' },
      '2.2': { indicator: '100% руководителей ОУ приняли участие в еженедельных консультациях' },
      '2.3': { term: 'май-июнь', executors: 'Муниципальный координатор, куратор, Руководители ОУ' },
      '2.4': { term: 'май, октябрь' },
      '2.5': { term: 'В течение года', indicator: 'Не менее 20 педагогов и руководителей прошли курсы' },
      '3.1': { executors: 'кураторы' },
      '3.2': { term: '20.10.2022', executors: 'Руководители ОУ, куратор, муниципальный координатор' },
      '3.5': { executors: 'Муниципальный координатор', tasks: 'Подготовить аналитическую справку' },
    }
    const mended: CheckInput = {
      ...pressed,
      card: {
        ...pressed.card,
        points: [
          pressed.card.points[0] ?? '',
          'Управлению образованием, руководителям общеобразовательных учреждений обеспечить участие в мероприятиях.',
          'Настоящее распоряжение разместить на официальном сайте.',
          pressed.card.points[2] ?? '',
        ],
      },
      measures: pressed.measures.map((row) => ({ ...row, ...change[row.key] })),
    }
    expect(saidBy(checkPackage(mended))).toEqual([])
  })
})
