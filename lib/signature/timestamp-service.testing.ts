import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

type Answer = (request: Buffer, response: ServerResponse) => void

export type TimeStampServer = {
  url: string
  /** The authority of the service, PEM, for the operator's list. */
  authority: string
  /** What the service does next instead of stamping. */
  misbehave: (answer: Answer | null) => void
  /** An answer of the real service to `request`. */
  stamp: (request: Uint8Array) => Buffer
  close: () => Promise<void>
}

const CONFIG = `[tsa]
default_tsa=own
[own]
serial=serial
crypto_device=builtin
signer_cert=tsa.pem
signer_key=tsa.key
certs=ca.pem
signer_digest=sha256
default_policy=1.2.3.4.1
digests=sha256,sha512
accuracy=secs:1
ess_cert_id_chain=no
[req]
distinguished_name=dn
[dn]
[authority]
basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign
[stamping]
extendedKeyUsage=critical,timeStamping
keyUsage=critical,digitalSignature
`

/** A time-stamp service over HTTP whose answers `openssl ts -reply` makes, as RFC 3161 wants them. */
export async function startTimeStampServer(
  options: { essDigest?: 'sha1' | 'sha256'; days?: number } = {},
): Promise<TimeStampServer> {
  const { essDigest = 'sha256', days = 3650 } = options
  const folder = mkdtempSync(join(tmpdir(), 'marshrut-tsa-'))
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  writeFileSync(join(folder, 'tsa.cnf'), CONFIG.replace('[req]', `ess_cert_id_alg=${essDigest}\n[req]`))
  writeFileSync(join(folder, 'serial'), '01\n')
  const key = ['-newkey', 'rsa:2048', '-nodes', '-config', 'tsa.cnf']
  openssl('req', '-new', ...key, '-keyout', 'ca.key', '-subj', '/CN=Stamps authority', '-out', 'ca.csr')
  const sign = ['x509', '-req', '-days', String(days), '-extfile', 'tsa.cnf', '-extensions']
  openssl(...sign, 'authority', '-in', 'ca.csr', '-signkey', 'ca.key', '-out', 'ca.pem')
  openssl('req', '-new', ...key, '-keyout', 'tsa.key', '-subj', '/CN=Stamps', '-out', 'tsa.csr')
  openssl(
    ...sign,
    'stamping',
    '-in',
    'tsa.csr',
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-out',
    'tsa.pem',
  )

  const stamp = (request: Uint8Array): Buffer => {
    writeFileSync(join(folder, 'query'), request)
    openssl('ts', '-reply', '-config', 'tsa.cnf', '-section', 'own', '-queryfile', 'query', '-out', 'reply')
    return readFileSync(join(folder, 'reply'))
  }
  let next: Answer | null = null
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      if (next) return next(body, response)
      if (request.headers['content-type'] !== 'application/timestamp-query') return response.writeHead(415).end()
      response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(stamp(body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa`,
    authority: readFileSync(join(folder, 'ca.pem'), 'utf8'),
    misbehave: (answer) => {
      next = answer
    },
    stamp,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks)
}
