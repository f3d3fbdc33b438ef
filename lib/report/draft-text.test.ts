import { expect, it } from 'vitest'
import { draftText } from './draft-text'
import { DEFAULT_REPORT_FORM } from './form'

const head = ['Отчёт куратора', 'МОУ СОШ № 1']

it('gives each question with its answer as typed, and says where there is none', () => {
  const text = draftText({
    form: DEFAULT_REPORT_FORM,
    isFinal: false,
    head,
    answers: [{ question: 'worked', text: '  Вырос  средний балл\nна 3' }],
    rows: [],
    rivals: [],
  })
  expect(text).toContain('Отчёт куратора\nМОУ СОШ № 1\n')
  expect(text).toContain('\nВЫВОДЫ КУРАТОРА\n\nЧто получилось:\n  Вырос  средний балл\nна 3\n')
  expect(text).toContain('Что мешало:\n(ответа пока нет)\n')
  expect(text).not.toContain('Предложения на следующий год')
})

it('loses no second text, and asks in November what November asks', () => {
  const text = draftText({
    form: DEFAULT_REPORT_FORM,
    isFinal: true,
    head,
    answers: [{ question: 'worked', text: 'один' }],
    rows: [],
    rivals: [{ question: 'worked', text: 'другой' }],
  })
  expect(text).toContain('Что получилось:\nодин\n\nВторой текст этого ответа:\nдругой\n')
  expect(text).toContain('Предложения на следующий год:')
})

it('gives typed rows under their columns, and no empty column', () => {
  const text = draftText({
    form: DEFAULT_REPORT_FORM,
    isFinal: false,
    head,
    answers: [],
    rows: [
      { section: 'documents', cells: ['Антирисковая программа', '«Кадры»', '', ' да', '', ''] },
      { section: 'training', cells: ['Вебинар\nФИОКО', 'март', '4', '', ''] },
    ],
    rivals: [],
  })
  expect(text).toContain('Вид: Антирисковая программа\nНазвание: «Кадры»\nПодтверждён куратором:  да\n\n')
  expect(text).toContain('Программа или вебинар: Вебинар\nФИОКО\nКогда: март\nУчаствовало: 4\n')
})
