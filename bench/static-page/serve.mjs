// Serves a built program as the framework does by itself: nothing of ours before it.
import { createServer } from 'node:http'
import next from 'next'

const port = Number(process.env.PORT)
const app = next({ dev: false, dir: process.cwd(), hostname: '127.0.0.1', port })
await app.prepare()
createServer(app.getRequestHandler()).listen(port, '127.0.0.1')
process.on('SIGTERM', () => process.exit(0))
