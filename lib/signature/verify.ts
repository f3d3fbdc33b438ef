import { sha256Hex } from '@/lib/signature/certificate'
import type { CmsFinding, Trust } from '@/lib/signature/cms-check'
import {
  type CheckedBeside,
  checkDetached,
  fingerprintsOf,
  type Inspection,
  inspectPdf,
  isSignatureFile,
  looksLikePdf,
  type SignatureReport,
} from '@/lib/signature/inspect'
import { paperIdsOf } from '@/lib/signature/pdf-signature'
import {
  ENCRYPTED,
  explainGenuine,
  explainSignatureAlone,
  OUT_OF_REACH,
  type RegisteredFile,
  type RegisteredPaper,
  tooLarge,
} from '@/lib/signature/verification-words'

export type { LaterAct, RegisteredFile, RegisteredPaper } from '@/lib/signature/verification-words'

export const VERDICTS = ['genuine', 'changed', 'foreign', 'unknown'] as const
export type Verdict = (typeof VERDICTS)[number]

export type Verification = {
  verdict: Verdict
  signatures: SignatureReport[]
  /** For `changed` the act that the file claims to be, where the register knows it. */
  register: RegisteredPaper | null
  /** In Russian, what was seen and what it means; at least one sentence. */
  explanation: string[]
  /** Of the checked document's bytes, lower case. */
  sha256: string
}

export type Lookups = {
  /** `sha256` in lower-case hexadecimal. May fail: the register is then out of reach. */
  findByHash: (sha256: string) => Promise<RegisteredFile | undefined>
  /**
   * undefined: the id is not ours; `register` null: it is, of a draft that no register holds. `certificates`: DER of those that
   * signatories of this act announced; they belong to strangers' authorities, so they are ours for this act alone.
   */
  findByPaperId: (id: string) => Promise<{ register: RegisteredPaper | null; certificates?: Uint8Array[] } | undefined>
}

const LARGEST_FILE = 64 * 1024 * 1024

/**
 * Says whether a file is a paper of ours (rulings C). The first rule that fits decides:
 *
 * 1. the register cannot be asked → unknown;
 * 2. a signature's file without its document → unknown: it says nothing of a document that nobody has shown;
 * 3. the SHA-256 of the bytes is a registered file's → genuine, whatever the state of the act. With a `.sig` beside it the pair is
 *    asked for: the register's own `.sig` fits by its hash, also where its algorithm cannot be computed here; another one of
 *    our key that does not fit → changed, another key's → foreign, not to be judged → unknown;
 * 4. larger than `maxBytes`, or encrypted → unknown: it is not read further;
 * 5. a signature that fits these bytes was made by a key not ours, and none bears a certificate of ours → foreign,
 *    even where the paper's id was copied along: somebody else answers for this file;
 * 6. a signature bears a certificate of ours, or an id that our register knows stands anywhere in the bytes → changed.
 *    This needs no whole PDF: a cut or damaged copy is still a changed paper of ours;
 * 7. not a PDF, or one without its end, or signed in a way that cannot be checked → unknown;
 * 8. else foreign.
 *
 * So only rule 3 says «genuine»: no signature, however well made, replaces the register. A document and its `.sig` given in each
 * other's place are taken the right way round. Never throws on any bytes.
 */
export async function verifyPaper(
  given: Uint8Array,
  options: Trust & Lookups & { detached?: Uint8Array; maxBytes?: number },
): Promise<Verification> {
  const { maxBytes = LARGEST_FILE } = options
  const swapped = options.detached && isSignatureFile(given) && looksLikePdf(options.detached)
  const bytes = swapped ? (options.detached ?? given) : given
  const detached = swapped ? given : options.detached
  const sha256 = sha256Hex(bytes)
  const answer: Answer = (verdict, explanation, rest = {}) => ({
    verdict,
    signatures: [],
    register: null,
    explanation,
    sha256,
    ...rest,
  })
  try {
    const found = await findFile(bytes, sha256, options)
    if (found?.file === 'detached' || (!found && isSignatureFile(bytes))) {
      return answer('unknown', explainSignatureAlone(found), { register: found?.register ?? null })
    }
    if (found) return judgeRegistered(bytes, detached, found, { ...options, answer })
    if (bytes.length > maxBytes) return answer('unknown', [tooLarge(maxBytes)])
    return await judgeUnregistered(bytes, detached, { ...options, answer })
  } catch (error) {
    if (error instanceof RegisterOutOfReach) return answer('unknown', [OUT_OF_REACH])
    throw error
  }
}

type Answer = (verdict: Verdict, explanation: string[], rest?: Partial<Verification>) => Verification

class RegisterOutOfReach extends Error {}

async function ask<Found>(question: () => Promise<Found>): Promise<Found> {
  try {
    return await question()
  } catch (error) {
    throw new RegisterOutOfReach('the register did not answer', { cause: error })
  }
}

/** A signature's file may have been written anew as text on its way, so its other spelling is looked for, too. */
async function findFile(bytes: Uint8Array, sha256: string, lookups: Lookups): Promise<RegisteredFile | undefined> {
  const found = await ask(() => lookups.findByHash(sha256))
  if (found || !isSignatureFile(bytes)) return found
  for (const fingerprint of fingerprintsOf(bytes)) {
    const other = await ask(() => lookups.findByHash(fingerprint))
    if (other) return other
  }
  return undefined
}

