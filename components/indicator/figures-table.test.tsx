import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { FiguresTable } from '@/components/indicator/figures-table'
import { explain } from '@/lib/indicator/explain'
import type { IndicatorFigure } from '@/lib/indicator/figure'
import { proposeIndicator } from '@/lib/indicator/recognise'
import type { Counted } from '@/lib/indicator/rules'

const sections = [{ id: 's', number: '1', title: 'Управление' }]
const schools: Counted = {
  done: Array.from({ length: 11 }, (_, at) => ({ id: `${at}`, name: `Школа ${at}`, href: '/done' })),
  missing: ['СОШ № 3', 'СОШ № 7'].map((name) => ({ id: name, name, href: '/missing' })),
}

function figure(text: string, counted: Counted | null): IndicatorFigure {
  const { note, ...indicator } = proposeIndicator(text)
  const address = { roadMapId: 'map', measureKey: 'key', measureId: 'row', sectionId: 's', number: '1.2' }
  const explanation = explain(counted, indicator)
  return { ...address, title: 'Анализ <b>', text, indicator, isProposed: true, note, counts: '', counted, explanation }
}

const drawn = (figures: IndicatorFigure[], mayEdit = true) =>
  renderToStaticMarkup(<FiguresTable figures={figures} sections={sections} mayEdit={mayEdit} />).replaceAll(
    '\u00A0',
    ' ',
  )

it('explains a figure and leads from it to its rows', () => {
  const html = drawn([figure('100% ОУ', schools)])
  expect(html).toContain('<a href="/road-maps/map/execution/key/figure">11 из 13: нет у СОШ № 3, СОШ № 7</a>')
  expect(html).toContain('Пока не достигнут')
  expect(html).toContain('достигнуто 0 из 1')
})

it('says why a text cannot be counted, and offers the way to those who may take it', () => {
  const vague = figure('Содержательное наполнение сайтов', null)
  const offer =
    '<a href="/road-maps/map/measures/row/reading#indicator" aria-label="Сделать счётным: Анализ &lt;b&gt;">'
  expect(drawn([vague])).toContain(vague.note)
  expect(drawn([vague])).toContain('не считается 1')
  expect(drawn([vague])).toContain(offer)
  expect(drawn([vague], false)).not.toContain('Сделать счётным')
})

it('asks for the figure that people count themselves', () => {
  const typed = figure('100% родителей', null)
  expect(drawn([typed])).toContain('Значение ещё не введено')
  expect(drawn([typed])).toContain('>Ввести значение</a>')
  expect(drawn([typed], false)).not.toContain('Ввести значение')
})

it('lets nothing typed through as markup', () => {
  expect(drawn([figure('<script>', null)])).not.toMatch(/<script>|<b>/)
})
