import type { Readable } from 'node:stream'

/** What `put` answers: `sha256` in lower-case hex is the only name of the bytes. */
export type Stored = { sha256: string; size: number }

/**
 * Papers and scans. Bytes are on the disk to their end before `put` answers, so a row that names them is written after.
 * Putting the same bytes again changes nothing. Several processes may share one store.
 */
export interface BytesStore {
  put(bytes: Uint8Array): Promise<Stored>
  /** Throws `BytesMissing`, or `BytesCorrupt` when what lies there has another fingerprint. */
  get(sha256: string): Promise<Buffer>
  /** True when a file of this name is there; its bytes are not read. */
  has(sha256: string): Promise<boolean>
  /** For downloads: checked while it flows; ends with the error `BytesCorrupt` instead of a last part that lies. */
  stream(sha256: string): Promise<{ stream: Readable; size: number }>
  /** Every name in the store, in no order; for the backup and the check at the start. */
  list(): AsyncIterable<string>
}

export class BytesMissing extends Error {
  override readonly name = 'BytesMissing'
  constructor(readonly sha256: string) {
    super(`Файл с отпечатком ${sha256} не найден в хранилище.`)
  }
}

export class BytesCorrupt extends Error {
  override readonly name = 'BytesCorrupt'
  constructor(readonly sha256: string) {
    super(`Файл с отпечатком ${sha256} повреждён: его содержимое изменилось на диске.`)
  }
}
