import { longDate } from '@/lib/shared/dates'

/** An act in force that changed or ended another; both were registered, so both are known by number to anybody. */
export type LaterAct = {
  effect: 'amended' | 'repealed'
  /** «распоряжением». */
  kindInstrumental: string
  number: string
  /** Local date, `YYYY-MM-DD`. */
  date: string
  /** Path of the act's public page in this program. */
  path: string
}

export type RegisteredPaper = {
  number: string
  /** Local date, `YYYY-MM-DD`. */
  date: string
  kind: string
  state: 'registered' | 'published' | 'annulled' | 'repealed'
  /** Address of the act's page, or null where the program has no address of its own. */
  url: string | null
  /** Path of the same page in this program. */
  path: string
  changes: LaterAct[]
}

/** One file that the register holds. */
export type RegisteredFile = {
  register: RegisteredPaper
  /** `signed` is an original, `detached` its `.sig`; of `print` and `scan` the original is a sheet of paper. */
  file: 'signed' | 'detached' | 'print' | 'scan'
  /** Another scan has taken its place since. */
  replaced: boolean
  /** DER of the certificates that the signatories of this act announced. */
  certificates: Uint8Array[]
  /** SHA-256 of the act's own signatures in files beside it, lower-case hexadecimal. */
  detached: string[]
}

export const OUT_OF_REACH = 'Реестр сейчас недоступен. Повторите проверку позже.'
export const ENCRYPTED = 'Файл закрыт шифрованием, прочесть его нельзя. Наши документы не шифруются.'
export const tooLarge = (most: number): string =>
  `Файл больше ${Math.floor(most / 1024 / 1024)} МБ: такие программа не разбирает.`

const STATES: Record<RegisteredPaper['state'], string> = {
  registered: 'Документ зарегистрирован.',
  published: 'Документ зарегистрирован и опубликован.',
  annulled: 'Документ аннулирован: файл подлинный, но силы не имеет.',
  repealed: 'Документ утратил силу: файл подлинный, но больше не действует.',
}

const CARRIERS: Record<RegisteredFile['file'], string | null> = {
  signed: null,
  detached: null,
  print: 'Это файл для печати: подлинник на бумаге, с собственноручной подписью.',
  scan: 'Это скан: подлинник на бумаге, с собственноручной подписью.',
}

/** For the reader of a file that the register holds: what it is, in what state the act is, what to look at besides. */
export function explainGenuine(
  { register, file, replaced }: RegisteredFile,
  { isOwnPair, wantsSignature }: { isOwnPair: boolean; wantsSignature: boolean },
): string[] {
  const words = [
    'Файл до последнего байта совпадает с тем, что хранится в реестре.',
    STATES[register.state],
    CARRIERS[file],
    replaced ? 'Этот скан потом заменён другим: спросите в администрации действующий.' : null,
    isOwnPair ? 'Файл подписи — тот самый, что хранится в реестре вместе с документом.' : null,
    wantsSignature
      ? 'Подпись к нему дана отдельным файлом (.sig): приложите его, и программа проверит и подпись.'
      : null,
    explainChanges(register.changes),
  ]
  return words.filter((sentence) => sentence !== null)
}

/** An act that has ended has no edition in force any more: then its amendments are not named. */
function explainChanges(changes: LaterAct[]): string | null {
  const of = (effect: LaterAct['effect']) => changes.filter((change) => change.effect === effect).map(named)
  const [amended, repealed] = [of('amended'), of('repealed')]
  if (repealed.length > 0) return `Признан утратившим силу ${repealed.join(', ')}.`
  if (amended.length === 0) return null
  return `После подписания в документ внесены изменения ${amended.join(', ')}: читайте действующую редакцию.`
}

const named = ({ kindInstrumental, date, number }: LaterAct): string =>
  `${kindInstrumental} от ${longDate(date)} №\u00A0${number}`

/** A `.sig` came without its document. */
export function explainSignatureAlone(found: RegisteredFile | undefined): string[] {
  const missing =
    'Выбран только файл подписи (.sig). Сам по себе он ничего не подтверждает: нужен и документ, к которому он приложен (PDF).'
  const whose = found && `Такая подпись есть в реестре: она от документа №\u00A0${found.register.number}.`
  return [missing, whose ?? 'Выберите оба файла и отправьте их вместе.']
}
