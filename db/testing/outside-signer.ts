import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * What stands outside the program in its tests: an authority and a person's key, all OpenSSL's and its GOST engine's, which play
 * КриптоПро's part. Nothing of the program's own code makes or signs anything here.
 */
export type OutsideKey = 'rsa' | 'ec' | 'gost256' | 'gost512'

const KEYS: Record<OutsideKey, { make: string[]; digest: string; engine: string[] }> = {
  rsa: { make: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'], digest: 'sha256', engine: [] },
  ec: { make: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'], digest: 'sha256', engine: [] },
  gost256: {
    make: ['-algorithm', 'gost2012_256', '-pkeyopt', 'paramset:A'],
    digest: 'md_gost12_256',
    engine: ['-engine', 'gost'],
  },
  gost512: {
    make: ['-algorithm', 'gost2012_512', '-pkeyopt', 'paramset:A'],
    digest: 'md_gost12_512',
    engine: ['-engine', 'gost'],
  },
}

/** With CI=true a missing engine is a failure of the tests that need it, elsewhere they are skipped by name. */
export function hasOpenssl(kind: OutsideKey = 'rsa'): boolean {
  if (process.env.CI === 'true') return true
  try {
    execFileSync('openssl', KEYS[kind].engine.length > 0 ? ['engine', 'gost'] : ['version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** OpenSSL tells the time by its own clock, so these tests live today: at noon in Чита, far from its midnight. */
export function today(): Date {
  const now = new Date()
  now.setUTCHours(3, 0, 0, 0)
  return now
}

export const HEAD = 'Мочалов Андрей Викторович'
const FROM = '20200101000000Z'
const TO = '20401231235959Z'

export type OutsideSigner = {
  /** DER. */
  certificate: Buffer
  /** The certificate of the authority, PEM: for the operator's list. */
  authority: string
  /** A CMS over the content as КриптоАРМ or the plug-in would make it: CAdES-BES, detached, with signing-time. */
  sign(content: Uint8Array, how?: { attached?: boolean; plain?: boolean; form?: 'DER' | 'PEM' }): Buffer
  close(): void
}

export function outsideSigner(
  kind: OutsideKey,
  options: { name?: string; from?: string; to?: string; usage?: string; policies?: string } = {},
): OutsideSigner {
  const { name = HEAD, from = FROM, to = TO, usage = 'digitalSignature,nonRepudiation', policies } = options
  const folder = mkdtempSync(join(tmpdir(), 'marshrut-outside-'))
  const { make, digest, engine } = KEYS[kind]
  const at = (file: string) => join(folder, file)
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  writeFileSync(at('index.txt'), '')
  writeFileSync(
    at('ca.cnf'),
    [
      '[ca]\ndefault_ca=own\n[own]\ndatabase=index.txt\nnew_certs_dir=.\nrand_serial=yes\nunique_subject=no\nstring_mask=utf8only',
      `default_md=${digest}\npolicy=any\n[any]\ncommonName=supplied\nsurname=optional\ngivenName=optional`,
      '[authority]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash',
      `[person]\nbasicConstraints=CA:FALSE\nkeyUsage=critical,${usage}\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid`,
      policies ?? '',
      '[req]\ndistinguished_name=dn\nstring_mask=utf8only\n[dn]\n',
    ].join('\n'),
  )
  const request = (file: string, subject: string) => {
    openssl('genpkey', ...engine, ...make, '-out', `${file}.key`)
    openssl(
      'req',
      '-new',
      '-utf8',
      '-config',
      'ca.cnf',
      ...engine,
      '-key',
      `${file}.key`,
      '-subj',
      subject,
      '-out',
      `${file}.csr`,
    )
  }
  const issue = (file: string, section: string, start: string, end: string, by: string[]) =>
    openssl(
      ...['ca', '-batch', '-utf8', '-notext', '-preserveDN', '-config', 'ca.cnf', ...engine, '-in', `${file}.csr`],
      ...['-out', `${file}.pem`, '-extensions', section, '-startdate', start, '-enddate', end, ...by],
    )
  request('ca', '/CN=Удостоверяющий центр района')
  issue('ca', 'authority', FROM, TO, ['-selfsign', '-keyfile', 'ca.key'])
  const [surname, ...given] = name.split(' ')
  request('own', `/CN=${name}/SN=${surname}/GN=${given.join(' ')}`)
  issue('own', 'person', from, to, ['-cert', 'ca.pem', '-keyfile', 'ca.key'])
  return {
    certificate: openssl('x509', ...engine, '-in', 'own.pem', '-outform', 'DER'),
    authority: readFileSync(at('ca.pem'), 'utf8'),
    sign: (content, { attached = false, plain = false, form = 'DER' } = {}) => {
      writeFileSync(at('content'), content)
      openssl(
        ...['cms', '-sign', '-binary', ...engine, '-md', digest, '-in', 'content', '-signer', 'own.pem'],
        ...['-inkey', 'own.key', ...(plain ? [] : ['-cades']), ...(attached ? ['-nodetach'] : [])],
        ...['-outform', form, '-out', 'signature'],
      )
      return readFileSync(at('signature'))
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** What `openssl cms -verify` says of a detached signature with the signer's authority as the only trusted one. */
export function opensslAccepts(cms: Uint8Array, content: Uint8Array, authority: string, kind: OutsideKey): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'marshrut-verify-'))
  try {
    writeFileSync(join(folder, 'cms'), cms)
    writeFileSync(join(folder, 'content'), content)
    writeFileSync(join(folder, 'ca.pem'), authority)
    execFileSync(
      'openssl',
      [
        ...['cms', '-verify', '-binary', '-cades', ...KEYS[kind].engine, '-inform', 'DER', '-in', 'cms'],
        ...['-content', 'content', '-CAfile', 'ca.pem', '-purpose', 'any', '-out', 'out'],
      ],
      { cwd: folder, stdio: 'pipe' },
    )
    return true
  } catch {
    return false
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
