import { writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { ask, run } from './reader.testing'
import type { Specimen } from './specimens.testing'

/** The signature of a paper as OpenSSL and plain arithmetic see it; nothing here uses the program's own reader of signatures. */

export type Signed = {
  /** As written in the file. */
  range: [number, number, number, number]
  /** From «<» to after «>». */
  contents: { start: number; end: number }
  cms: Buffer
  content: Buffer
}

export function signedPartsOf(bytes: Uint8Array): Signed {
  const file = Buffer.from(bytes)
  const text = file.toString('latin1')
  const found = [...text.matchAll(/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g)]
  const [match] = found
  if (!match || found.length !== 1) throw new Error('the file needs one byte range')
  const range = match.slice(1).map(Number) as Signed['range']
  const start = text.indexOf('<', text.indexOf('/Contents', match.index - 400))
  const end = text.indexOf('>', start) + 1
  const content = Buffer.concat([file.subarray(range[0], range[1]), file.subarray(range[2], range[2] + range[3])])
  return { range, contents: { start, end }, cms: trimmed(Buffer.from(text.slice(start + 1, end - 1), 'hex')), content }
}

/** The place is larger than the CMS; DER says how long that is. */
function trimmed(der: Buffer): Buffer {
  const first = der.readUInt8(1)
  if (first < 0x80) return der.subarray(0, 2 + first)
  const octets = first & 0x7f
  return der.subarray(0, 2 + octets + der.readUIntBE(2, octets))
}

export type Verified = { status: number | null; output: string }

/** `openssl cms -verify` over the content, against one authority, at a time. */
export function verifyCms(
  folder: string,
  parts: { cms: Uint8Array; content: Uint8Array; ca: string; at: Date },
  ...more: string[]
): Verified {
  const [cms, content, ca] = ['cms.der', 'content', 'ca.pem'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  writeFileSync(cms, parts.cms)
  writeFileSync(content, parts.content)
  writeFileSync(ca, parts.ca)
  const seconds = String(Math.floor(parts.at.getTime() / 1000))
  const given = ['-binary', '-inform', 'DER', '-in', cms, '-content', content, '-CAfile', ca, '-purpose', 'any']
  return ask('openssl', 'cms', '-verify', ...given, '-attime', seconds, '-out', join(folder, 'out'), ...more)
}

export type Signer = { serial: string; commonName: string; notBefore: string; notAfter: string }

/** The certificate with which the paper was signed, as OpenSSL prints it; days as «01.01.2022», in UTC. */
export function signerOf({ bytes, file }: Specimen, folder: string): Signer {
  const { cms } = signedPartsOf(bytes)
  const [der, pem] = ['der', 'pem'].map((extension) => join(folder, `${basename(file)}.${extension}`)) as [
    string,
    string,
  ]
  writeFileSync(der, cms)
  ask(
    'openssl',
    'cms',
    '-verify',
    '-noverify',
    '-nosigs',
    '-inform',
    'DER',
    '-in',
    der,
    '-content',
    file,
    '-binary',
    '-signer',
    pem,
    '-out',
    `${der}.out`,
  )
  const shown = run(
    'openssl',
    'x509',
    '-in',
    pem,
    '-noout',
    '-serial',
    '-subject',
    '-dates',
    '-dateopt',
    'iso_8601',
    '-nameopt',
    'utf8,sep_multiline,lname',
  )
  const day = (name: string) =>
    (new RegExp(`${name}=(\\d{4})-(\\d{2})-(\\d{2})`).exec(shown) ?? []).slice(1).reverse().join('.')
  return {
    serial: /serial=(\w+)/.exec(shown)?.[1] ?? '',
    commonName: /commonName=(.+)/.exec(shown)?.[1]?.trim() ?? '',
    notBefore: day('notBefore'),
    notAfter: day('notAfter'),
  }
}
