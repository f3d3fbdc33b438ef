import { OID } from '@/lib/signature/algorithms'
import { certificateFacts, type ParsedCertificate, sha256Hex } from '@/lib/signature/certificate'
import { type CmsFinding, checkCms, type Trust } from '@/lib/signature/cms-check'
import { readCmsFile, toDefinite } from '@/lib/signature/cms-encoding'
import { oid, readDer } from '@/lib/signature/der'
import { asBuffer, type FoundSignature, faultOfRange, findSignatures, signedParts } from '@/lib/signature/pdf-signature'

/** One signature as the verification page and the command tell of it; all keys always present. */
export type SignatureReport = {
  kind: 'pades' | 'cms' | 'detached'
  /** null where the program cannot tell: unknown authority, certificate out of its dates, unsupported algorithm. */
  valid: boolean | null
  /** The certificate says so, its chain ends in the operator's list of roots, and the signature fits the bytes. */
  qualified: boolean
  test: boolean
  /** null, like the three that follow, where the certificate cannot be read. */
  subject: string | null
  serial: string | null
  /** Instants in ISO UTC. */
  notBefore: string | null
  notAfter: string | null
  /** The time that a checked time stamp names. */
  timestamp: string | null
  coversWholeFile: boolean
  reason: string
}

export type Inspection = {
  signatures: SignatureReport[]
  /** What is odd about the file, in Russian. */
  problems: string[]
  isPdf: boolean
  /** It begins as a PDF but does not end as one. */
  cutShort: boolean
  encrypted: boolean
  /** A signature bears a certificate of ours. */
  ours: boolean
  /** A signature of ours fits these very bytes. */
  oursIntact: boolean
  /** A signature that fits these very bytes was made by a key that is not ours. */
  foreignKey: boolean
  unsupported: boolean
}

/** Each needs the whole file hashed. Only one can be honest: whoever signs second changes what the first one covers. */
const MOST_WHOLE = 2
const MANY_WHOLE = 'Подписей, которые покрывают весь файл, в нём больше двух: такого файла честно не сделать.'

/** Looks at a PDF and its signatures without asking the register. Never throws, whatever the bytes are. */
export function inspectPdf(bytes: Uint8Array, trust: Trust): Inspection {
  const buffer = asBuffer(bytes)
  const isPdf = looksLikePdf(bytes)
  const cutShort = isPdf && !buffer.subarray(-2048).includes('%%EOF', 0, 'latin1')
  const encrypted = isPdf && isEncrypted(buffer)
  let hashed = 0
  const judged = findSignatures(bytes).map((found) => {
    const fault = faultOfRange(found, bytes.length) ?? (hashed >= MOST_WHOLE ? MANY_WHOLE : null)
    if (fault === null) hashed += 1
    return judge(found, fault, bytes, trust)
  })
  const problems: string[] = []
  if (!isPdf) problems.push('Это не PDF.')
  if (cutShort) problems.push('Файл обрывается: конца PDF в нём нет.')
  if (encrypted) problems.push('Файл закрыт шифрованием.')
  if (isPdf && judged.length === 0) problems.push('Электронной подписи внутри файла нет.')
  for (const { report } of judged) if (report.valid !== true) problems.push(report.reason)
  return {
    signatures: judged.map(({ report }) => report),
    problems: [...new Set(problems)],
    isPdf,
    cutShort,
    encrypted,
    ours: judged.some(({ finding }) => finding.ours),
    oursIntact: judged.some(({ finding }) => finding.ours && finding.intact),
    foreignKey: judged.some(({ finding }) => finding.intact && !finding.ours),
    unsupported: judged.some(({ finding }) => finding.unsupported),
  }
}

export const looksLikePdf = (bytes: Uint8Array): boolean =>
  asBuffer(bytes).subarray(0, 1024).includes('%PDF-', 0, 'latin1')

/** A trailer that names an encryption dictionary, by reference or written out. */
function isEncrypted(buffer: Buffer): boolean {
  let tries = 0
  for (let at = buffer.indexOf('/Encrypt', 0, 'latin1'); at >= 0 && tries < 64; tries += 1) {
    if (/^\/Encrypt\s*(?:\d+\s+\d+\s+R|<<)/.test(buffer.toString('latin1', at, at + 64))) return true
    at = buffer.indexOf('/Encrypt', at + 8, 'latin1')
  }
  return false
}

