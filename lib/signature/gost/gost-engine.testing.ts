import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** With CI=true a missing engine is a failure of the tests that need it, elsewhere they are skipped by name. */
export function hasGostEngine(): boolean {
  if (process.env.CI === 'true') return true
  try {
    execFileSync('openssl', ['engine', 'gost'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

export type GostSigner = {
  /** DER. */
  authority: Uint8Array
  certificate: Uint8Array
  sign: (content: Uint8Array, ...options: string[]) => Uint8Array
}

const EXTENSIONS = `[authority]
basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash
[holder]
basicConstraints=CA:FALSE
keyUsage=critical,digitalSignature,nonRepudiation
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
[qualified]
basicConstraints=CA:FALSE
keyUsage=critical,digitalSignature,nonRepudiation
authorityKeyIdentifier=keyid
certificatePolicies=1.2.643.100.113.1,1.2.643.100.113.2
1.2.643.100.112=ASN1:SEQUENCE:tool
[tool]
signTool=UTF8:Средство ЭП удостоверяющего центра
cATool=UTF8:Удостоверяющий центр
signToolCert=UTF8:СФ/124-0000
cAToolCert=UTF8:СФ/128-0000
[req]
distinguished_name=dn
string_mask=utf8only
[dn]
`

/** An authority, a person's key and signatures by it, all OpenSSL's: «gost2012_256» with «TCA», «gost2012_512» with «B» … */
export function makeGostSigner(
  folder: string,
  algorithm: string,
  parameterSet: string,
  { name = 'Мочалов Андрей Владимирович', section = 'holder', days = 30 } = {},
): GostSigner {
  const id = `${algorithm}-${parameterSet}-${section}`
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  const engine = ['-engine', 'gost']
  writeFileSync(join(folder, 'extensions.cnf'), EXTENSIONS)
  const request = (file: string, subject: string) => {
    openssl(
      'genpkey',
      ...engine,
      '-algorithm',
      algorithm,
      '-pkeyopt',
      `paramset:${parameterSet}`,
      '-out',
      `${file}.key`,
    )
    openssl(
      ...['req', '-new', '-utf8', '-config', 'extensions.cnf', ...engine],
      ...['-key', `${file}.key`, '-subj', subject, '-out', `${file}.csr`],
    )
  }
  const issue = (file: string, by: string[], extensions: string) =>
    openssl(
      ...['x509', '-req', ...engine, '-in', `${file}.csr`, '-days', String(days), '-extfile', 'extensions.cnf'],
      ...['-extensions', extensions, ...by, '-out', `${file}.pem`],
    )
  request(`${id}-ca`, '/C=RU/CN=Удостоверяющий центр')
  issue(`${id}-ca`, ['-signkey', `${id}-ca.key`], 'authority')
  request(id, `/C=RU/CN=${name}`)
  issue(id, ['-CA', `${id}-ca.pem`, '-CAkey', `${id}-ca.key`, '-CAcreateserial'], section)
  const derOf = (file: string) => openssl('x509', ...engine, '-in', `${file}.pem`, '-outform', 'DER')
  return {
    authority: derOf(`${id}-ca`),
    certificate: derOf(id),
    sign: (content, ...options) => {
      writeFileSync(join(folder, 'content'), content)
      openssl(
        ...['cms', '-sign', '-binary', ...engine, '-in', 'content', '-signer', `${id}.pem`, '-inkey', `${id}.key`],
        ...['-outform', 'DER', '-out', 'signature', ...options],
      )
      return readFileSync(join(folder, 'signature'))
    },
  }
}
