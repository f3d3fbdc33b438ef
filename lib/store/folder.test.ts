import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, describe, expect, it } from 'vitest'
import { BytesCorrupt, BytesMissing } from './bytes'
import { cleanStore, folderStore } from './folder'

const root = join(mkdtempSync(join(tmpdir(), 'marshrut-store-')), 'papers')
afterAll(() => rmSync(join(root, '..'), { recursive: true }))
const store = folderStore(root)
const paper = Buffer.from('Распоряжение № 121 от 21 апреля 2022 г.'.repeat(10_000))
const pathOf = (sha256: string) => join(root, sha256.slice(0, 2), sha256)

describe('the store of papers', () => {
  it('gives back what was put, under its SHA-256', async () => {
    const stored = await store.put(paper)
    expect(stored).toEqual({ sha256: createHash('sha256').update(paper).digest('hex'), size: paper.length })
    expect(paper.equals(await store.get(stored.sha256))).toBe(true)
    expect(paper.equals(await buffer((await store.stream(stored.sha256)).stream))).toBe(true)
    expect(await store.has(stored.sha256)).toBe(true)
    expect(statSync(pathOf(stored.sha256)).mode & 0o777).toBe(0o600)
  })

  it('keeps an empty file too', async () => {
    const { sha256 } = await store.put(Buffer.alloc(0))
    expect((await store.get(sha256)).length).toBe(0)
    expect((await buffer((await store.stream(sha256)).stream)).length).toBe(0)
  })

  it('writes the same bytes once, also when put ten times at once', async () => {
    const scan = Buffer.from('скан')
    const answers = await Promise.all(Array.from({ length: 10 }, () => store.put(scan)))
    expect(new Set(answers.map((answer) => answer.sha256)).size).toBe(1)
    expect(readdirSync(join(pathOf(answers[0]?.sha256 ?? ''), '..')).filter((name) => name.endsWith('.tmp'))).toEqual(
      [],
    )
    const names: string[] = []
    for await (const name of store.list()) names.push(name)
    expect(names.filter((name) => name === answers[0]?.sha256)).toHaveLength(1)
  })

  it('says that bytes are missing, and reads no path that is not a fingerprint', async () => {
    const absent = 'a'.repeat(64)
    await expect(store.get(absent)).rejects.toThrow(BytesMissing)
    await expect(store.stream(absent)).rejects.toThrow(BytesMissing)
    expect(await store.has(absent)).toBe(false)
    for (const name of ['../../etc/passwd', '', `${absent}/..`, absent.toUpperCase()]) {
      await expect(store.get(name)).rejects.toThrow(BytesMissing)
      expect(await store.has(name)).toBe(false)
    }
  })

  it('never hands out altered bytes as whole, and mends them when the paper is put again', async () => {
    const { sha256 } = await store.put(paper)
    const altered = Buffer.from(paper)
    altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1
    writeFileSync(pathOf(sha256), altered)
    await expect(store.get(sha256)).rejects.toThrow(BytesCorrupt)
    await expect(buffer((await store.stream(sha256)).stream)).rejects.toThrow(BytesCorrupt)
    await store.put(paper)
    expect(paper.equals(await store.get(sha256))).toBe(true)
  })

  it('clears away what a killed process left, but nothing that is being written', () => {
    const folder = join(root, 'ab')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'old.tmp'), 'half')
    writeFileSync(join(folder, 'new.tmp'), 'half')
    const now = new Date()
    utimesSync(join(folder, 'old.tmp'), now, new Date(now.getTime() - 2 * 3_600_000))
    expect(cleanStore(root, now)).toBe(1)
    expect(readdirSync(folder)).toEqual(['new.tmp'])
    expect(cleanStore(join(root, 'nowhere'), now)).toBe(0)
  })
})
