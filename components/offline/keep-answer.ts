import { deviceTime } from '@/components/offline/device-clock'
import { answerKey, deviceOf, findKept, forget, type KeptAnswer, keep } from '@/components/offline/kept-store'
import { sendAnswer } from '@/components/offline/send-kept'
import { type Answer, beginSending, type KeptText, onAnswer, openPage, typeText } from '@/lib/offline/kept-text'
import { pauseAfter } from '@/lib/offline/pause'
import { type Device, deviceTrouble, noLine, restored, savedAt, stopped } from '@/lib/offline/words'

const PAUSE_MS = 2_000

export type Place = {
  /** Whose texts this device keeps; null on «чужой компьютер», where it keeps none. */
  user: string | null
  reportId: string
  question: string
  label: string
  /** The question's own page. */
  page: string
  /** Where «Сохранить и продолжить» leads when there is no line. */
  next?: string | undefined
  /** What the server has, where the field was drawn with a text that was posted and not taken (`?kept=`). */
  stored?: { text: string; revision: number } | undefined
}

export type Told = {
  words: string
  /** Where nobody is signed in any more. */
  signIn?: boolean
  /** The server keeps two texts; the page shows both when it is opened again. */
  rivals?: boolean
  /** A second text of this device; the author says which of the two stays. */
  aside?: string | null
  choose?: (take: boolean) => void
}

type Field = (HTMLTextAreaElement | RadioNodeList) & { value: string }

const firstText = (field: Field): string =>
  field instanceof RadioNodeList
    ? ([...field] as HTMLInputElement[]).reduce((text, one) => (one.defaultChecked ? one.value : text), '')
    : field.defaultValue

