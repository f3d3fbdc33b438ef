import { faultsOf } from '@/lib/order/check-text'
import type { OrderCard } from '@/lib/order/compose'
import { type Finding, type RepairTarget, warning } from '@/lib/order/finding'
import { nominativeFromGenitive, titleIn } from '@/lib/order/grammar'
import { accusativeOf, isNominative, type NamedPerson, peopleIn, personKey } from '@/lib/order/named-people'
import { comparable, isBlank } from '@/lib/shared/text'

const CONTROL = /контроль/i
const PUBLICATION = /размести|опубликова|обнародова/i

const point = (index: number): string => `Пункт ${index + 1}`

/**
 * Warnings of the order's text: how it names its annex, what its points lack, whom they name, and faults of typing.
 * `people` are the municipality's, «Иванова Н.Г.»: with them a name's case can be told.
 */
export function checkCard(card: OrderCard, people: readonly string[]): Finding[] {
  return [...ofTitle(card), ...ofAnnex(card), ...ofPoints(card), ...ofPeople(card, people), ...ofTyping(card)]
}

function ofTitle({ title, preamble }: OrderCard): Finding[] {
  const found: Finding[] = []
  const add = (code: string, text: string, wayOut: string, after?: string, label = '') =>
    found.push(
      warning({
        code,
        place: 'Заголовок',
        text,
        wayOut,
        mend: 'card',
        ...(after === undefined
          ? {}
          : { repair: { label, target: { part: 'card', field: 'title' }, before: title, after } }),
      }),
    )
  const plain = comparable(title)
  if (plain && !/^Об? /.test(plain)) add('title_start', 'Заголовок начинают с «О …» или «Об …».', 'Перепишите начало.')
  if (/[.]$/.test(plain))
    add(
      'title_full_stop',
      'В конце заголовка точку не ставят.',
      'Уберите точку.',
      title.replace(/\.(?=\s*$)/, ''),
      'Убрать точку',
    )
  if (isBlank(preamble))
    found.push(
      warning({
        code: 'preamble_missing',
        place: 'Преамбула',
        text: 'Нет преамбулы: не сказано, на каком основании издаётся акт.',
        wayOut: 'Назовите основания в карточке и составьте текст заново.',
        mend: 'card',
      }),
    )
  return found
}

/** One document, one name: in the title, in point 1 and over the annex (order-standard C35, C50). */
function ofAnnex({ title, annexTitle, points }: OrderCard): Finding[] {
  const found: Finding[] = []
  const add = (
    code: string,
    place: string,
    words: [text: string, wayOut: string],
    repair?: { target: RepairTarget; before: string; after: string; label: string },
  ) =>
    found.push(warning({ code, place, text: words[0], wayOut: words[1], mend: 'card', ...(repair ? { repair } : {}) }))
  const nominative = nominativeFromGenitive(annexTitle)
  const target: RepairTarget = { part: 'card', field: 'annexTitle' }
  if (nominative) {
    add(
      'annex_genitive',
      'Приложение',
      [
        'Название приложения стоит в родительном падеже; приложение называют в именительном: «Дорожная карта …».',
        'Поставьте его в именительном.',
      ],
      { target, before: annexTitle, after: nominative, label: 'Поставить в именительном' },
    )
  }
  if (/\.$/.test(comparable(annexTitle))) {
    add('annex_full_stop', 'Приложение', ['В конце названия приложения точку не ставят.', 'Уберите точку.'], {
      target,
      before: annexTitle,
      after: annexTitle.replace(/\.(?=\s*$)/, ''),
      label: 'Убрать точку',
    })
  }
  const name = nominative ?? annexTitle
  const accusative = titleIn('accusative', name) ?? name
  const genitive = titleIn('genitive', name)
  const first = points[0] ?? ''
  const approves = comparable(first).startsWith('Утвердить')
  const names = approves && !isBlank(name) && bare(first).includes(bare(accusative))
  if (approves && !isBlank(name) && !names) {
    add(
      'point1_differs',
      point(0),
      ['Пункт 1 называет приложение иначе, чем оно озаглавлено.', 'Приведите к одному названию.'],
      // The rest of a longer point is not known to be superfluous.
      titleIn('accusative', name) && /^[^.;]*[.]?$/.test(withoutShortened(first))
        ? {
            target: { part: 'point', index: 0 },
            before: first,
            after: `Утвердить ${accusative}.`,
            label: 'Назвать как приложение',
          }
        : undefined,
    )
  }
  if (genitive && /^Об утверждении /.test(comparable(title)) && !bare(title).includes(bare(genitive))) {
    add(
      'title_differs',
      'Заголовок',
      ['Заголовок называет утверждаемый документ иначе, чем озаглавлено приложение.', 'Приведите к одному названию.'],
      {
        target: { part: 'card', field: 'title' },
        before: title,
        after: `Об утверждении ${genitive}`,
        label: 'Назвать как приложение',
      },
    )
  }
  return found
}

