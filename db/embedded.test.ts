import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs, { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { FolderBusy } from '@/lib/system/folder-lock'
import { type Embedded, openEmbedded } from './embedded'

const synced = vi.hoisted(() => {
  // Files before this one in the worker have read the database's modules with the real disk.
  vi.resetModules()
  return { count: 0 }
})
vi.mock('node:fs', async (original) => {
  const real = await original<typeof fs>()
  const fsyncSync = (descriptor: number) => {
    synced.count++
    real.fsyncSync(descriptor)
  }
  return { ...real, fsyncSync, default: { ...real, fsyncSync } }
})

describe('the embedded database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'marshrut-embedded-'))
  let embedded: Embedded
  beforeAll(async () => {
    embedded = await openEmbedded(join(folder, 'postgres'))
    await embedded.client.exec('create table note (id int primary key, text text)')
  }, 60_000)
  afterAll(async () => {
    vi.resetModules()
    await embedded.close()
    rmSync(folder, { recursive: true })
  })

  it('asks the disk to keep each committed row', async () => {
    const before = synced.count
    for (let id = 1; id <= 10; id++) await embedded.client.query('insert into note values ($1, $2)', [id, 'строка'])
    expect(synced.count - before).toBeGreaterThanOrEqual(10)
  })

  it('runs with fsync and full page writes on', async () => {
    const { rows } = await embedded.client.query<{ name: string; setting: string }>(
      `select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit') order by name`,
    )
    expect(rows.map((row) => `${row.name}=${row.setting}`)).toEqual([
      'fsync=on',
      'full_page_writes=on',
      'synchronous_commit=on',
    ])
  })

  it('is refused to a second opener, in words', async () => {
    await expect(openEmbedded(join(folder, 'postgres'))).rejects.toThrow(FolderBusy)
    await expect(openEmbedded(join(folder, 'postgres'))).rejects.toThrow(/База занята/)
  })

  it('is freed by a process that was killed, and by closing', async () => {
    const other = join(folder, 'other')
    fs.mkdirSync(other)
    const lock = new URL('../lib/system/folder-lock.ts', import.meta.url)
    const script = `const { lockFolder } = await import('${lock}')
      await lockFolder(process.argv[1]); setInterval(() => {}, 1000); console.log('held')`
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script, other], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    await expect(openEmbedded(other)).rejects.toThrow(FolderBusy)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const reopened = await openEmbedded(other)
    await reopened.close()
    await (await openEmbedded(other)).close()
  }, 60_000)

  it('keeps what was committed when it is opened again', async () => {
    await embedded.client.query("insert into note values (100, 'останется')")
    await embedded.close()
    embedded = await openEmbedded(join(folder, 'postgres'))
    const { rows } = await embedded.client.query('select text from note where id = 100')
    expect(rows).toEqual([{ text: 'останется' }])
  }, 60_000)
})
