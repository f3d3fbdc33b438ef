import { contradictions, daysOf, type Edge, Unreadable } from '@/lib/term/edges'
import type { Period, TermContext } from '@/lib/term/reading'
import type { Span } from '@/lib/term/spans'

export type Resolved = { periods: Period[]; shape: 'date' | 'until' | 'from' | 'period' | 'year'; doubts: string[] }

/** Gives spans their years and days; throws `Unreadable` for what is no date. */
export function resolveSpans(spans: readonly Span[], context: TermContext): Resolved {
  const doubts = spans.flatMap((span) => span.doubts)
  giveUnits(spans)
  giveYears(spans, context, doubts)
  spreadUntil(spans)
  const dated = spans.map((span) => ({ span, period: periodOf(span, context, doubts) }))
  const chosen = withoutFrames(dated, doubts)
  if (!inOrder(chosen.map(({ period }) => period))) {
    doubts.push('Сроки названы не по порядку: проверьте годы.')
  }
  const periods = distinct(chosen.map(({ period }) => period).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)))
  if (periods.length < chosen.length) doubts.push('Один и тот же срок назван дважды.')
  return { periods, shape: shapeOf(chosen[0]?.span), doubts: [...new Set(doubts)] }
}

const keyOf = ({ from, to }: Period): string => `${from ?? to ?? ''} ${to ?? '9999'}`
const inOrder = (periods: Period[]): boolean =>
  periods.every((period, index) => {
    const before = periods[index - 1]
    return !before || keyOf(before) <= keyOf(period)
  })
const distinct = (sorted: Period[]): Period[] =>
  sorted.filter((period, index) => index === 0 || keyOf(period) !== keyOf(sorted[index - 1] as Period))

function shapeOf(span: Span | undefined): Resolved['shape'] {
  const edge = span?.edges[0]
  if (span?.kind === 'until' || span?.kind === 'from') return span.kind
  if (span?.kind !== 'point') return 'period'
  return edge?.unit === 'day' || edge?.unit === 'counted' ? 'date' : edge?.unit === 'year' ? 'year' : 'period'
}

/** «17-19.02», «I и III кварталы», «10, 20 и 30 мая»: a bare number is what stands to its right. */
function giveUnits(spans: readonly Span[]): void {
  let next: Edge | null = null
  for (const span of [...spans].reverse()) {
    if (!span.joined) next = null
    for (let index = span.edges.length - 1; index >= 0; index--) {
      const edge = span.edges[index] as Edge
      if (edge.unit === 'number') span.edges[index] = sameUnit(edge, next)
      next = span.edges[index] as Edge
    }
  }
}

function sameUnit({ value, isDay }: Extract<Edge, { unit: 'number' }>, next: Edge | null): Edge {
  if (next?.unit === 'day' && isDay) return { unit: 'day', day: value, month: next.month, year: next.year }
  if (next?.unit === 'quarter' || next?.unit === 'half') return { unit: next.unit, number: value, year: next.year }
  if (next?.unit === 'decade') return { unit: 'decade', number: value, month: next.month, year: next.year }
  throw new Unreadable(`Не понятно, к чему относится число ${value}.`)
}

/** A year stands on the right for all to its left («Май, ноябрь 2022»), then on the left, else it is the programme's. */
function giveYears(spans: readonly Span[], context: TermContext, doubts: string[]): void {
  let carried: number | undefined
  for (const span of [...spans].reverse()) {
    for (const edge of [...span.edges].reverse()) {
      if (Number.isNaN(edge.year)) edge.year = context.year
      else if (edge.year !== undefined) carried = edge.unit === 'school_year' ? carried : edge.year
      else if (carried !== undefined) {
        edge.year = carried
        const near = span.joined || span.edges.some((other) => other !== edge && other.year === carried)
        if (!near && carried !== context.year) doubts.push(yearDoubt(carried))
      }
    }
  }
  carried = undefined
  for (const edge of spans.flatMap((span) => span.edges)) {
    if (edge.year === undefined) {
      edge.year = carried ?? context.year
      if (edge.year !== context.year) doubts.push(yearDoubt(edge.year))
    } else if (edge.unit !== 'school_year') carried = edge.year
  }
}

const yearDoubt = (year: number): string => `Год назван не у всех сроков: взят ${year}.`

/** «до 25 мая и 25 октября»: «до» stands for both. */
function spreadUntil(spans: readonly Span[]): void {
  spans.forEach((span, index) => {
    const next = spans[index + 1]
    if (span.kind === 'until' && span.joined && next?.kind === 'point' && next.edges[0]?.unit === 'day')
      next.kind = 'until'
  })
}

function periodOf(span: Span, context: TermContext, doubts: string[]): Period {
  const [first, last] = span.edges
  if (!first) throw new Unreadable('Срок не распознан.')
  const days = daysOf(first, context)
  for (const edge of span.edges) {
    const { last: date } = daysOf(edge, context)
    doubts.push(...contradictions(edge, date, context))
    if (edge.unit === 'school_year') {
      doubts.push('Учебный год взят с 1 сентября по 31 августа: поправьте, если он кончается раньше.')
    }
  }
  if (span.kind === 'until') return { from: null, to: days.last }
  if (span.kind === 'from') return { from: days.first, to: null }
  const to = last ? daysOf(last, context).last : days.last
  if (to < days.first) throw new Unreadable('Конец срока раньше начала: проверьте даты и годы.')
  return { from: days.first, to }
}

type Dated = { span: Span; period: Period }
const inside = (inner: Period, outer: Period): boolean =>
  (outer.from === null || (inner.from ?? inner.to ?? '') >= outer.from) &&
  (outer.to === null || (inner.to ?? inner.from ?? '') <= outer.to)

/** «2022 год: май, ноябрь», «I квартал (март)»: the wider one only frames the narrower. */
function withoutFrames(dated: Dated[], doubts: string[]): Dated[] {
  const years = dated.filter(({ span }) => span.kind === 'point' && span.edges[0]?.unit === 'year')
  const others = dated.filter((one) => !years.includes(one))
  const framed =
    years.length === 1 && others.length > 0 && others.every(({ period }) => inside(period, (years[0] as Dated).period))
  const left = framed ? others : dated
  const bracketed = left.filter(({ span }) => span.inBrackets)
  const open = left.filter(({ span }) => !span.inBrackets)
  if (bracketed.length === 0 || open.length === 0) return left
  const narrower = bracketed.every(({ period }) => open.some((outer) => inside(period, outer.period)))
  doubts.push(narrower ? 'Срок уточнён в скобках: взято то, что в них.' : 'Часть сроков стоит в скобках: взяты все.')
  return narrower ? bracketed : left
}
