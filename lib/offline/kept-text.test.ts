import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Answer,
  beginSending,
  type DrawnPage,
  decideOnLoad,
  type KeptText,
  onAnswer,
  openPage,
  putAside,
  typeText,
} from './kept-text'

const AT = '2026-05-12T03:00:00.000Z'
const page = (text: string, revision: number, inField = text): DrawnPage => ({
  text,
  revision,
  inField,
  from: revision,
})
/** After the sign-in: the field is drawn with what was posted when the session had ended. */
const broughtBack = (text: string, revision: number, posted: string, from: number): DrawnPage => ({
  text,
  revision,
  inField: posted,
  from,
})
const kept = (text: string, base: number, more: Partial<KeptText> = {}): KeptText => ({
  ...typeText(undefined, base, text, AT),
  ...more,
})
const newer = (text: string, revision: number): Answer => ({
  kind: 'newer',
  revision,
  text,
  at: '14:05',
  by: 'Иванова Н.Г.',
  rivalId: '1',
})

describe('a page that is opened', () => {
  it.each<[string, DrawnPage, KeptText | undefined, object]>([
    ['nothing remembered, nothing typed', page('а', 1), undefined, { do: 'nothing' }],
    ['typed before the scripts were ready', page('а', 1, 'аб'), undefined, { do: 'keep', base: 1 }],
    ['the server has the remembered text', page('а', 2), kept('а', 1), { do: 'nothing' }],
    ['line ends differ only', page('а\r\nб', 2), kept('а\nб', 1), { do: 'nothing' }],
    ['unsent, nothing newer there', page('а', 1), kept('аб', 1), { do: 'restore', base: 1, send: true }],
    ['unsent, the page is an older copy', page('а', 1), kept('абв', 2), { do: 'restore', base: 2, send: true }],
    ['unsent, a newer text there', page('другой', 2), kept('аб', 1), { do: 'ask', base: 2 }],
    [
      'unsent, what is there is an earlier sending whose answer was lost',
      page('аб', 2),
      kept('абв', 1, { tried: ['аб'] }),
      { do: 'restore', base: 2, send: true },
    ],
    [
      'sent, and the page is an older copy',
      page('а', 1),
      kept('аб', 2, { isSent: true }),
      { do: 'restore', base: 2, send: false },
    ],
    ['sent, and the server went on', page('абвг', 3), kept('аб', 2, { isSent: true }), { do: 'nothing' }],
    ['typed here, another text remembered', page('а', 1, 'ая'), kept('аб', 1), { do: 'ask', base: 1 }],
    ['typed here the very text remembered', page('а', 1, 'аб'), kept('аб', 1), { do: 'keep', base: 1 }],
    ['typed into an older copy', page('а', 1, 'ая'), kept('аб', 2, { isSent: true }), { do: 'ask', base: 2 }],
    ['brought back, remembered', broughtBack('а', 1, 'аб', 1), kept('аб', 1), { do: 'keep', base: 1 }],
    ['brought back, remembered nowhere', broughtBack('а', 1, 'аб', 1), undefined, { do: 'keep', base: 1 }],
    ['brought back, a newer text there', broughtBack('другой', 2, 'аб', 1), undefined, { do: 'keep', base: 1 }],
    [
      'brought back and remembered, a newer text there',
      broughtBack('другой', 2, 'аб', 1),
      kept('аб', 1),
      { do: 'keep', base: 1 },
    ],
    ['brought back, another one remembered', broughtBack('другой', 2, 'аб', 1), kept('абв', 1), { do: 'ask', base: 1 }],
    ['brought back and saved already', broughtBack('аб', 2, 'аб', 1), kept('аб', 1), { do: 'nothing' }],
    ['the server keeps both and shows both', page('другой', 2), kept('аб', 1, { rival: 'аб' }), { do: 'nothing' }],
    ['typed on after the server kept both', page('другой', 2), kept('абв', 1, { rival: 'аб' }), { do: 'ask', base: 2 }],
  ])('%s', (_, drawn, remembered, decision) => {
    expect(decideOnLoad(drawn, remembered)).toEqual(decision)
  })
})

it('a text brought back after the sign-in is kept and sent, never over a newer one', () => {
  const opened = openPage(broughtBack('другой', 2, 'аб', 1), kept('аб', 1), AT)
  expect(opened).toMatchObject({ send: true, field: 'аб', kept: { text: 'аб', base: 1, isSent: false, aside: null } })
})

describe('an answer', () => {
  const saved: Answer = { kind: 'saved', revision: 2, at: '14:05' }
  it('saves what was sent, and what was typed since is sent after it', () => {
    expect(onAnswer(kept('аб', 1), 'аб', saved)).toMatchObject({
      do: 'sent',
      more: false,
      kept: { base: 2, isSent: true },
    })
    expect(onAnswer(kept('абв', 1), 'аб', saved)).toMatchObject({
      do: 'sent',
      more: true,
      kept: { base: 2, isSent: false },
    })
  })

  it('«newer» of one’s own earlier sending is no conflict', () => {
    const now = beginSending(beginSending(kept('аб', 1)))
    const on = beginSending(typeText(now, 1, 'абв', AT))
    expect(onAnswer(on, 'абв', newer('аб', 2))).toMatchObject({ do: 'again', kept: { base: 2, text: 'абв' } })
  })

  it('«newer» of the same text is a text saved', () => {
    expect(onAnswer(kept('аб', 1), 'аб', newer('аб', 5))).toMatchObject({ do: 'sent', kept: { base: 5, isSent: true } })
  })

  it('«newer» of another text asks the author, and takes nothing away', () => {
    expect(onAnswer(kept('аб', 1), 'аб', newer('другой', 2))).toMatchObject({
      do: 'ask',
      kept: { text: 'аб', base: 1, rival: 'аб' },
    })
  })

  it.each<[Answer, string]>([
    [{ kind: 'no_line' }, 'wait'],
    [{ kind: 'signed_out' }, 'stop'],
    [{ kind: 'forbidden' }, 'stop'],
    [{ kind: 'closed', message: 'Отчёт принят.' }, 'stop'],
    [{ kind: 'too_big' }, 'stop'],
  ])('%o keeps the text as it is', (answer, what) => {
    expect(onAnswer(kept('аб', 1), 'аб', answer)).toEqual({ do: what, kept: kept('аб', 1) })
  })
})

