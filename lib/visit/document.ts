import type { AnnexTable, PageProfile } from '@/lib/order/document'
import { type LocalDate, longDate, shortDate } from '@/lib/shared/dates'
import { counted, isBlank } from '@/lib/shared/text'
import { RECOMMENDATION_STATE_LABELS, VISIT_FORM_LABELS, VISIT_KIND_LABELS } from '@/lib/visit/labels'
import type { ProfileMatch, RecommendationState, VisitForm, VisitKind } from '@/lib/visit/rules'
import type { Observation } from '@/lib/visit/sheet'

export type VisitFacts = {
  profile: PageProfile
  body: string
  place: string
  school: string
  programme: string
  curator: string
  /** «Б.Ц. Дашиева», for the signature. */
  signedAs: string
  kind: VisitKind
  form: VisitForm
  heldOn: LocalDate
  startsAt: string
  endsAt: string
  aim: string
  participants: string
  agenda: string
  observations: Observation[]
  documentsSeen: string
  found: string
  profileMatch: ProfileMatch | null
  nextOn: LocalDate | null
  recommendations: { text: string; due: LocalDate | null; person: string; state: RecommendationState }[]
  /** Those of earlier visits that were closed at this one. */
  earlier: { text: string; state: RecommendationState; note: string }[]
  photos: number
}

type Part = { text: string } | { question: string; answer: string } | { caption: string; table: AnnexTable }

const PROFILE_SENTENCES: Record<ProfileMatch, string> = {
  confirmed: 'Профиль подтвердился.',
  not_confirmed: 'Профиль не подтвердился.',
  changed: 'Изменена значимость факторов.',
}

const NO_NUMBERS: AnnexTable['sections'][number] = { heading: '', rows: [] }
const table = (caption: string, headers: string[], rows: string[][]): Part[] =>
  rows.length === 0
    ? []
    : [{ caption, table: { headers: ['№ п/п', ...headers], sections: [{ ...NO_NUMBERS, rows: numbered(rows) }] } }]
const numbered = (rows: string[][]) => rows.map((row, index) => [String(index + 1), ...row])
const answered = (question: string, answer: string): Part[] => (isBlank(answer) ? [] : [{ question, answer }])

/** Справка по итогам посещения, as ready strings for lib/pdf/report-2026.ts. What was not filled in is left out. */
export function visitAct(facts: VisitFacts) {
  const { observations, recommendations, earlier } = facts
  const sections: { heading: string; parts: Part[] }[] = [
    {
      heading: 'Рекомендации прошлых посещений',
      parts: table(
        '',
        ['Рекомендация', 'Итог', 'Пояснение'],
        earlier.map((one) => [one.text, RECOMMENDATION_STATE_LABELS[one.state], one.note]),
      ),
    },
    {
      heading: 'Ход посещения',
      parts: [
        ...answered('С кем проведена встреча', facts.participants),
        ...answered('Цель', facts.aim),
        ...answered('Программа посещения', facts.agenda),
        ...table(
          'Наблюдения на занятиях',
          ['Класс', 'Предмет', 'Что наблюдали'],
          observations.map((one) => [one.schoolClass, one.subject, one.text]),
        ),
        ...answered('Изучены документы', facts.documentsSeen),
      ],
    },
    {
      heading: 'Выводы',
      parts: [
        ...answered('Что выявлено', facts.found),
        ...(facts.profileMatch
          ? [{ question: 'Рисковый профиль школы', answer: PROFILE_SENTENCES[facts.profileMatch] }]
          : []),
      ],
    },
    {
      heading: 'Рекомендации',
      parts: [
        ...table(
          '',
          ['Рекомендация', 'Срок', 'Ответственный'],
          recommendations
            .filter((one) => one.state !== 'withdrawn')
            .map((one) => [one.text, one.due ? `до ${shortDate(one.due)}` : '', one.person]),
        ),
        ...(facts.nextOn ? [{ text: `Следующее посещение: ${longDate(facts.nextOn)}` }] : []),
        ...(facts.photos > 0
          ? [
              {
                text: `К посещению приложено: ${counted(facts.photos, 'снимок', 'снимка', 'снимков')}, хранятся в программе.`,
              },
            ]
          : []),
      ],
    },
  ]
  const time = [facts.startsAt, facts.endsAt].map((one) => one.trim()).filter(Boolean)
  return {
    profile: facts.profile,
    body: facts.body.split('\n'),
    kind: 'СПРАВКА',
    title: `по итогам посещения ${facts.school}`,
    date: facts.profile.dateStyle === 'digits' ? shortDate(facts.heldOn) : longDate(facts.heldOn),
    place: facts.place,
    facts: [
      { label: 'Школа', value: facts.school },
      { label: 'Программа', value: facts.programme },
      { label: 'Вид посещения', value: `${VISIT_KIND_LABELS[facts.kind]}, ${VISIT_FORM_LABELS[facts.form]}` },
      { label: 'Дата и время', value: [shortDate(facts.heldOn), time.join('–')].filter(Boolean).join(', ') },
      { label: 'Куратор', value: facts.curator },
    ],
    sections: sections.filter((section) => section.parts.length > 0),
    signature: { post: 'Куратор', name: facts.signedAs, mark: null },
    watermark: null,
  }
}
