import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'

export type TimeStampServer = {
  url: string
  /** Its own authority, PEM: for the operator's list. */
  authority: string
  /** Answers with an error until told otherwise. */
  down(isDown: boolean): void
  close(): Promise<void>
}

/** A real RFC 3161 service: node takes the request, `openssl ts` answers it by the machine's own clock. */
export async function timeStampServer(): Promise<TimeStampServer> {
  const folder = mkdtempSync(join(tmpdir(), 'marshrut-tsa-'))
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  writeFileSync(
    join(folder, 'tsa.cnf'),
    [
      '[req]\ndistinguished_name=dn\n[dn]\n[service]\nbasicConstraints=CA:FALSE\nextendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature',
      '[authority]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n[tsa]\ndefault_tsa=own',
      '[own]\nserial=serial\nsigner_cert=tsa.pem\nsigner_key=tsa.key\ncerts=ca.pem\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\ndigests=sha256\nordering=no\ntsa_name=no\ness_cert_id_chain=no\ness_cert_id_alg=sha256',
    ].join('\n'),
  )
  writeFileSync(join(folder, 'serial'), '01\n')
  const rsa = ['-newkey', 'rsa:2048', '-nodes', '-config', 'tsa.cnf', '-utf8']
  openssl(
    'req',
    '-x509',
    ...rsa,
    '-days',
    '3650',
    '-extensions',
    'authority',
    '-subj',
    '/CN=Корень службы времени',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
  )
  openssl('req', ...rsa, '-subj', '/CN=Служба меток времени', '-keyout', 'tsa.key', '-out', 'tsa.csr')
  openssl(
    'x509',
    '-req',
    '-in',
    'tsa.csr',
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-days',
    '3650',
    '-extfile',
    'tsa.cnf',
    '-extensions',
    'service',
    '-out',
    'tsa.pem',
  )
  let isDown = false
  const server = createServer(async (request, response) => {
    writeFileSync(join(folder, 'query'), await buffer(request))
    if (isDown) return void response.writeHead(503).end()
    openssl('ts', '-reply', '-config', 'tsa.cnf', '-queryfile', 'query', '-out', 'reply')
    response.setHeader('content-type', 'application/timestamp-reply')
    response.end(readFileSync(join(folder, 'reply')))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa`,
    authority: readFileSync(join(folder, 'ca.pem'), 'utf8'),
    down: (answer) => {
      isDown = answer
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
