import { deviceTime } from '@/components/offline/device-clock'
import { deviceOf, findKept, forget, type KeptSheet, keep, sheetKey } from '@/components/offline/kept-store'
import { sendSheet } from '@/components/offline/send-kept'
import { fieldsOf, isTyped, refill, refillPhotos } from '@/components/offline/sheet-fields'
import { decideOnSheetLoad } from '@/lib/offline/kept-sheet'
import { pauseAfter } from '@/lib/offline/pause'
import { type Device, deviceTrouble, sheetWords } from '@/lib/offline/words'

export type SheetPlace = {
  /** Whose sheets this device keeps; null on «чужой компьютер». */
  user: string | null
  visitId: string
  label: string
  page: string
  /** Where a saved sheet leads. */
  done: string
}

export type SheetTold = {
  words: string
  errors?: KeptSheet['errors']
  signIn?: boolean
  /** The sheet as the server draws it from what was sent, beside the one that it has. */
  drawn?: string | undefined
  /** A remembered sheet waits for its author's word. */
  choose?: ((show: boolean) => void) | undefined
}

/** Keeps the whole sheet with its photos on this device while it is filled in, and sends it when «Сохранить» was pressed. */
export function keepSheet(form: HTMLFormElement, place: SheetPlace, tell: (told: SheetTold) => void): () => void {
  if (place.user === null) return () => {}
  const key = sheetKey(place.user, place.visitId)
  const hidden = (name: string) => form.elements.namedItem(name) as HTMLInputElement
  let device: Device = 'keeps'
  let row: KeptSheet | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let isSending = false
  let isOver = false
  const say = (told: SheetTold): void => {
    if (!isOver) tell(told)
  }

  const current = (isPressed: boolean): KeptSheet => ({
    kind: 'sheet',
    key,
    visitId: place.visitId,
    page: place.page,
    label: place.label,
    fields: fieldsOf(form),
    revision: hidden('revision').value,
    isPressed,
    errors: [],
    typedAt: deviceTime(),
  })
  async function remember(next: KeptSheet): Promise<void> {
    row = next
    try {
      await keep(next)
      device = 'keeps'
    } catch (error) {
      device = deviceOf(error)
    }
  }

  let isWriting = false
  let isWaiting = false
  /** Photos make a sheet heavy: what was typed while one is being written is written once after it. */
  async function typed(): Promise<void> {
    // Another content is another press (`once` refuses the same one with another body).
    if (row?.isPressed) hidden('_press').value = newPress()
    clearTimeout(timer)
    if (isWriting) {
      isWaiting = true
      return
    }
    isWriting = true
    do {
      isWaiting = false
      await remember(current(false))
    } while (isWaiting)
    isWriting = false
    say({ words: device === 'keeps' ? sheetWords.onDevice : deviceTrouble(device) })
  }

  async function send(): Promise<void> {
    clearTimeout(timer)
    if (isSending || !row?.isPressed) return
    isSending = true
    const sent = row
    const answer = await sendSheet(sent)
    isSending = false
    // Typed on meanwhile: that is a newer sheet, and this answer is not about it.
    if (row !== sent) return
    switch (answer.kind) {
      case 'saved':
        await forget(key).catch(() => {})
        if (!isOver) location.assign(answer.page ?? place.done)
        return
      case 'refused':
        await remember({ ...sent, isPressed: false, errors: answer.errors })
        return say({ words: '', errors: answer.errors, drawn: answer.page })
      case 'signed_out':
        return say({ words: sheetWords.signedOut, signIn: true })
      case 'no_line':
        failures += 1
        timer = setTimeout(send, pauseAfter(failures))
        return say({ words: sheetWords.waits(photosIn(sent)) })
    }
  }

  async function submit(event: SubmitEvent): Promise<void> {
    // Where the device keeps nothing, and for «Добавить строку», the form goes its plain way.
    if (device !== 'keeps' || event.submitter?.hasAttribute('formaction')) return
    event.preventDefault()
    event.stopPropagation()
    say({ words: sheetWords.sending })
    const pressed = current(true)
    await remember(pressed)
    if (device !== 'keeps') {
      form.requestSubmit(event.submitter)
      return
    }
    failures = 0
    await send()
  }

  const show = (found: KeptSheet): void => {
    refill(form, found.fields)
    row = { ...found, isPressed: false }
    say({ words: sheetWords.shown(photosIn(found)), errors: found.errors })
  }

  async function begin(): Promise<void> {
    let found: KeptSheet | undefined
    try {
      found = await findKept<KeptSheet>(key)
    } catch (error) {
      device = deviceOf(error)
      say({ words: deviceTrouble(device) })
    }
    if (isOver) return
    form.addEventListener('input', typed)
    form.addEventListener('submit', submit)
    const standing = found && {
      revision: Number(found.revision),
      isPressed: found.isPressed,
      hasErrors: found.errors.length > 0,
    }
    const typedEarly = isTyped(form)
    const decision = decideOnSheetLoad(standing, Number(hidden('revision').value), typedEarly)
    if (!found) {
      if (typedEarly) await typed()
      return
    }
    if (new URLSearchParams(location.search).has('kept')) {
      // The server has drawn the form from what was sent; only the photos stayed here.
      refillPhotos(form, found.fields)
      await remember({ ...current(false), errors: [] })
      say({ words: sheetWords.shown(photosIn(found)) })
      return
    }
    if (decision.do === 'refill') show(found)
    if (decision.do === 'send') {
      refill(form, found.fields)
      row = found
      await send()
    }
    if (decision.do === 'ask') {
      const kept = found
      const choose = (wanted: boolean): void => {
        if (wanted) show(kept)
        else void forget(key).then(() => say({ words: '' }))
      }
      // Until then nothing typed here may write over it.
      form.removeEventListener('input', typed)
      say({
        words: '',
        choose: (wanted) => {
          choose(wanted)
          form.addEventListener('input', typed)
        },
      })
    }
  }

  const online = (): void => {
    failures = 0
    void send()
  }
  addEventListener('online', online)
  void begin()
  return () => {
    isOver = true
    clearTimeout(timer)
    form.removeEventListener('input', typed)
    form.removeEventListener('submit', submit)
    removeEventListener('online', online)
  }
}

const photosIn = (row: KeptSheet): number => row.fields.filter(([, value]) => value instanceof File).length

/** `crypto.randomUUID` is there only over https; a press need only differ from the person's other ones. */
const newPress = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