it('two texts set aside are joined, for neither may go', () => {
  expect(putAside(putAside(kept('а', 1), 'б'), 'в').aside).toBe('б\n\nв')
  expect(putAside(putAside(kept('а', 1), 'б'), 'б').aside).toBe('б')
})

/** The server of the answers as its command is written: a text that began from an older revision is kept beside, never taken. */
class Server {
  text = ''
  revision = 0
  rivals: string[] = []
  /** Texts that stood here once: who wrote over one had it before his eyes. */
  stood: string[] = []
  take(text: string, base: number): Answer {
    if (this.text === text) return { kind: 'saved', revision: this.revision, at: '14:05' }
    if (base !== this.revision) {
      this.rivals.push(text)
      return newer(this.text, this.revision)
    }
    this.text = text
    this.stood.push(text)
    this.revision += 1
    return { kind: 'saved', revision: this.revision, at: '14:05' }
  }
}

type Step =
  | { step: 'type' }
  | { step: 'send'; fate: 'answered' | 'answer lost' | 'lost' | 'late' }
  | { step: 'reopen'; isOld: boolean; isTypedEarly: boolean }
  | { step: 'elsewhere' }

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.constant<Step>({ step: 'type' }),
    fc.constant<Step>({ step: 'elsewhere' }),
    fc.record({
      step: fc.constant('send' as const),
      fate: fc.constantFrom('answered' as const, 'answer lost' as const, 'lost' as const, 'late' as const),
    }),
    fc.record({ step: fc.constant('reopen' as const), isOld: fc.boolean(), isTypedEarly: fc.boolean() }),
  ),
  { maxLength: 40 },
)

/** One device through lost lines, lost answers, late requests, closed browsers and older copies of the page; another one beside it. */
function live(story: Step[]): { server: Server; everywhere: () => string[]; newest: string[] } {
  const server = new Server()
  let remembered: KeptText | undefined
  let field = ''
  let drawn = page('', 0)
  let base = 0
  let isAsking = false
  let count = 0
  const late: [string, number][] = []
  let mine = ''
  let theirs = ''
  const type = () => {
    field = mine = `мой ${++count}`
    remembered = typeText(remembered, base, field, AT)
  }
  for (const one of story) {
    if (one.step === 'type') type()
    if (one.step === 'elsewhere') {
      theirs = `чужой ${++count}`
      server.take(theirs, server.revision)
    }
    if (one.step === 'send' && remembered && !remembered.isSent && !isAsking) {
      remembered = beginSending(remembered)
      const { text, base: from } = remembered
      if (one.fate === 'late') late.push([text, from])
      const answer: Answer =
        one.fate === 'answered' || one.fate === 'answer lost' ? server.take(text, from) : { kind: 'no_line' }
      const after = onAnswer(remembered, text, one.fate === 'answered' ? answer : { kind: 'no_line' })
      remembered = after.kept
      if (after.do === 'sent') base = after.kept.base
      isAsking = after.do === 'ask'
      const before = server.text
      for (const [old, its] of late.splice(0)) {
        server.take(old, its)
        if (old !== text) expect(server.text, 'an older text came later').toBe(before)
      }
    }
    if (one.step === 'reopen') {
      if (!one.isOld) drawn = page(server.text, server.revision)
      base = drawn.revision
      isAsking = false
      field = drawn.text
      if (one.isTypedEarly) field = mine = `рано ${++count}`
      const opened = openPage({ ...drawn, inField: field }, remembered, AT)
      remembered = opened.kept
      field = opened.field
      if (remembered) base = remembered.base
    }
  }
  const everywhere = () => [
    ...server.stood,
    ...server.rivals,
    remembered?.text ?? '',
    ...(remembered?.aside ?? '').split('\n\n'),
  ]
  return { server, everywhere, newest: [mine, theirs] }
}

describe('whatever the line does', () => {
  it('the newest text typed on this device is somewhere: on the server, beside it, or on the device', () => {
    fc.assert(
      fc.property(steps, (story) => {
        const { everywhere, newest } = live(story)
        const [mine] = newest
        if (mine) expect(everywhere()).toContain(mine)
      }),
      { numRuns: 2_000 },
    )
  })

  it('a text of another device is never replaced by one that began before it', () => {
    fc.assert(
      fc.property(steps, (story) => {
        const lived = live([...story, { step: 'elsewhere' }, { step: 'send', fate: 'answered' }])
        expect(lived.server.text).toBe(lived.newest[1])
      }),
      { numRuns: 2_000 },
    )
  })
})
