import { describe, expect, it } from 'vitest'
import { fileOf, readUpload } from './read-upload'

const MB = 1024 * 1024

function post(body: BodyInit, headers: Record<string, string> = {}): Request {
  return new Request('http://here.test/verify/check', { method: 'POST', body, headers, duplex: 'half' } as RequestInit)
}

const form = (bytes: Uint8Array<ArrayBuffer>, name = 'приказ.pdf'): FormData => {
  const made = new FormData()
  made.set('file', new File([bytes], name))
  return made
}

describe('an upload', () => {
  it('gives the file’s bytes as they were sent', async () => {
    const bytes = new Uint8Array(MB).map((_, index) => index % 251)
    const read = await readUpload(post(form(bytes)), 2 * MB)
    expect(Buffer.compare((await fileOf(read, 'file', 2 * MB)) ?? Buffer.alloc(0), bytes)).toBe(0)
    expect(await fileOf(read, 'signature', MB)).toBeUndefined()
  })

  it('is refused when larger, wherever the excess is seen', async () => {
    const read = await readUpload(post(form(new Uint8Array(MB + 1))), MB)
    await expect(fileOf(read, 'file', MB)).rejects.toMatchObject({ why: 'big' })
    await expect(readUpload(post(form(new Uint8Array(3 * MB))), MB)).rejects.toMatchObject({ why: 'big' })
  })

  it('holds nothing of an endless stream and cuts it off', async () => {
    let sent = 0
    const endless = new ReadableStream({
      pull(controller) {
        sent += MB
        controller.enqueue(new Uint8Array(MB))
      },
    })
    const before = process.memoryUsage().rss
    await expect(
      readUpload(post(endless, { 'Content-Type': 'multipart/form-data; boundary=x' }), MB),
    ).rejects.toMatchObject({ why: 'big' })
    expect(sent).toBeLessThan(300 * MB)
    expect(process.memoryUsage().rss - before).toBeLessThan(250 * MB)
  })

  it('that was not chosen, is empty, broken or no form at all is named so', async () => {
    const empty = await readUpload(post(form(new Uint8Array(0))), MB)
    await expect(fileOf(empty, 'file', MB)).rejects.toMatchObject({ why: 'empty' })
    expect(await fileOf(await readUpload(post(form(new Uint8Array(0), '')), MB), 'file', MB)).toBeUndefined()
    await expect(
      readUpload(post('a=1', { 'Content-Type': 'application/x-www-form-urlencoded' }), MB),
    ).rejects.toMatchObject({ why: 'none' })
    await expect(
      readUpload(post('--x\r\ncut', { 'Content-Type': 'multipart/form-data; boundary=x' }), MB),
    ).rejects.toMatchObject({ why: 'broken' })
  })
})
