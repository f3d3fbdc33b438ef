import { MarkupTable, sectionRow } from '@/components/ui/table'
import type { IndicatorFigure } from '@/lib/indicator/figure'
import { sectionHeading } from '@/lib/road-map/table'
import { type Markup, markup } from '@/lib/shared/markup'

type Section = { id: string; number: string; title: string }

const HEAD = [
  { label: '№', className: 'num' },
  { label: 'Мероприятие', className: 'title' },
  { label: 'Показатель', className: 'fine' },
  { label: 'Сколько есть', className: 'fine' },
  { label: 'Состояние', className: 'state' },
]

/**
 * The figures of a map, section by section; each that records count leads to the rows behind it. What cannot be counted says why,
 * and `mayEdit` offers to make it countable.
 */
export function FiguresTable({
  figures,
  sections,
  mayEdit,
}: {
  figures: IndicatorFigure[]
  sections: Section[]
  mayEdit: boolean
}) {
  const bodies = sections.flatMap((section) => {
    const own = figures.filter(({ sectionId }) => sectionId === section.id)
    if (own.length === 0) return []
    const heading = sectionRow(sectionHeading(section) || 'Без раздела', shareOf(own), HEAD.length)
    return [markup`<tbody>${heading}${own.map((figure) => rowOf(figure, mayEdit))}</tbody>`]
  })
  return <MarkupTable caption="Показатели мероприятий" linked className="wide-print" head={HEAD} bodies={bodies} />
}

/** «достигнуто 3 из 5, не считается 2»: of those of which it can be said at all. */
function shareOf(figures: IndicatorFigure[]): string {
  const said = figures.filter(({ explanation }) => explanation.isReached !== null)
  const reached = said.filter(({ explanation }) => explanation.isReached).length
  const uncountable = figures.filter(({ indicator }) => indicator.kind === 'uncountable').length
  return [
    said.length > 0 ? `достигнуто ${reached} из ${said.length}` : '',
    uncountable > 0 ? `не считается ${uncountable}` : '',
  ]
    .filter(Boolean)
    .join(', ')
}

function rowOf(figure: IndicatorFigure, mayEdit: boolean): Markup {
  const title = figure.title || 'Без названия'
  const measure = `/road-maps/${figure.roadMapId}/execution/${figure.measureKey}`
  return markup`<tr class="row"><td class="num">${figure.number}</td><td class="title"><a href="${measure}">${title}</a></td><td class="fine" data-l="Показатель">${figure.text || 'не указан'}</td><td class="fine" data-l="Сколько есть">${countOf(figure, measure)}</td><td class="state">${stateOf(figure, title, mayEdit)}</td></tr>`
}

function countOf({ indicator, counted, explanation, note }: IndicatorFigure, measure: string): Markup {
  if (indicator.kind === 'uncountable') return markup`<span class="soft">${note || explanation.words}</span>`
  const { words, percent, promised } = explanation
  const said = counted ? markup`<a href="${measure}/figure">${words}</a>` : words
  return markup`${said}${percent && ` (${percent})`}${promised && markup`<span class="under">обещано ${promised}</span>`}`
}

function stateOf({ indicator, explanation, ...figure }: IndicatorFigure, title: string, mayEdit: boolean): Markup {
  const edit = `/road-maps/${figure.roadMapId}/measures/${figure.measureId}/reading#indicator`
  const link = (label: string): Markup | false =>
    mayEdit && markup`<span class="under"><a href="${edit}" aria-label="${label}: ${title}">${label}</a></span>`
  if (indicator.kind === 'uncountable') {
    return markup`<span class="st soon">Не считается</span>${link('Сделать счётным')}`
  }
  const { isReached } = explanation
  const state =
    isReached !== null &&
    markup`<span class="st ${isReached ? 'done' : 'wait'}">${isReached ? 'Достигнут' : 'Пока не достигнут'}</span>`
  return markup`${state}${indicator.counter === 'manual' && !indicator.manual && link('Ввести значение')}`
}