/** Without what does not make another name: case, marks of quotation, the full stop. */
const bare = (text: string): string =>
  comparable(text)
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[«»"„“”]/g, '')
    .replace(/[.\s]+$/, '')

/** Full stops of abbreviations («ст.», «и.о.», «г.») end no sentence. */
const withoutShortened = (text: string): string => text.replace(/(?<!\p{L})\p{L}{1,3}\.(?=\S|\s)/gu, '')

const THIS_ACT: Record<OrderCard['kind'], string> = {
  directive: 'Настоящее распоряжение',
  resolution: 'Настоящее постановление',
  ordinance: 'Настоящий приказ',
}

function ofPoints({ kind, points }: OrderCard): Finding[] {
  const found: Finding[] = []
  if (!points.some((text) => CONTROL.test(text)))
    found.push(
      warning({
        code: 'control_missing',
        place: 'Пункты',
        text: 'Никому не поручен контроль исполнения.',
        wayOut: 'Добавьте пункт о контроле: «возложить на …» или «оставляю за собой».',
        mend: 'card',
      }),
    )
  if (!points.some((text) => PUBLICATION.test(text)))
    found.push(
      warning({
        code: 'publication_missing',
        place: 'Пункты',
        text: 'Нет пункта о размещении на сайте или опубликовании.',
        wayOut: `Добавьте пункт: «${THIS_ACT[kind]} разместить на официальном сайте».`,
        mend: 'card',
      }),
    )
  for (const [index, text] of points.entries()) {
    if (isBlank(text) || /[.:;]["»]?$/.test(comparable(text))) continue
    found.push(
      warning({
        code: 'point_full_stop',
        place: point(index),
        text: 'В конце пункта нет точки.',
        wayOut: 'Поставьте точку.',
        mend: 'card',
        repair: {
          label: 'Поставить точку',
          target: { part: 'point', index },
          before: text,
          after: text.replace(/\s*$/, '.'),
        },
      }),
    )
  }
  return found
}

/** Who controls is not the one who executes, and is named in the accusative. */
function ofPeople({ points }: OrderCard, people: readonly string[]): Finding[] {
  const found: Finding[] = []
  const known = nominatives(people)
  const named = points.map(peopleIn)
  const executors = new Map<string, number>()
  for (const [index, text] of points.entries()) {
    if (CONTROL.test(text)) continue
    for (const person of named[index] ?? []) if (!executors.has(person.key)) executors.set(person.key, index)
  }
  const everybody = named.flat()
  for (const [index, text] of points.entries()) {
    if (!CONTROL.test(text)) continue
    const handed = text.search(/возложить\s+на\s/i)
    for (const person of named[index] ?? []) {
      const executes = executors.get(person.key)
      if (executes !== undefined) {
        found.push(
          warning({
            code: 'executor_is_controller',
            place: point(index),
            text: `Контроль поручен тому же лицу (${person.surname} ${person.initials}), которое исполняет пункт ${executes + 1}.`,
            wayOut: 'Поручите контроль другому лицу или оставьте его за собой.',
            mend: 'card',
          }),
        )
      }
      if (handed >= 0 && person.at > handed && isNominative(person, everybody, known)) {
        found.push(accusativeFinding(index, text, person))
      }
    }
  }
  return found
}

function accusativeFinding(index: number, text: string, person: NamedPerson): Finding {
  const accusative = accusativeOf(person.surname)
  return warning({
    code: 'control_case',
    place: point(index),
    text: `«Возложить на …» требует винительного падежа, а имя стоит в именительном: «${person.surname} ${person.initials}».`,
    wayOut: accusative ? `Напишите «${accusative} ${person.initials}».` : 'Поставьте имя в винительном падеже.',
    mend: 'card',
    ...(accusative
      ? {
          repair: {
            label: `Поставить «${accusative}»`,
            target: { part: 'point', index },
            before: text,
            after: text.slice(0, person.at) + accusative + text.slice(person.to),
          },
        }
      : {}),
  })
}

function nominatives(people: readonly string[]): Map<string, Set<string>> {
  const known = new Map<string, Set<string>>()
  for (const person of people) {
    const [surname = '', ...initials] = person.split(/[\s\u00A0]+/)
    const key = personKey(surname, initials.join(''))
    known.set(key, (known.get(key) ?? new Set()).add(surname))
  }
  return known
}

function ofTyping(card: OrderCard): Finding[] {
  const texts: [place: string, target: RepairTarget, text: string][] = [
    ['Заголовок', { part: 'card', field: 'title' }, card.title],
    ['Преамбула', { part: 'card', field: 'preamble' }, card.preamble],
    ['Приложение', { part: 'card', field: 'annexTitle' }, card.annexTitle],
    ...card.points.map((text, index): [string, RepairTarget, string] => [point(index), { part: 'point', index }, text]),
  ]
  return texts.flatMap(([place, target, text]) =>
    faultsOf(text).map(({ after, label = '', ...fault }) =>
      warning({
        ...fault,
        place,
        mend: 'card',
        ...(after === undefined ? {} : { repair: { label, target, before: text, after } }),
      }),
    ),
  )
}
