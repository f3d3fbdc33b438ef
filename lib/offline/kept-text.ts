/**
 * What a device remembers of one answer that is being typed, and what is to be done with it. One rule stands above all: an older
 * text never takes the place of a newer one; where it is not sure which is newer, both are shown.
 */
export type KeptText = {
  text: string
  /** The server's revision that this text began from. */
  base: number
  /** The server has this very text, under revision `base`. Remembered as long as older copies of the page may be opened. */
  isSent: boolean
  /** Texts whose sending was begun and whose answer never came: the server may have them. */
  tried: string[]
  /** The text that the server keeps beside a newer one until the author has chosen; '' where there is none. */
  rival: string
  /** A second text of this device that waits for its author's word; null: there is none. */
  aside: string | null
  /** When it was typed by the device's clock, ISO; told and never compared. */
  typedAt: string
}

/**
 * The page as it was drawn: the server's text and revision; and what stands in the field now, begun from revision `from`. That is the
 * server's own, but for a text that was posted when the session had ended and is brought back after the sign-in.
 */
export type DrawnPage = { text: string; revision: number; inField: string; from: number }

export type OnLoad =
  /** The field is right as it stands; a remembered text is forgotten. */
  | { do: 'nothing' }
  /** The field was typed into before the scripts were ready: it is kept and sent. */
  | { do: 'keep'; base: number }
  /** The remembered text belongs into the field; `send` where the server has not got it. */
  | { do: 'restore'; base: number; send: boolean }
  /** Two texts that nobody can choose between but the author: the field's, and the remembered one. */
  | { do: 'ask'; base: number }

/** A field's line ends are «\n»; a stored text may hold others. */
export const sameText = (one: string, other: string): boolean => plain(one) === plain(other)
const plain = (text: string): string => text.replace(/\r\n?/g, '\n')

/** What to do when a page with this question has been opened. */
export function decideOnLoad(page: DrawnPage, kept: KeptText | undefined): OnLoad {
  const typed = !sameText(page.inField, page.text)
  const fresh = typed ? ({ do: 'keep', base: page.from } as const) : ({ do: 'nothing' } as const)
  if (!kept || sameText(kept.text, page.text)) return fresh
  // The page itself shows both, from the server.
  if (kept.rival !== '' && sameText(kept.rival, kept.text)) return fresh
  if (kept.isSent) {
    // The server has gone on since, perhaps from another device: its text is the newer one.
    if (page.revision >= kept.base) return fresh
    // An older copy of the page, opened without a line.
    return typed ? { do: 'ask', base: kept.base } : { do: 'restore', base: kept.base, send: false }
  }
  // Nobody has seen the server's newer text above one that is brought back: the server keeps both then.
  const isBroughtBack = page.from < page.revision
  const base = typed && isBroughtBack ? page.from : Math.max(page.revision, kept.base)
  if (typed) return sameText(page.inField, kept.text) ? { do: 'keep', base } : { do: 'ask', base }
  const isNewerThere = page.revision > kept.base && !wasTried(kept, page.text)
  return isNewerThere ? { do: 'ask', base } : { do: 'restore', base, send: true }
}

/** What is remembered and what stands in the field once the page has been opened; `shown` is told to its reader. */
export type Opened = { kept: KeptText | undefined; field: string; send: boolean; shown: boolean }

/** Carries `decideOnLoad` out. A text that was put aside before stays so until its author has chosen. */
export function openPage(page: DrawnPage, kept: KeptText | undefined, now: string): Opened {
  const decision = decideOnLoad(page, kept)
  const aside = kept?.aside ?? null
  const here = (base: number, isSent: boolean): KeptText => ({
    ...typeText(undefined, base, page.inField, now),
    isSent,
    aside,
  })
  const field = page.inField
  switch (decision.do) {
    case 'nothing':
      return { kept: aside === null ? undefined : here(page.revision, true), field, send: false, shown: false }
    case 'keep':
      return { kept: here(decision.base, false), field, send: true, shown: false }
    case 'restore': {
      const restored = { ...(kept ?? here(decision.base, true)), base: decision.base }
      return { kept: restored, field: restored.text, send: decision.send, shown: decision.send }
    }
    case 'ask': {
      const isTyped = !sameText(field, page.text)
      return { kept: putAside(here(decision.base, !isTyped), kept?.text ?? ''), field, send: isTyped, shown: false }
    }
  }
}

