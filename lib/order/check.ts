import type { OrderCard } from '@/lib/order/compose'
import { nominativeFromGenitive, titleIn } from '@/lib/order/grammar'
import type { MeasureText } from '@/lib/road-map/rules'
import { sectionHeading } from '@/lib/road-map/table'
import { comparable, isBlank } from '@/lib/shared/text'

/**
 * The check before approval (rulings A6): an error makes the act impossible and stops sending; a warning wants a word of reason.
 * Each finding names the place, the cause and the way out.
 */
export type Finding = {
  level: 'error' | 'warning'
  /** «3.5», «Заголовок», … */
  place: string
  text: string
  /** Where it is mended. */
  measureKey?: string
}

export type CheckInput = {
  card: OrderCard
  hasBody: boolean
  hasSignatory: boolean
  sections: { key: string; number: string; title: string }[]
  measures: (MeasureText & { key: string; sectionKey: string })[]
}

export function checkPackage(input: CheckInput): Finding[] {
  return [...errorsOf(input), ...warningsOfCard(input.card), ...warningsOfMeasures(input)]
}

function errorsOf({ card, hasBody, hasSignatory, measures }: CheckInput): Finding[] {
  const error = (place: string, text: string): Finding => ({ level: 'error', place, text })
  const found: Finding[] = []
  if (isBlank(card.title))
    found.push(error('Заголовок', 'Нет заголовка. Напишите его в карточке распоряжения: «Об утверждении …».'))
  if (isBlank(card.annexTitle))
    found.push(error('Приложение', 'Нет названия приложения. Напишите его в карточке: «Дорожная карта …».'))
  if (card.points.every(isBlank))
    found.push(error('Пункты', 'Нет ни одного пункта. Составьте текст в карточке распоряжения.'))
  if (!hasBody)
    found.push(
      error(
        'Орган',
        'Не выбран действующий орган, от имени которого издаётся акт. Выберите его в карточке; если списка нет, орган вносит администратор.',
      ),
    )
  if (!hasSignatory)
    found.push(
      error(
        'Подпись',
        'На сегодня нет выбранного должностного лица с правом подписи. Выберите его в карточке; замещение вносят в разделе «Замещения».',
      ),
    )
  if (measures.length === 0)
    found.push(error('Дорожная карта', 'Нет ни одного мероприятия: утверждать нечего. Внесите мероприятия.'))
  return found
}

function warningsOfCard(card: OrderCard): Finding[] {
  const warning = (place: string, text: string): Finding => ({ level: 'warning', place, text })
  const found: Finding[] = []
  const title = comparable(card.title)
  if (title && !/^Об? /.test(title)) found.push(warning('Заголовок', 'Заголовок начинают с «О …» или «Об …».'))
  if (/[.]$/.test(title)) found.push(warning('Заголовок', 'В конце заголовка точку не ставят.'))
  if (isBlank(card.preamble))
    found.push(warning('Преамбула', 'Нет преамбулы: не сказано, на каком основании издаётся акт.'))
  if (nominativeFromGenitive(card.annexTitle)) {
    found.push(
      warning(
        'Приложение',
        'Название приложения стоит в родительном падеже; приложение называют в именительном: «Дорожная карта …».',
      ),
    )
  }
  const first = comparable(card.points[0] ?? '')
  const accusative = comparable(titleIn('accusative', card.annexTitle) ?? card.annexTitle)
  if (first.startsWith('Утвердить') && accusative && !first.toLowerCase().includes(accusative.toLowerCase())) {
    found.push(
      warning('Пункт 1', 'Пункт 1 называет приложение иначе, чем оно озаглавлено. Приведите к одному названию.'),
    )
  }
  if (!card.points.some((point) => /контроль/i.test(point)))
    found.push(warning('Пункты', 'Никому не поручен контроль исполнения.'))
  if (!card.points.some((point) => /разместить|опубликовать|обнародовать/i.test(point))) {
    found.push(warning('Пункты', 'Нет пункта о размещении на сайте или опубликовании.'))
  }
  const texts: [string, string][] = [
    ['Заголовок', card.title],
    ['Преамбула', card.preamble],
    ['Приложение', card.annexTitle],
    ...card.points.map((point, index): [string, string] => [`Пункт ${index + 1}`, point]),
  ]
  for (const [place, text] of texts) {
    for (const cause of typographyOf(text)) found.push(warning(place, cause))
  }
  return found
}

function warningsOfMeasures({ sections, measures }: CheckInput): Finding[] {
  const found: Finding[] = []
  const places = placesOf(sections, measures)
  for (const measure of measures) {
    const place = places.get(measure.key) ?? ''
    const warn = (text: string) => found.push({ level: 'warning', place, text, measureKey: measure.key })
    if (isBlank(measure.title)) warn('Нет названия мероприятия.')
    if (isBlank(measure.term)) warn('Не указан срок.')
    if (isBlank(measure.executors)) warn('Не указан исполнитель.')
    if (isBlank(measure.tasks)) warn('Не указана задача.')
    if (isBlank(measure.indicator)) warn('Не указан показатель.')
  }
  return found
}

/** «3.5»: the section's label and the row's. */
export function placesOf(
  sections: readonly { key: string; number: string; title: string }[],
  measures: readonly { key: string; sectionKey: string; number: string }[],
): Map<string, string> {
  const byKey = new Map(sections.map((section) => [section.key, section]))
  return new Map(
    measures.map((measure) => {
      const section = byKey.get(measure.sectionKey)
      const label = section?.number || (section ? sectionHeading(section) : '')
      const own = measure.number.replace(/\.$/, '')
      return [measure.key, label && !own.startsWith(`${label}.`) ? `${label}.${own}` : own]
    }),
  )
}

/** Faults of typing that a reader stumbles over; the text itself is never changed (rulings A7). */
function typographyOf(text: string): string[] {
  const found: string[] = []
  const straight = (text.match(/"/g) ?? []).length
  const opened = (text.match(/«/g) ?? []).length
  const closed = (text.match(/»/g) ?? []).length
  if (straight % 2 === 1 || opened !== closed) found.push('Кавычка не закрыта.')
  if (/№\d/.test(text)) found.push('Между «№» и числом нужен пробел.')
  const doubled = /(?:^|\s)([А-Яа-яЁё]{4,})\s+\1(?=[\s,.;:)]|$)/i.exec(text)
  if (doubled) found.push(`Слово повторено дважды: «${doubled[1]}».`)
  return found
}
