import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Written to its end and on the disk before it gets its name: a reader sees the old file or the whole new one. */
export function writeDurably(file: string, bytes: Uint8Array | string, temporary = temporaryName(file)): void {
  try {
    writeTemporary(temporary, bytes)
    renameSync(temporary, file)
  } finally {
    rmSync(temporary, { force: true })
  }
  syncFolder(dirname(file))
}

/** The same for a file that must not be there yet; false when another process was first. */
export function createDurably(file: string, bytes: Uint8Array | string): boolean {
  const temporary = temporaryName(file)
  try {
    writeTemporary(temporary, bytes)
    linkSync(temporary, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(temporary, { force: true })
  }
  syncFolder(dirname(file))
  return true
}

let written = 0
const temporaryName = (file: string) => `${file}.${process.pid}-${++written}.tmp`

function writeTemporary(temporary: string, bytes: Uint8Array | string): void {
  const descriptor = openSync(temporary, 'wx', 0o600)
  try {
    writeFileSync(descriptor, bytes)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** A new name in a folder outlives a power cut only when the folder is synced; Windows has no such call. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