/** The text of the field as it is to be remembered from now on. */
export const typeText = (kept: KeptText | undefined, base: number, text: string, typedAt: string): KeptText => ({
  text,
  base: kept?.base ?? base,
  isSent: false,
  tried: kept?.tried ?? [],
  rival: kept?.rival ?? '',
  aside: kept?.aside ?? null,
  typedAt,
})

/** Remembered before the sending begins, so that a browser closed meanwhile does not take its own text for somebody else's. */
export const beginSending = (kept: KeptText, most = 3): KeptText => ({
  ...kept,
  tried: [...kept.tried.filter((text) => text !== kept.text), kept.text].slice(-most),
})

const wasTried = (kept: KeptText, text: string): boolean => kept.tried.some((tried) => sameText(tried, text))

/** The server's answer to a sending. `at` is told as it came. */
export type Answer =
  | { kind: 'saved'; revision: number; at: string }
  /** It holds a newer text, typed elsewhere. */
  | { kind: 'newer'; revision: number; text: string; at: string; by: string; rivalId: string }
  /** Nobody is signed in. */
  | { kind: 'signed_out' }
  /** Another person is, or this one may not. */
  | { kind: 'forbidden' }
  /** Writing has ended: the report was sent, the stage is locked, the page is gone. In words. */
  | { kind: 'closed'; message: string }
  | { kind: 'too_big' }
  /** No answer at all, or a fault of the server. */
  | { kind: 'no_line' }

export type AfterAnswer =
  /** It lies on the server; what was typed since is to be sent. */
  | { do: 'sent'; kept: KeptText; more: boolean }
  /** Ask again at once: what the server holds is an earlier sending of ours. */
  | { do: 'again'; kept: KeptText }
  | { do: 'ask'; kept: KeptText }
  /** Later, by itself. */
  | { do: 'wait'; kept: KeptText }
  /** Not by itself any more; the text stays. */
  | { do: 'stop'; kept: KeptText }

/** What the answer to the sending of `sent` means for what is remembered by now (`kept` may have been typed on since). */
export function onAnswer(kept: KeptText, sent: string, answer: Answer): AfterAnswer {
  switch (answer.kind) {
    case 'saved': {
      const isSent = sameText(kept.text, sent)
      return { do: 'sent', kept: { ...kept, base: answer.revision, isSent, tried: [], rival: '' }, more: !isSent }
    }
    case 'newer': {
      const base = Math.max(answer.revision, kept.base)
      if (sameText(answer.text, kept.text)) {
        return { do: 'sent', kept: { ...kept, base, isSent: true, tried: [], rival: '' }, more: false }
      }
      const earlier = { ...kept, tried: kept.tried.filter((text) => !sameText(text, sent)) }
      if (wasTried(earlier, answer.text)) return { do: 'again', kept: { ...earlier, base } }
      return { do: 'ask', kept: { ...kept, rival: sent } }
    }
    case 'no_line':
      return { do: 'wait', kept }
    case 'signed_out':
    case 'forbidden':
    case 'closed':
    case 'too_big':
      return { do: 'stop', kept }
  }
}

/** Puts a text aside for its author; a second one is joined to the first, for neither may go. */
export const putAside = (kept: KeptText, text: string): KeptText => ({
  ...kept,
  aside: kept.aside === null || sameText(kept.aside, text) ? text : `${kept.aside}\n\n${text}`,
})
