import type { ExecutorRole, NamedExecutor, RecognisedExecutors } from '@/lib/executor/dictionary'
import { nameKey } from '@/lib/executor/name-key'
import { isSameInflected, isSamePerson, personName } from '@/lib/executor/person-name'
import { capitalParts, cutAt, jointParts, type Piece, unlabelled } from '@/lib/executor/pieces'
import { comparable } from '@/lib/shared/text'

/** A dictionary made ready for many texts. */
export type Recogniser = (text: string) => RecognisedExecutors

/** Words round a name that change nobody: «все кураторы», «ОУ проекта 500+», «управление образованием администрации района». */
const AROUND = [
  /^(?:100 ?%|все|всех|всем|всеми|каждый|каждая|каждого) /,
  / (?:проекта|программы)(?: 500\+)?$/,
  / администрации (?:муниципального|городского) (?:района|округа)(?: .*)?$/,
  / 500\+$/,
].map(
  (pattern) =>
    new RegExp(
      pattern.source.replace(/[а-я]{4,}/g, (word) => nameKey(word)),
      'u',
    ),
)

/** Longer than any list of executors: such a text is something else, and is given back as one unknown piece. */
const LONGEST = 20_000
const MOST_LINES = 4

/** Finds one name's role, by the dictionary alone. */
type Finder = (name: string) => ExecutorRole | undefined

function finderOf(dictionary: readonly ExecutorRole[]): Finder {
  const byName = new Map<string, ExecutorRole>()
  for (const role of dictionary)
    for (const name of [role.name, ...role.synonyms]) {
      const key = nameKey(name)
      if (key !== '' && !byName.has(key)) byName.set(key, role)
    }
  return (name) => {
    let key = nameKey(name)
    for (const pattern of [undefined, ...AROUND]) {
      if (pattern) key = key.replace(pattern, '')
      const role = byName.get(key)
      if (role) return role
    }
    return undefined
  }
}

/** The role whose name or synonym this is, in any case or number: two roles may not share one. */
export const roleOfName = (dictionary: readonly ExecutorRole[], name: string): ExecutorRole | undefined => {
  const key = nameKey(name)
  return dictionary.find((role) => [role.name, ...role.synonyms].some((one) => nameKey(one) === key))
}

/**
 * Recognises the executors named in a text: the pieces between commas, semicolons, slashes, line breaks, «и», «совместно с».
 * A piece that the dictionary does not hold is given back in `unknown` as typed and is never guessed at; an empty text gives
 * empty lists. `named` are those who may be called by their own names; two of one name are nobody, with a doubt.
 */
export function recogniserOf(dictionary: readonly ExecutorRole[], named: readonly NamedExecutor[] = []): Recogniser {
  const roleOf = finderOf(dictionary)
  const called = callerOf(named)
  return (text) => {
    const found = new Found()
    const whole = text.normalize('NFC')
    if (whole.length > LONGEST) return { roles: [], unknown: [comparable(whole)] }
    for (const piece of piecesOf(whole, roleOf)) readPiece(piece, roleOf, called, found)
    return found.answer()
  }
}

class Found {
  private readonly roles = new Set<ExecutorRole>()
  private readonly named = new Map<string, NamedExecutor>()
  private readonly unknown = new Set<string>()
  private readonly persons = new Set<string>()
  private readonly doubts = new Set<string>()
  role = (role: ExecutorRole) => this.roles.add(role)
  executor = (one: NamedExecutor) => this.named.set(one.id, one)
  unread = (text: string) => this.unknown.add(comparable(text))
  person = (text: string) => this.persons.add(comparable(text))
  doubt = (sentence: string) => this.doubts.add(sentence)
  answer(): RecognisedExecutors {
    return {
      roles: [...this.roles],
      unknown: [...this.unknown],
      ...(this.named.size > 0 ? { named: [...this.named.values()] } : {}),
      ...(this.persons.size > 0 ? { persons: [...this.persons] } : {}),
      ...(this.doubts.size > 0 ? { doubts: [...this.doubts] } : {}),
    }
  }
}