/** Keeps the answer typed into `form` on this device and on the server, and tells truly where it is. Returns how to stop. */
export function keepAnswer(form: HTMLFormElement, place: Place, tell: (told: Told) => void): () => void {
  const field = form.elements.namedItem('text') as Field
  const revision = form.elements.namedItem('revision') as HTMLInputElement
  const from = Number(revision.value)
  const drawn = { from, ...(place.stored ?? { text: firstText(field), revision: from }) }
  const key = answerKey(place.user ?? '', place.reportId, place.question)
  let device: Device = place.user === null ? 'shared' : 'keeps'
  let kept: KeptText | undefined
  let last: Told = { words: '' }
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let sending: Promise<Answer['kind'] | undefined> | undefined
  let stoppedFor: Answer | undefined
  let isOver = false

  const say = (told: Told): void => {
    last = told
    if (!isOver) tell({ ...told, aside: kept?.aside ?? null, choose })
  }

  // Writing follows typing at once; while one is under way the newest of those that came meanwhile waits.
  let writing: Promise<void> = Promise.resolve()
  let written: KeptText | undefined
  const remember = (): Promise<void> => {
    writing = writing.then(async () => {
      if (place.user === null || !kept || kept === written) return
      written = kept
      const row: KeptAnswer = { ...kept, kind: 'answer', key, ...named(place) }
      try {
        await keep(row)
        device = 'keeps'
      } catch (error) {
        device = deviceOf(error)
      }
    })
    return writing
  }

  const offline = (): void => say({ words: noLine(device) })
  const later = (pause: number): void => {
    clearTimeout(timer)
    timer = setTimeout(send, pause)
  }

  async function sendOnce(): Promise<Answer['kind'] | undefined> {
    if (!kept || kept.isSent) return
    kept = beginSending(kept)
    await remember()
    const sent = { ...kept }
    const answer = await sendAnswer({ ...sent, kind: 'answer', key, ...named(place) })
    const after = onAnswer(kept, sent.text, answer)
    kept = after.kept
    await remember()
    failures = after.do === 'wait' ? failures + 1 : 0
    stoppedFor = after.do === 'ask' || after.do === 'stop' ? answer : undefined
    switch (after.do) {
      case 'sent':
        revision.value = String(kept.base)
        if (place.stored) dropKeptAddress()
        say({ words: savedAt(answer.kind === 'saved' || answer.kind === 'newer' ? answer.at : '') })
        if (after.more) later(PAUSE_MS)
        break
      case 'again':
        return sendOnce()
      case 'wait':
        offline()
        later(pauseAfter(failures))
        break
      case 'ask':
      case 'stop':
        say({ words: stopped(answer, device), rivals: after.do === 'ask', signIn: answer.kind === 'signed_out' })
    }
    return answer.kind
  }
  /** One at a time: an older text that is still under way could arrive after a newer one. */
  function send(): Promise<Answer['kind'] | undefined> {
    clearTimeout(timer)
    sending ??= sendOnce().finally(() => (sending = undefined))
    return sending
  }

  const typed = async (): Promise<void> => {
    kept = typeText(kept, Number(revision.value), field.value, deviceTime())
    const before = device
    if (stoppedFor?.kind === 'too_big') stoppedFor = undefined
    await remember()
    if (stoppedFor) say({ ...last, words: stopped(stoppedFor, device) })
    else {
      if (failures > 0) offline()
      else if (device !== before) say({ words: deviceTrouble(device) })
      later(failures > 0 ? pauseAfter(failures) : PAUSE_MS)
    }
  }

  function choose(take: boolean): void {
    if (!kept) return
    const aside = kept.aside
    kept = { ...kept, aside: null }
    if (take && aside !== null) field.value = aside
    say({ words: '' })
    if (take) void typed()
    else void remember()
  }

  async function begin(): Promise<void> {
    const found = place.user === null ? undefined : await findKept<KeptAnswer>(key).catch(failed)
    if (isOver) return
    const { shown, send: isToSend, ...open } = openPage({ ...drawn, inField: field.value }, found, deviceTime())
    kept = open.kept
    if (field.value !== open.field) field.value = open.field
    form.addEventListener('input', typed)
    form.addEventListener('submit', submit)
    if (!kept) {
      if (found) await forget(key).catch(failed)
      if (deviceTrouble(device)) say({ words: deviceTrouble(device) })
      return
    }
    revision.value = String(kept.base)
    await remember()
    say({ words: shown ? restored : deviceTrouble(device) })
    if (isToSend) void send()
  }
  const failed = (error: unknown): undefined => void (device = deviceOf(error))

  let isPassing = false
  /** The page is always left as without scripts: a press that meets no line then loses nothing and shows what is kept. */
  async function submit(event: SubmitEvent): Promise<void> {
    if (!/^javascript:/.test(form.getAttribute('action') ?? '')) event.stopPropagation()
    if (isPassing || !kept || kept.isSent) return
    event.preventDefault()
    event.stopPropagation()
    say({ words: 'Сохраняем…' })
    if (sending) await sending
    const kind = await send()
    if (kept.isSent || kind === 'signed_out') {
      isPassing = true
      form.requestSubmit(event.submitter)
      isPassing = false
    } else if (kind === 'no_line' && device === 'keeps' && place.next && navigator.serviceWorker?.controller) {
      location.assign(place.next)
    }
  }

  const online = (): void => {
    failures = 0
    if (!stoppedFor) void send()
  }
  const seen = (): void => {
    // Perhaps he has signed in beside, on another tab.
    if (!document.hidden && stoppedFor?.kind === 'signed_out') void send()
  }
  const lost = (): void => {
    failures ||= 1
    offline()
  }
  addEventListener('online', online)
  addEventListener('offline', lost)
  document.addEventListener('visibilitychange', seen)
  void begin().then(() => {
    // The line may have gone before anybody listened.
    if (!isOver && !navigator.onLine) lost()
  })
  return () => {
    isOver = true
    clearTimeout(timer)
    form.removeEventListener('input', typed)
    form.removeEventListener('submit', submit)
    removeEventListener('online', online)
    removeEventListener('offline', lost)
    document.removeEventListener('visibilitychange', seen)
  }
}

const named = ({ reportId, question, label, page }: Place) => ({ reportId, question, label, page })

/** The server has the text now: the page opened again shows the answer, not what was once posted. */
function dropKeptAddress(): void {
  const here = new URL(location.href)
  if (!here.searchParams.has('kept')) return
  here.searchParams.delete('kept')
  history.replaceState(null, '', here)
}
