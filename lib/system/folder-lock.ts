import { createHash } from 'node:crypto'
import { realpathSync, unlinkSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Another process holds the folder. */
export class FolderBusy extends Error {
  override readonly name = 'FolderBusy'
  constructor(readonly folder: string) {
    super(`База занята: папку ${folder} уже использует другой запущенный процесс программы.`)
  }
}

export type FolderLock = { release(): Promise<void> }

/**
 * One process per folder, for as long as the process lives. On Linux (an abstract socket) and Windows (a named pipe)
 * the system frees the name even after kill -9; elsewhere a socket file is tried for life before it is taken over.
 * The name is of the machine: two containers with one shared folder do not see each other's lock.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const name = `marshrut-${createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 32)}`
  if (process.platform === 'linux') return held(await listen(`\0${name}`, folder))
  if (process.platform === 'win32') return held(await listen(`\\\\.\\pipe\\${name}`, folder))
  const socket = join(tmpdir(), `${name}.sock`)
  try {
    return held(await listen(socket, folder))
  } catch (error) {
    if (!(error instanceof FolderBusy) || (await answers(socket))) throw error
    unlinkSync(socket)
    return held(await listen(socket, folder))
  }
}

function listen(address: string, folder: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' || error.code === 'EACCES' ? new FolderBusy(folder) : error)
    })
    server.listen(address, () => {
      server.unref()
      resolve(server)
    })
  })
}

const held = (server: Server): FolderLock => ({
  release: () => new Promise((resolve) => server.close(() => resolve())),
})

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address, () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