function judgeRegistered(
  bytes: Uint8Array,
  detached: Uint8Array | undefined,
  found: RegisteredFile,
  { answer, ...trust }: Trust & { answer: Answer },
): Verification {
  const widened = withCertificates(trust, found.certificates)
  const beside = detached && checkDetached(bytes, detached, widened)
  const inside = inspectPdf(bytes, widened).signatures
  const rest = { signatures: beside ? [...inside, beside.report] : inside, register: found.register }
  const isOwnPair =
    detached !== undefined &&
    found.file === 'signed' &&
    fingerprintsOf(detached).some((fingerprint) => found.detached.includes(fingerprint))
  const misfit = beside && judgeBeside(beside.finding, isOwnPair)
  if (beside && misfit) {
    return answer(misfit.verdict, [`Файл есть в реестре, но ${misfit.because}.`, beside.report.reason], rest)
  }
  const isSeparate = found.detached.length > 0 && found.file === 'signed'
  return answer('genuine', explainGenuine(found, { isOwnPair, wantsSignature: isSeparate && !detached }), rest)
}

/**
 * What is wrong with a .sig laid beside a registered file; undefined when it is ours and fits. The register's own .sig needs no
 * arithmetic to be known, but where the arithmetic can be done it must come out.
 */
function judgeBeside(finding: CmsFinding, isOwnPair: boolean): { verdict: Verdict; because: string } | undefined {
  if (finding.unsupported || finding.certificate === null) {
    return isOwnPair ? undefined : { verdict: 'unknown', because: 'приложенную подпись проверить не удалось' }
  }
  if (!finding.ours && !isOwnPair) return { verdict: 'foreign', because: 'приложенная подпись сделана чужим ключом' }
  return finding.intact ? undefined : { verdict: 'changed', because: 'приложенная подпись к нему не подходит' }
}

async function judgeUnregistered(
  bytes: Uint8Array,
  detached: Uint8Array | undefined,
  { answer, ...options }: Trust & Lookups & { answer: Answer },
): Promise<Verification> {
  const known = await findKnown(bytes, options)
  const widened = withCertificates(options, known?.certificates ?? [])
  const beside = detached && checkDetached(bytes, detached, widened)
  const inspection = withBeside(inspectPdf(bytes, widened), beside)
  const { signatures, problems } = inspection
  if (inspection.encrypted) return answer('unknown', [ENCRYPTED], { signatures })
  if (inspection.foreignKey && !inspection.ours) {
    const copied = known ? ['В файле стоит обозначение нашего документа, но подписан он чужим ключом.'] : []
    return answer('foreign', [...copied, 'Такого файла в реестре нет, и подписал его не наш ключ.'], { signatures })
  }
  if (known && known.register === null) {
    const draft = 'Это проект или неполный экземпляр нашего документа: в реестре такого файла нет.'
    return answer('changed', [draft, ...problems], { signatures })
  }
  if (known || inspection.ours) {
    const register = known?.register ?? null
    return answer('changed', [headOfChanged(inspection), ...problems], { signatures, register })
  }
  if (!inspection.isPdf || inspection.cutShort) {
    const damaged = 'Файл повреждён или это не PDF, и следов нашего документа в нём не видно.'
    return answer('unknown', [damaged, ...problems], { signatures })
  }
  if (inspection.unsupported) {
    const unread = 'Такого файла в реестре нет, а подпись на нём программа проверить не умеет.'
    return answer('unknown', [unread, ...problems], { signatures })
  }
  const stranger = 'Такого файла в реестре нет, и следов нашего документа в нём не видно.'
  return answer('foreign', [stranger, ...problems], { signatures })
}

async function findKnown(bytes: Uint8Array, lookups: Lookups) {
  for (const id of paperIdsOf(bytes)) {
    const known = await ask(() => lookups.findByPaperId(id))
    if (known) return known
  }
  return undefined
}

/** A whole signature of ours on bytes that the register does not hold is no forgery, and no original either. */
const headOfChanged = ({ oursIntact }: Inspection): string =>
  oursIntact
    ? 'Подпись наша и цела, но в реестре этот документ хранится другим файлом: это прежняя или не принятая редакция.'
    : 'Файл сделан из нашего документа, но его содержание не то, что в реестре: он изменён.'

function withBeside(inspection: Inspection, beside: CheckedBeside | undefined): Inspection {
  if (!beside) return inspection
  const { finding, report } = beside
  return {
    ...inspection,
    signatures: [...inspection.signatures, report],
    problems: report.valid === true ? inspection.problems : [...new Set([...inspection.problems, report.reason])],
    ours: inspection.ours || finding.ours,
    oursIntact: inspection.oursIntact || (finding.ours && finding.intact),
    foreignKey: inspection.foreignKey || (finding.intact && !finding.ours),
    unsupported: inspection.unsupported || finding.unsupported,
  }
}

const withCertificates = (trust: Trust, certificates: Uint8Array[]): Trust => ({
  ...trust,
  ourCertificates: [...(trust.ourCertificates ?? []), ...certificates],
})

/** What the operator's command prints: exactly the keys that others rely on. */
export function verificationJson({ verdict, signatures, register }: Verification) {
  return {
    verdict,
    signatures,
    register: register && {
      number: register.number,
      date: register.date,
      kind: register.kind,
      state: register.state,
      url: register.url,
    },
  }
}

/** 0 genuine, 1 changed or foreign, 2 could not tell. */
export const exitCodeOf = (verdict: Verdict): 0 | 1 | 2 => (verdict === 'genuine' ? 0 : verdict === 'unknown' ? 2 : 1)
