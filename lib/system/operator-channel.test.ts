import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { askOperator, OperatorUnreachable, serveOperator } from './operator-channel'

const folder = mkdtempSync(join(tmpdir(), 'marshrut-operator-'))
const file = join(folder, 'operator.json')
afterAll(() => rmSync(folder, { recursive: true }))

describe('the operator’s channel', () => {
  it('carries arguments and bytes to the running server and its answer back', async () => {
    const channel = await serveOperator(file, {
      verify: async (args, input) => ({ code: 1, output: { args, bytes: input?.toString('hex') ?? null } }),
    })
    expect(await askOperator(file, 'verify', ['файл.pdf'], Buffer.from([0, 255]))).toEqual({
      code: 1,
      output: { args: ['файл.pdf'], bytes: '00ff' },
    })
    expect((await askOperator(file, 'verify', [], undefined)).output).toEqual({ args: [], bytes: null })
    await expect(askOperator(file, 'constructor', [], undefined)).rejects.toThrow(/could not run/)
    await channel.close()
  })

  it('answers nobody without the token of this start, which only the owner can read', async () => {
    const channel = await serveOperator(file, { backup: async () => ({ code: 0, output: 'тайна' }) })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const { port } = JSON.parse(readFileSync(file, 'utf8'))
    for (const authorization of ['', 'Bearer ', `Bearer ${'x'.repeat(43)}`]) {
      const response = await fetch(`http://127.0.0.1:${port}/`, {
        method: 'POST',
        headers: { authorization },
        body: '{}',
      })
      expect(response.status).toBe(403)
      expect(await response.text()).toBe('')
    }
    await channel.close()
  })

  it('says when no server answers: never started, ended, or killed and its file left', async () => {
    expect(existsSync(file)).toBe(false)
    await expect(askOperator(file, 'verify', [], undefined)).rejects.toThrow(OperatorUnreachable)
    writeFileSync(file, JSON.stringify({ port: 1, token: 'x' }))
    await expect(askOperator(file, 'verify', [], undefined)).rejects.toThrow(OperatorUnreachable)
  })
})
