import { nameKey, plainName } from '@/lib/executor/name-key'
import { recogniserOf } from '@/lib/executor/recognise'
import type { CheckedMeasure, CheckedPlan } from '@/lib/order/check-plan'
import { type Finding, warning } from '@/lib/order/finding'
import { comparable } from '@/lib/shared/text'

/** Two names of one role are usual («Кураторы», «Кураторы ОО»); with more of them nobody knows any longer who is meant. */
const MANY_NAMES = 3

export function checkUnknownExecutors({ place, key, planned }: CheckedMeasure): Finding[] {
  const { unknown, doubts = [] } = planned.executors
  const found = doubts.map((text) =>
    warning({
      code: 'executor_doubt',
      place,
      text,
      wayOut: 'Сверьте, кто назван исполнителем.',
      mend: 'reading',
      measureKey: key,
    }),
  )
  if (unknown.length === 0) return found
  const names = unknown.map((name) => `«${name}»`).join(', ')
  found.push(
    warning({
      code: 'executor_unknown',
      place,
      text: `Исполнитель не распознан: ${names}.`,
      wayOut: 'Добавьте это название к роли в словаре исполнителей или назовите исполнителя иначе.',
      mend: 'executors',
      measureKey: key,
    }),
  )
  return found
}

/** One role under many names: one finding a role, with every name and where it stands. */
export function checkRoleNames(measures: readonly CheckedMeasure[], { facts }: CheckedPlan): Finding[] {
  const recognise = recogniserOf(facts.dictionary)
  const roles = new Map<string, { name: string; forms: Set<string>; names: Map<string, string[]> }>()
  for (const { executors, place } of measures) {
    for (const piece of piecesOf(executors)) {
      const { roles: named, unknown } = recognise(piece)
      const [role] = named
      if (!role || named.length > 1 || unknown.length > 0) continue
      const known = roles.get(role.code) ?? { name: role.name, forms: new Set(), names: new Map<string, string[]>() }
      roles.set(role.code, known)
      // «Кураторы» and «куратор» are one name, «Кураторы ОО» is another.
      known.forms.add(nameKey(piece))
      const spelling = [...known.names.keys()].find((name) => plainName(name) === plainName(piece)) ?? piece
      const places = known.names.get(spelling) ?? []
      if (!places.includes(place)) places.push(place)
      known.names.set(spelling, places)
    }
  }
  return [...roles.values()]
    .filter(({ forms }) => forms.size >= MANY_NAMES)
    .map(({ name, names }) =>
      warning({
        code: 'role_many_names',
        place: 'Исполнители',
        text: `Одна роль названа по-разному: ${[...names].map(([one, places]) => `«${one}» (${listPlaces(places)})`).join(', ')}.`,
        wayOut: `Выберите одно название, например «${name}», и поставьте его во всех строках.`,
        mend: 'map',
      }),
    )
}

const piecesOf = (text: string): string[] =>
  text
    .split(/[,;/\n\r]+|\s+и\s+/)
    .map(comparable)
    .filter((piece) => piece !== '')

/** How many places a finding names before it says «и ещё N». */
const MOST_PLACES = 6

/** «1.4, 2.2 и ещё 12». */
function listPlaces(places: readonly string[]): string {
  const named = places.slice(0, MOST_PLACES).join(', ')
  return places.length > MOST_PLACES ? `${named} и ещё ${places.length - MOST_PLACES}` : named
}
