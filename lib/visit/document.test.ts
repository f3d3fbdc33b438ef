import { beforeAll, describe, expect, it } from 'vitest'
import { pdfText } from '@/e2e/pdf-text'
import { DEFAULT_PROFILE } from '@/lib/order/document'
import { drawReport2026 } from '@/lib/pdf/report-2026'
import { comparable } from '@/lib/shared/text'
import { type VisitFacts, visitAct } from './document'

const FACTS: VisitFacts = {
  profile: DEFAULT_PROFILE,
  body: 'Администрация муниципального района\n«Забайкальский район»',
  place: 'пгт Забайкальск',
  school: 'МОУ СОШ № 1 пгт Забайкальск',
  programme: 'Проект «500+», 2026',
  curator: 'Дашиева Баирма Цыреновна',
  signedAs: 'Б.Ц.\u00A0Дашиева',
  kind: 'first',
  form: 'onsite',
  heldOn: '2026-03-12',
  startsAt: '10:30',
  endsAt: '12:00',
  aim: 'Верификация рискового профиля',
  participants: 'директор, заместитель директора по УВР',
  agenda: 'Встреча с администрацией.\nПосещение уроков.',
  observations: [
    { schoolClass: '5 «А»', subject: 'математика', text: 'Цели урока достигнуты, обратная связь дана не всем.' },
    { schoolClass: '9 «Б»', subject: 'русский язык', text: 'Работа в группах.\nКарточки трёх уровней.' },
  ],
  documentsSeen: 'концепция развития, среднесрочная программа',
  found: 'Антирисковая программа по фактору 9 не опубликована.',
  profileMatch: 'changed',
  nextOn: '2026-05-20',
  recommendations: [
    {
      text: 'Опубликовать антирисковую программу на сайте',
      due: '2026-04-01',
      person: 'заместитель директора',
      state: 'open',
    },
    { text: 'Снятая', due: null, person: '', state: 'withdrawn' },
  ],
  earlier: [{ text: 'Провести педагогический совет', state: 'done', note: 'протокол № 4' }],
  photos: 2,
}

describe('the справка of a visit', () => {
  let text: string
  beforeAll(async () => {
    const drawing = { at: new Date('2026-03-12T05:00:00Z'), paperId: 'a'.repeat(32) }
    text = comparable(await pdfText((await drawReport2026(visitAct(FACTS), drawing)).bytes))
  })

  it('says all that the sheet says, in its order', () => {
    let from = 0
    for (const part of [
      'СПРАВКА по итогам посещения МОУ СОШ № 1 пгт Забайкальск',
      '12 марта 2026 г.',
      'первичное, очно',
      '12.03.2026, 10:30–12:00',
      'Провести педагогический совет выполнена протокол № 4',
      'директор, заместитель директора по УВР',
      'Посещение уроков.',
      '5 «А» математика',
      'Карточки трёх уровней.',
      'Изменена значимость факторов',
      'до 01.04.2026',
      '20 мая 2026 г.',
      '2 снимка',
      'Б.Ц. Дашиева',
    ]) {
      const at = text.indexOf(part, from)
      expect(at, part).toBeGreaterThanOrEqual(0)
      from = at
    }
    expect(text).not.toContain('Снятая')
  })

  it('leaves out what was not filled in', () => {
    const bare = visitAct({
      ...FACTS,
      aim: ' ',
      participants: '',
      agenda: '',
      observations: [],
      documentsSeen: '',
      found: '',
      profileMatch: null,
      nextOn: null,
      recommendations: [],
      earlier: [],
      photos: 0,
    })
    expect(bare.sections).toEqual([])
  })
})
