import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

type Entry = {
  version?: string
  resolved?: string
  integrity?: string
  optional?: boolean
  link?: boolean
  os?: string[]
  cpu?: string[]
}
type Lock = { lockfileVersion: number; packages: Record<string, Entry> }

const read = (file: string) => JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8'))
const lock: Lock = read('package-lock.json')
const manifest: Record<string, Record<string, string>> = read('package.json')
const packages = Object.entries(lock.packages).filter(([path]) => path !== '')
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
const versionsOf = (name: string) =>
  packages.filter(([path]) => nameOf(path) === name).map(([, entry]) => entry.version ?? '')

/** Below these versions there are known holes. */
const FLOOR = {
  next: '16.3.5',
  'next-auth': '4.24.15',
  // What reads files of strangers, and what those readers bring along.
  mammoth: '1.11.0',
  '@xmldom/xmldom': '0.8.12',
  jszip: '3.8.0',
  tmp: '0.2.4',
  uuid: '11.1.1',
}

function isAtLeast(version: string, floor: string): boolean {
  const [left, right] = [version, floor].map((text) => text.split(/[.-]/).slice(0, 3).map(Number))
  for (const [at, part] of (right ?? []).entries()) {
    const own = left?.[at] ?? 0
    if (own !== part) return own > part
  }
  return !version.includes('-')
}

describe('the packages', () => {
  it.each(Object.entries(FLOOR))('%s is not older than %s', (name, floor) => {
    const versions = versionsOf(name)
    expect(versions.length).toBeGreaterThan(0)
    expect(versions.filter((version) => !isAtLeast(version, floor))).toEqual([])
  })

  it('are compared by number, not by letter', () => {
    expect(isAtLeast('16.10.0', '16.3.5')).toBe(true)
    expect(isAtLeast('16.3.4', '16.3.5')).toBe(false)
    expect(isAtLeast('16.3.5-canary.1', '16.3.5')).toBe(false)
  })

  it('do not include xlsx, whose copy on npm has known holes', () => {
    expect(versionsOf('xlsx')).toEqual([])
  })

  it('are asked for by exact version, and the lock holds that version', () => {
    const asked = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
    expect(asked.length).toBeGreaterThan(20)
    expect(asked.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
    const other = asked.filter(([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version)
    expect(other).toEqual([])
  })

  it('are each pinned by a fingerprint', () => {
    expect(lock.lockfileVersion).toBe(3)
    expect(packages.length).toBeGreaterThan(150)
    // Builds for other platforms, which the registry at hand may lack, are only named.
    const here = packages.filter(([, entry]) => !(entry.optional && (entry.os || entry.cpu)))
    const loose = here.filter(([, entry]) => !entry.link && !/^sha512-/.test(entry.integrity ?? ''))
    expect(loose.map(([path]) => path)).toEqual([])
  })

  it('come from whatever registry npm is told to use', () => {
    expect(packages.filter(([, entry]) => entry.resolved).map(([path]) => path)).toEqual([])
  })
})
