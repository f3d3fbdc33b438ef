import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { Refusal } from '@/lib/shared/refusal'
import type { FileDocument } from '@/lib/table-file/document'
import { damagedRefusal, refuseFile } from '@/lib/table-file/file-kind'
import type { TableKind } from '@/lib/table-file/open'

export const FILE_MAX_BYTES = 16 * 1024 * 1024
const TIME_LIMIT_MS = 30_000
const MEMORY_LIMIT_MB = 512
/** So many files are read at once; so many more wait. */
const AT_ONCE = 2
const WAITING = 20

type Answer = {
  document?: FileDocument
  refusal?: { message: string; field?: string; details?: Record<string, unknown> }
  fault?: string
}
type Limits = { timeMs?: number; memoryMb?: number; kind?: TableKind }

/**
 * Reads a file of any format that holds tables; its content decides, the name only tells CSV from other plain text. Refuses
 * (`invalid`, field `file`) what cannot be read, with the way out. The limits of time and memory are for tests; `kind` says what table is
 * expected, a road map unless told.
 */
export async function readTableFile(bytes: Uint8Array, fileName: string, limits: Limits = {}): Promise<FileDocument> {
  if (bytes.length === 0) {
    throw refuseFile(
      'Файл пуст. Проверьте, тот ли это файл, и загрузите его снова; возможно, он не успел скопироваться.',
    )
  }
  if (bytes.length > FILE_MAX_BYTES) {
    throw refuseFile(
      'Файл больше 16 МБ: для таблицы это слишком много. Уберите из него картинки и другие листы, сохраните и загрузите снова.',
    )
  }
  await turn()
  try {
    return await inWorker(bytes, fileName, limits)
  } finally {
    release()
  }
}

/** The same for HTML put on the page from Word, Excel or a browser. */
export const readPastedTable = (html: string): Promise<FileDocument> =>
  readTableFile(new TextEncoder().encode(`<html><meta charset="utf-8">${html}`), 'clipboard.html')

let reading = 0
const queue: (() => void)[] = []

async function turn(): Promise<void> {
  if (reading < AT_ONCE) {
    reading += 1
    return
  }
  if (queue.length >= WAITING)
    throw refuseFile('Сейчас читается много файлов. Подождите минуту и загрузите файл снова.')
  await new Promise<void>((resolve) => queue.push(resolve))
}

function release(): void {
  const next = queue.shift()
  if (next) next()
  else reading -= 1
}

function inWorker(bytes: Uint8Array, fileName: string, limits: Limits): Promise<FileDocument> {
  return new Promise((resolve, reject) => {
    // The file is named by path: a bundler would take it into the server's code, where its libraries do not belong.
    const file = join(/*turbopackIgnore: true*/ process.cwd(), 'lib/table-file/worker.mjs')
    const worker = new Worker(/*turbopackIgnore: true*/ file, {
      workerData: { bytes, fileName, kind: limits.kind ?? 'plan' },
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb ?? MEMORY_LIMIT_MB },
    })
    const limit = limits.timeMs ?? TIME_LIMIT_MS
    const timer = setTimeout(() => finish(() => reject(tooHeavy())), limit)
    const finish = (work: () => void) => {
      clearTimeout(timer)
      worker.removeAllListeners()
      // What a stopped thread still reports concerns nobody.
      worker.on('error', () => {})
      void worker.terminate()
      work()
    }
    worker.once('message', ({ document, refusal, fault }: Answer) =>
      finish(() => {
        if (document) resolve(document)
        else if (refusal) reject(new Refusal('invalid', refusal.message, refusal.field, refusal.details))
        else reject(Object.assign(damagedRefusal(), { cause: fault }))
      }),
    )
    worker.once('error', (error: NodeJS.ErrnoException) =>
      finish(() => reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooHeavy() : error)),
    )
    worker.once('exit', () => finish(() => reject(damagedRefusal())))
  })
}

const tooHeavy = () =>
  refuseFile(
    'Файл слишком сложный: прочитать его за отведённое время не удалось. Оставьте в нём только нужную таблицу, ' +
      'сохраните и загрузите снова.',
  )