function judge(
  found: FoundSignature,
  fault: string | null,
  bytes: Uint8Array,
  trust: Trust,
): { report: SignatureReport; finding: CmsFinding } {
  const pades = found.subFilter === 'ETSI.CAdES.detached'
  const known = pades || found.subFilter === 'adbe.pkcs7.detached'
  const contents = found.contents?.bytes ?? new Uint8Array()
  let finding = checkBounded(contents, fault ? [] : signedParts(found, bytes), trust, pades)
  if (fault) finding = { ...finding, valid: false, intact: false, reason: fault }
  else if (!known) {
    finding = {
      ...finding,
      valid: null,
      intact: false,
      unsupported: true,
      reason: 'Подпись такого вида программа не проверяет.',
    }
  } else if (hasLeftovers(contents)) {
    finding = {
      ...finding,
      valid: false,
      intact: false,
      reason: 'За подписью в отведённом ей месте лежит постороннее.',
    }
  }
  return { finding, report: reportOf(pades ? 'pades' : 'cms', finding, fault === null) }
}

/** The digest of GOST R 34.11-2012 is computed here in JavaScript, some ten megabytes a second, while nobody else is served. */
const LARGEST_FOR_STREEBOG = 8 * 1024 * 1024
const STREEBOG = Buffer.from(oid('1.2.643.7.1.1.2.2')).subarray(2, -1)

function checkBounded(cms: Uint8Array, content: Uint8Array[], trust: Trust, pades: boolean): CmsFinding {
  const size = content.reduce((sum, part) => sum + part.length, 0)
  if (size <= LARGEST_FOR_STREEBOG || !asBuffer(cms).includes(STREEBOG)) return checkCms(cms, content, trust, pades)
  const reason = `Подпись по ГОСТ программа проверяет на файлах не больше ${LARGEST_FOR_STREEBOG / 1024 / 1024} МБ.`
  return { ...checkCms(cms, [], trust, pades), valid: null, intact: false, qualified: false, unsupported: true, reason }
}

/** The place is wider than the signature; what is left over must be zeros. */
function hasLeftovers(contents: Uint8Array): boolean {
  try {
    return contents.subarray(readDer(contents).raw.length).some((byte) => byte !== 0)
  } catch {
    return false
  }
}

export function reportOf(
  kind: SignatureReport['kind'],
  finding: CmsFinding,
  coversWholeFile: boolean,
): SignatureReport {
  const facts = readFacts(finding.certificate)
  return {
    kind,
    valid: finding.valid,
    qualified: finding.qualified && finding.intact,
    test: facts?.test ?? false,
    subject: facts?.subject ?? null,
    serial: facts?.serial ?? null,
    notBefore: isoOf(facts?.notBefore),
    notAfter: isoOf(facts?.notAfter),
    timestamp: isoOf(finding.stampedAt ?? undefined),
    coversWholeFile,
    reason: finding.reason,
  }
}

/** A certificate may be well formed and yet name a date that no calendar has. */
const isoOf = (instant: Date | undefined) =>
  instant && !Number.isNaN(instant.getTime()) ? instant.toISOString() : null

function readFacts(certificate: ParsedCertificate | null) {
  try {
    return certificate && certificateFacts(certificate.raw)
  } catch {
    return null
  }
}

export type CheckedBeside = { report: SignatureReport; finding: CmsFinding }

/**
 * A signature in a file of its own (.sig) over exactly these bytes. `signature` may be DER, or the Base64 or PEM text
 * that some programs write.
 */
export function checkDetached(signed: Uint8Array, signature: Uint8Array, trust: Trust): CheckedBeside {
  const finding = checkBounded(readCmsFile(signature), [signed], trust, false)
  return { finding, report: reportOf('detached', finding, finding.intact) }
}

export const verifyDetached = (signed: Uint8Array, signature: Uint8Array, trust: Trust): SignatureReport =>
  checkDetached(signed, signature, trust).report

const SIGNED_DATA = Buffer.from(oid(OID.signedData))

/** Whether the bytes begin as a CMS signature, as DER or as text, and so are no document. Also where the rest cannot be read. */
export function isSignatureFile(bytes: Uint8Array): boolean {
  const beginning = asBuffer(readCmsFile(bytes)).subarray(0, 32)
  return beginning[0] === 0x30 && beginning.subarray(2, 6 + SIGNED_DATA.length).includes(SIGNED_DATA)
}

/**
 * SHA-256 of a signature's file as it is, of the bytes that its text spells, and of these with definite lengths: on its way a
 * signature may have been written anew without becoming another. Lower case.
 */
export const fingerprintsOf = (signature: Uint8Array): string[] => {
  const binary = readCmsFile(signature)
  return [...new Set([signature, binary, toDefinite(binary)].map(sha256Hex))]
}
