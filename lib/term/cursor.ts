import type { Token } from '@/lib/term/tokens'

/** A place in a term's tokens; every `take…` either moves over what it names or leaves the place as it was. */
export class Cursor {
  at = 0

  constructor(readonly tokens: readonly Token[]) {}

  peek(ahead = 0): Token | undefined {
    return this.tokens[this.at + ahead]
  }

  get ended(): boolean {
    return this.at >= this.tokens.length
  }

  /** Moves over the first of the phrases that stands here; a phrase is words parted by single spaces. */
  take(...phrases: string[]): boolean {
    const here = this.peek()?.text
    for (const phrase of phrases) {
      if (here === undefined || !phrase.startsWith(here)) continue
      const words = phrase.split(' ')
      if (!words.every((word, index) => this.peek(index)?.text === word)) continue
      this.at += words.length
      return true
    }
    return false
  }

  /** Moves over a token of this type and gives it. */
  takeType<Type extends Token['type']>(type: Type): Extract<Token, { type: Type }> | null {
    const token = this.peek()
    if (token?.type !== type) return null
    this.at += 1
    return token as Extract<Token, { type: Type }>
  }

  /** Moves over a word of this form. */
  takeWord(form: RegExp): boolean {
    const token = this.peek()
    if (token?.type !== 'word' || !form.test(token.text)) return false
    this.at += 1
    return true
  }

  /** What `attempt` gives; when that is null or false, the place is as it was. */
  trying<Found>(attempt: () => Found | null): Found | null {
    const start = this.at
    const found = attempt()
    if (found === null || found === false) {
      this.at = start
      return null
    }
    return found
  }
}
