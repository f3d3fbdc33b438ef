import { Agent, get } from 'node:http'

export type Target = {
  name: string
  port: number
  path: string
  headers?: Record<string, string>
}

export type Answer = { status: number; body: Buffer; encoding: string }

const agent = new Agent({ keepAlive: true, maxSockets: 64 })

/** One request; the body as it came over the wire. A kept connection may be closed by the server while it is asked again: then once more. */
export const ask = (target: Target): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const request = get(
      { host: '127.0.0.1', port: target.port, path: target.path, headers: target.headers ?? {}, agent },
      (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('error', reject)
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: Buffer.concat(parts),
            encoding: String(response.headers['content-encoding'] ?? ''),
          }),
        )
      },
    )
    request.on('error', (error: NodeJS.ErrnoException) => {
      if (request.reusedSocket && error.code === 'ECONNRESET') ask(target).then(resolve, reject)
      else reject(error)
    })
  })

/** Sends exactly `count` requests, `atOnce` of them under way. Throws unless each is answered 200. */
export async function load(target: Target, count: number, atOnce: number): Promise<void> {
  let left = count
  const worker = async () => {
    while (left > 0) {
      left--
      const { status } = await ask(target)
      if (status !== 200) throw new Error(`${target.name}: ${status} from ${target.path}`)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, worker))
}

export const closeConnections = (): void => agent.destroy()
