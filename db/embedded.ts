import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { lockFolder } from '@/lib/system/folder-lock'

export type Embedded = { client: PGlite; close(): Promise<void> }

/**
 * Opens the embedded database in `folder`, making it on the first time. Throws `FolderBusy` when another process has it.
 * A process killed while making the database leaves only a folder beside it, which the next opening clears away.
 */
export async function openEmbedded(folder: string): Promise<Embedded> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lock = await lockFolder(folder)
  try {
    const cluster = join(/*turbopackIgnore: true*/ folder, 'cluster')
    if (!existsSync(join(/*turbopackIgnore: true*/ cluster, 'PG_VERSION'))) await makeCluster(cluster)
    const client = await openCluster(cluster)
    return {
      client,
      close: async () => {
        await client.close()
        await lock.release()
      },
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

async function makeCluster(cluster: string): Promise<void> {
  const making = `${cluster}.making`
  rmSync(making, { recursive: true, force: true })
  rmSync(cluster, { recursive: true, force: true })
  const client = await openCluster(making)
  await client.close()
  syncTree(making)
  renameSync(making, cluster)
  syncPath(dirname(cluster))
}

const openCluster = (cluster: string): Promise<PGlite> =>
  PGlite.create({ fs: new SyncedNodeFS(cluster), startParams: durableStartParams() })

/** PGlite starts with `-F` (no fsync at all): what a person was told is saved would not outlive a power cut. */
function durableStartParams(): string[] {
  const params = PGlite.defaultStartParams.filter((param) => param !== '-F')
  return [...params, '-c', 'fsync=on', '-c', 'wal_sync_method=fsync', '-c', 'full_page_writes=on']
}

type HostStream = { nfd?: number; node: unknown }
type HostFiles = {
  NODEFS: { stream_ops: { fsync?: (stream: HostStream) => number }; realPath(node: unknown): string }
}

/** PGlite's own file system has no fsync; this one passes it to the disk (db/embedded.test.ts counts that it does). */
class SyncedNodeFS extends NodeFS {
  override async init(...args: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(...args)
    const withFsync = (module: unknown) => {
      const { NODEFS } = module as HostFiles
      NODEFS.stream_ops.fsync = (stream) => {
        // Folders have no descriptor here, yet PostgreSQL syncs them after it makes or renames a file.
        if (stream.nfd === undefined) syncPath(NODEFS.realPath(stream.node))
        else fsyncSync(stream.nfd)
        return 0
      }
    }
    const preRun = [emscriptenOpts.preRun ?? []].flat() as NonNullable<typeof emscriptenOpts.preRun>
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...preRun, withFsync] as typeof preRun } }
  }
}

function syncTree(path: string): void {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inner = join(/*turbopackIgnore: true*/ path, entry.name)
    if (entry.isDirectory()) syncTree(inner)
    else if (entry.isFile()) syncPath(inner)
  }
  syncPath(path)
}

function syncPath(path: string): void {
  try {
    const descriptor = openSync(path, 'r')
    try {
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    // Windows neither opens nor syncs folders; its journal of names makes that unnecessary.
    if (process.platform !== 'win32') throw error
  }
}