/** A line break may end a name or only a line of the cell: lines that make one known name together are one piece. */
function piecesOf(text: string, roleOf: Finder): Piece[] {
  return cutAt(text, (sign) => ',;'.includes(sign)).flatMap((piece) => {
    const lines = piece.text.split(/[\n\r\u2028\u2029]+/).filter((line) => nameKey(line) !== '')
    if (lines.length < 2) return [piece]
    const joined: Piece[] = []
    for (let at = 0; at < lines.length; ) {
      let take = Math.min(MOST_LINES, lines.length - at)
      while (take > 1 && !roleOf(unlabelled(lines.slice(at, at + take).join(' ')))) take--
      joined.push({ text: lines.slice(at, at + take).join('\n'), notes: [] })
      at += take
    }
    // The bracket stood behind the last of the lines, as far as can be told.
    joined.at(-1)?.notes.push(...piece.notes)
    return joined
  })
}

type Caller = (name: string) => NamedExecutor | string | undefined

function readPiece(piece: Piece, roleOf: Finder, called: Caller, found: Found): void {
  const before = found.answer().roles.length
  const text = unlabelled(piece.text)
  if (nameKey(text) !== '') readName(text, roleOf, called, found)
  const own = found.answer().roles.slice(before)
  for (const note of piece.notes) readNote(note, own, roleOf, called, found)
}

/** What is known as a whole is not cut: «Руководители и специалисты» may be one synonym. */
function readName(text: string, roleOf: Finder, called: Caller, found: Found): void {
  if (takeOne(text, roleOf, called, found)) return
  const parts = cutAt(text, (sign) => '/\\&'.includes(sign))
    .flatMap((piece) => jointParts(piece.text))
    .filter((part) => nameKey(part) !== '')
  const isKnown = (part: string) => roleOf(part) !== undefined || typeof called(part) === 'object'
  if (parts.length > 1 && parts.some(isKnown)) {
    for (const part of parts) readName(part, roleOf, called, found)
    return
  }
  const names = capitalParts(text)
  if (names.length > 1 && names.length < 10 && names.every(isKnown)) {
    for (const name of names) takeOne(name, roleOf, called, found)
    found.doubt(`В «${comparable(text)}» нет запятой: прочитано как ${names.length} исполнителя.`)
    return
  }
  found.unread(text)
}

/** True when the text is one known name, or one that is refused with a doubt. */
function takeOne(text: string, roleOf: Finder, called: Caller, found: Found): boolean {
  const role = roleOf(text)
  if (role) {
    found.role(role)
    return true
  }
  const one = called(text)
  if (one === undefined) return false
  if (typeof one === 'object') found.executor(one)
  else {
    found.unread(text)
    found.doubt(one)
  }
  return true
}

function readNote(note: string, own: ExecutorRole[], roleOf: Finder, called: Caller, found: Found): void {
  if (own.length > 0 && personName(note)) {
    found.person(note)
    const group = own.find((role) => role.fanOut !== 'one')
    if (group) {
      found.doubt(`В скобках назван один человек (${comparable(note)}), а «${group.name}» — это каждый из них.`)
    }
    return
  }
  for (const piece of cutAt(note, (sign) => ',;'.includes(sign))) readName(piece.text, roleOf, called, found)
}

/** Own names: a school by its short name, a person by surname and initials. A string is the doubt why nobody was taken. */
function callerOf(named: readonly NamedExecutor[]): Caller {
  const byName = new Map<string, NamedExecutor[]>()
  const people: { one: NamedExecutor; name: NonNullable<ReturnType<typeof personName>> }[] = []
  for (const one of new Map(named.map((each) => [each.id, each])).values()) {
    const name = one.kind === 'curator' ? personName(one.name) : null
    if (name) people.push({ one, name })
    else byName.set(nameKey(one.name), [...(byName.get(nameKey(one.name)) ?? []), one])
  }
  return (text) => {
    const name = personName(text)
    const exact = name ? people.filter((each) => isSamePerson(name, each.name)) : []
    const found = name
      ? (exact.length > 0 ? exact : people.filter((each) => isSameInflected(name, each.name))).map(({ one }) => one)
      : (byName.get(nameKey(text)) ?? [])
    if (found.length > 1)
      return `«${comparable(text)}»: так зовут ${found.length} исполнителей. Укажите исполнителя вручную.`
    return found[0]
  }
}
