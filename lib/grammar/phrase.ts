import { adjectiveGender, type Gender, inflectAdjective } from '@/lib/grammar/adjective'
import type { Case } from '@/lib/grammar/cases'
import { inflectNoun, nounOf } from '@/lib/grammar/noun'

/** Participles and adjectives that are posts themselves: «заведующий отделом», «исполняющий обязанности главы». */
const SUBSTANTIVE = /^(?:исполняющ|заведующ|управляющ)(?:ий|ая)$/i
/** Before a participle, the same in every case. */
const ADVERB = /^временно$/i
/** Shortened posts and organisations keep their form: «и.о. начальника», «врио главы», «МКУ «Управление …»». */
const SHORTENED = /^(?:и\.\s?о\.|(?:врио|в\.?\s?р\.?\s?и\.?\s?о\.)(?![а-яё]))/i
const CAPITALS = /^[А-ЯЁ]{2,}(?![а-яё])/
/** A second post of one person after a dash or a comma: «заместитель главы – начальник управления». */
const SECOND = /(\s+[–—-]\s+|,\s+)/
const MOST_ADJECTIVES = 5

type Head = { gender: Gender; animate: boolean; noun: string | null; adjectives: string[]; rest: string }

/**
 * A post, a body or a document named in the nominative, put in a case: adjectives and the head noun change, the rest («образованием
 * администрации …») stays. Null where the head is not known: then a person types the form, nothing is guessed.
 */
export function inflectPhrase(text: string, form: Case): string | null {
  const parts = text.split(SECOND)
  const first = inflectHead(parts[0] ?? '', form)
  if (first === null) return null
  let inflected = first
  for (let index = 1; index < parts.length; index += 2) {
    const [sign = '', part = ''] = [parts[index], parts[index + 1]]
    // After a comma may stand a second post or more of the first one's name; a known head tells which.
    const isPost = headOf(part)?.animate === true
    const second = isPost ? inflectHead(part, form) : null
    if (second === null && !sign.startsWith(',')) return null
    inflected += sign + (second ?? part)
  }
  return inflected
}

/** The gender of what a phrase names; null where its head is not known. */
export const phraseGender = (text: string): Gender | null => headOf(text.trim())?.gender ?? null

/** The same for one name alone: what stands after its head is never changed. */
export function inflectHead(text: string, form: Case): string | null {
  if (CAPITALS.test(text) || SHORTENED.test(text)) return text
  const head = headOf(text)
  if (!head) return null
  const adjectives = head.adjectives.map((word) => {
    const [, adjective = '', space = ''] = /^(\S+)(\s*)$/.exec(word) ?? []
    if (ADVERB.test(adjective)) return word
    const changed = inflectAdjective(adjective, form, head.animate)
    return changed === null ? null : changed + space
  })
  const noun = head.noun === null ? '' : inflectNoun(head.noun, form)
  if (noun === null || adjectives.includes(null)) return null
  return adjectives.join('') + noun + head.rest
}

/** Adjectives up to the noun that they agree with; each adjective keeps the space after it. */
function headOf(text: string): Head | null {
  const adjectives: string[] = []
  let rest = text
  while (adjectives.length <= MOST_ADJECTIVES) {
    const [, word = '', space = ''] = /^([А-ЯЁа-яё]+(?:-[А-ЯЁа-яё]+)*)(\s*)/u.exec(rest) ?? []
    if (word === '') return null
    const noun = nounOf(word)
    if (noun) {
      const agrees = adjectives.every((one) => ADVERB.test(one.trim()) || adjectiveGender(one.trim()) === noun.gender)
      return agrees ? { ...noun, noun: word, adjectives, rest: rest.slice(word.length) } : null
    }
    if (SUBSTANTIVE.test(word)) {
      const gender = adjectiveGender(word) ?? 'masculine'
      // The head takes part as an adjective without a noun after it.
      return { gender, animate: true, noun: null, adjectives: [...adjectives, word], rest: rest.slice(word.length) }
    }
    if ((adjectiveGender(word) === null && !ADVERB.test(word)) || space === '') return null
    adjectives.push(word + space)
    rest = rest.slice(word.length + space.length)
  }
  return null
}
