/** What the program does to text. Typed text is stored as typed; these serve comparison and the program's own sentences. */

/** For comparing, never for storing: NFC, NBSP and line breaks as spaces, runs of spaces as one, ends trimmed (rulings A7). */
export function comparable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\s\u00A0\u202F\u200B\uFEFF]+/g, ' ')
    .trim()
}

/** True when nothing visible was typed. */
export const isBlank = (text: string): boolean => comparable(text) === ''

/** The Russian form for a count: plural(3, 'мероприятие', 'мероприятия', 'мероприятий'). */
export function plural(count: number, one: string, few: string, many: string): string {
  const tens = Math.abs(count) % 100
  const ones = tens % 10
  if (tens > 10 && tens < 20) return many
  if (ones === 1) return one
  return ones >= 2 && ones <= 4 ? few : many
}

/** «3 мероприятия», the pair joined by U+00A0. */
export const counted = (count: number, one: string, few: string, many: string): string =>
  `${count}\u00A0${plural(count, one, few, many)}`

/** «А.В. Мочалов» from surname, given name and patronymic; the pair joined by U+00A0 (order-standard C42). */
export function initialsFirst(surname: string, given: string, patronymic: string): string {
  return `${initials(given, patronymic)}\u00A0${surname}`
}

/** «Мочалов А.В.». */
export function surnameFirst(surname: string, given: string, patronymic: string): string {
  return `${surname}\u00A0${initials(given, patronymic)}`
}

function initials(given: string, patronymic: string): string {
  return [given, patronymic]
    .filter(Boolean)
    .map((name) => `${[...name][0]}.`)
    .join('')
}

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
