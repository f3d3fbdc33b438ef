import { randomBytes, timingSafeEqual } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import { writeDurably } from './durable-file'
import { log } from './log'

/** `output` is printed as JSON on standard output; `code` is the exit code: 0 yes, 1 no, 2 could not tell. */
export type OperatorAnswer = { code: 0 | 1 | 2; output: unknown }

/** `args` are those after the command's name, paths absolute; `input` is the file's bytes where the command names a file. */
export type OperatorCommand = (args: string[], input: Buffer | undefined) => Promise<OperatorAnswer>

const LARGEST_REQUEST = 384 * 1024 * 1024

const requestSchema = z.object({ command: z.string(), args: z.array(z.string()), input: z.base64().optional() })
const addressSchema = z.object({ port: z.number().int(), token: z.string() })
const answerSchema = z.object({ code: z.union([z.literal(0), z.literal(1), z.literal(2)]), output: z.unknown() })

/**
 * While the server holds the embedded database, the operator's commands ask it over the loopback (rulings D1). The port and a
 * token of this start lie in `file`, which only the owner of DATA_DIR can read.
 */
export async function serveOperator(
  file: string,
  commands: Record<string, OperatorCommand>,
): Promise<{ close(): Promise<void> }> {
  const token = randomBytes(32).toString('base64url')
  const server = createServer(async (request, response) => {
    if (!isOurs(request, token)) {
      response.writeHead(403).end()
      return
    }
    try {
      const { command, args, input } = requestSchema.parse(JSON.parse((await readBody(request)).toString('utf8')))
      const run = Object.hasOwn(commands, command) ? commands[command] : undefined
      if (!run) throw new Error(`No such operator's command: ${command}`)
      const answer = await run(args, input === undefined ? undefined : Buffer.from(input, 'base64'))
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
    } catch (error) {
      log.error('operator command failed', error)
      response.writeHead(500).end()
    }
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  server.unref()
  writeDurably(file, JSON.stringify({ port: (server.address() as AddressInfo).port, token }))
  return {
    close: () =>
      new Promise((resolve) => {
        rmSync(file, { force: true })
        server.close(() => resolve())
        server.closeIdleConnections()
      }),
  }
}

/** Nobody answers there: no server, or one that was killed and left its file. */
export class OperatorUnreachable extends Error {
  override readonly name = 'OperatorUnreachable'
}

/** Asks the running server; throws `OperatorUnreachable`. */
export async function askOperator(
  file: string,
  command: string,
  args: string[],
  input: Uint8Array | undefined,
): Promise<OperatorAnswer> {
  const response = await ask(
    file,
    JSON.stringify({ command, args, input: input && Buffer.from(input).toString('base64') }),
  )
  if (!response.ok) throw new Error(`The server could not run «${command}»: see its log.`)
  const { code, output } = answerSchema.parse(await response.json())
  return { code, output }
}

async function ask(file: string, body: string): Promise<Response> {
  try {
    const { port, token } = addressSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    return await fetch(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body,
    })
  } catch (error) {
    throw new OperatorUnreachable('The running server does not answer the operator.', { cause: error })
  }
}

function isOurs(request: IncomingMessage, token: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? '')
  const expected = Buffer.from(`Bearer ${token}`)
  return request.method === 'POST' && given.length === expected.length && timingSafeEqual(given, expected)
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? Infinity) > LARGEST_REQUEST)
    throw new Error('The request is too large.')
  return buffer(request)
}
