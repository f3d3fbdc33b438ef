import type { KeptText } from '@/lib/offline/kept-text'
import type { Device } from '@/lib/offline/words'

type Owned = {
  /** `user|…`: nothing is ever read or sent under another person's name. */
  key: string
  /** The page where it is typed. */
  page: string
  label: string
}
export type KeptAnswer = Owned & KeptText & { kind: 'answer'; reportId: string; question: string }
export type KeptSheet = Owned & {
  kind: 'sheet'
  visitId: string
  /** Fields in their order, photos among them. */
  fields: [string, string | File][]
  /** The server's revision that the sheet began from. */
  revision: string
  /** «Сохранить» was pressed: it is sent by itself. Else it is only being filled in. */
  isPressed: boolean
  /** What the server said when it did not take it. */
  errors: { field: string | null; message: string }[]
  typedAt: string
}
export type Kept = KeptAnswer | KeptSheet

export const answerKey = (user: string, reportId: string, question: string): string =>
  `${user}|answer|${reportId}|${question}`
export const sheetKey = (user: string, visitId: string): string => `${user}|sheet|${visitId}`

const NAME = 'marshrut'
const STORE = 'kept'
const OPEN_MS = 3_000

let opening: Promise<IDBDatabase> | undefined
const opened = (): Promise<IDBDatabase> =>
  (opening ??= new Promise<IDBDatabase>((resolve, reject) => {
    // A browser that forbids it throws, refuses, or never answers.
    setTimeout(() => reject(new Error('IndexedDB does not answer.')), OPEN_MS)
    const asked = indexedDB.open(NAME, 1)
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: 'key' })
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error)
  }))

async function run<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await opened()
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode)
    const asked = ask(transaction.objectStore(STORE))
    // Only a completed transaction has kept anything.
    transaction.oncomplete = () => resolve(asked.result)
    transaction.onabort = () => reject(transaction.error ?? asked.error)
  })
}

const everything = (user: string): IDBKeyRange => IDBKeyRange.bound(`${user}|`, `${user}|\uffff`)

/** All throw where the device does not keep: see `deviceOf`. */
export const findKept = <T extends Kept>(key: string): Promise<T | undefined> =>
  run('readonly', (store) => store.get(key))
export const listKept = (user: string): Promise<Kept[]> => run('readonly', (store) => store.getAll(everything(user)))
export const keep = (row: Kept): Promise<unknown> => run('readwrite', (store) => store.put(row))
/**
 * Puts what `to` makes of the row, in the transaction that reads it: nothing that another tab writes comes between. `to` leaves the row
 * as it is by returning it, and forgets it by returning undefined; it is not asked where there is none. Returns what the row was.
 */
export async function change<T extends Kept>(key: string, to: (row: T) => T | undefined): Promise<T | undefined> {
  let found: T | undefined
  await run('readwrite', (store) => {
    const asked: IDBRequest<T | undefined> = store.get(key)
    asked.onsuccess = () => {
      found = asked.result
      if (!found) return
      const next = to(found)
      if (next === undefined) store.delete(key)
      else if (next !== found) store.put(next)
    }
    return asked
  })
  return found
}
export const forget = (key: string): Promise<unknown> => run('readwrite', (store) => store.delete(key))

/** Nothing waits for it: the server has it, and no second text stands aside. */
export const isSettled = (row: Kept): boolean => row.kind === 'answer' && row.isSent && row.aside === null

export const deviceOf = (error: unknown): Device =>
  (error as Error | undefined)?.name === 'QuotaExceededError' ? 'full' : 'forbids'

/**
 * After somebody has signed out: forgets what the server has, and counts what it has not; that stays for its owner. Leaves no
 * database where there was none.
 */
export function forgetSettled(): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1)
    asked.onupgradeneeded = () => asked.transaction?.abort()
    asked.onerror = () => resolve(0)
    asked.onsuccess = () => {
      const transaction = asked.result.transaction(STORE, 'readwrite')
      const store = transaction.objectStore(STORE)
      const all = store.getAll()
      let left = 0
      all.onsuccess = () => {
        for (const row of all.result as Kept[]) {
          if (isSettled(row)) store.delete(row.key)
          else left += 1
        }
      }
      transaction.oncomplete = () => {
        asked.result.close()
        resolve(left)
      }
      transaction.onabort = () => reject(transaction.error)
    }
  })
}
