import { connect, createServer, type Server, type Socket } from 'node:net'

type Quality = 'good' | 'cut' | 'slow' | 'late'

export type Line = {
  /** The program's address as it is seen through this line. */
  url: string
  /** cut: every connection breaks and none begins; slow: 50 kB/s each way and a second of delay each way; late: two seconds of it. */
  become(quality: Quality): void
  /** Bytes that came to the browser since the line was laid. */
  received(): number
  close(): Promise<void>
}

const BYTES_PER_SECOND = 50_000
const DELAY_MS = { slow: 1_000, late: 2_000 }
const SLICE_MS = 50

/** A line between browser and program that can be cut and thinned: for pages, scripts and service workers alike. */
export async function layLine(port: number): Promise<Line> {
  let quality: Quality = 'good'
  let received = 0
  // One line for all connections: what one takes the others wait for.
  const queues = { up: 0, down: 0 }
  const sockets = new Set<Socket>()
  const carry = (from: Socket, to: Socket, way: 'up' | 'down'): void => {
    let at = 0
    from.on('data', (part) => {
      if (way === 'down') received += part.length
      if (quality !== 'slow' && quality !== 'late') {
        to.write(part)
        return
      }
      const now = performance.now()
      queues[way] = Math.max(queues[way], now) + (part.length / BYTES_PER_SECOND) * 1_000
      at = Math.max(at + 1, queues[way] + DELAY_MS[quality])
      setTimeout(() => to.write(part), at - now)
      if (queues[way] - now > SLICE_MS) {
        from.pause()
        setTimeout(() => from.resume(), queues[way] - now - SLICE_MS)
      }
    })
    from.on('end', () => setTimeout(() => to.end(), Math.max(0, at - performance.now()) + 1))
    from.on('error', () => to.destroy())
    from.on('close', () => setTimeout(() => to.destroy(), Math.max(0, at - performance.now()) + 1))
  }
  const server: Server = createServer((browser) => {
    if (quality === 'cut') {
      browser.destroy()
      return
    }
    const program = connect(port, 'localhost')
    for (const socket of [browser, program]) {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
    }
    carry(browser, program, 'up')
    carry(program, browser, 'down')
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The line has no port.')
  return {
    url: `http://localhost:${address.port}`,
    become(next) {
      quality = next
      if (next === 'cut') for (const socket of sockets) socket.destroy()
    },
    received: () => received,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
