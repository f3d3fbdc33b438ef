import { sha256Hex } from '@/lib/signature/certificate'
import type { CmsFinding, Trust } from '@/lib/signature/cms-check'
import { checkDetached, type Inspection, inspectPdf, type SignatureReport } from '@/lib/signature/inspect'
import { paperIdsOf } from '@/lib/signature/pdf-signature'

export type RegisteredPaper = {
  number: string
  /** Local date, `YYYY-MM-DD`. */
  date: string
  kind: string
  state: 'registered' | 'published' | 'annulled' | 'repealed'
  /** Address of the act's page, or null where the program has no address of its own. */
  url: string | null
  /** The file is the print of an act signed by hand: the original is the sheet of paper. */
  signedOnPaper?: boolean
}

export const VERDICTS = ['genuine', 'changed', 'foreign', 'unknown'] as const
export type Verdict = (typeof VERDICTS)[number]

export type Verification = {
  verdict: Verdict
  signatures: SignatureReport[]
  /** For `changed` the act that the file claims to be, where the register knows it. */
  register: RegisteredPaper | null
  /** In Russian, what was seen and what it means; at least one sentence. */
  explanation: string[]
  /** Of the checked bytes, lower case. */
  sha256: string
}

export type Lookups = {
  /** `sha256` in lower-case hexadecimal. May fail: the register is then out of reach. */
  findByHash: (sha256: string) => Promise<RegisteredPaper | undefined>
  /** undefined: the id is not ours; `register` null: it is, of a draft that no register holds. */
  findByPaperId: (id: string) => Promise<{ register: RegisteredPaper | null } | undefined>
}

const LARGEST_FILE = 64 * 1024 * 1024

/**
 * Says whether a file is a paper of ours (rulings C). The first rule that fits decides:
 *
 * 1. the register cannot be asked → unknown;
 * 2. the SHA-256 of the bytes is a registered file's → genuine, whatever the state of the act. With a `.sig` beside it
 *    the pair is asked for: a signature of ours that does not fit → changed, another's → foreign, not to be judged → unknown;
 * 3. larger than `maxBytes`, or encrypted → unknown: it is not read further;
 * 4. a signature that fits these bytes was made by a key not ours, and none bears a certificate of ours → foreign,
 *    even where the paper's id was copied along: somebody else answers for this file;
 * 5. a signature bears a certificate of ours, or an id that our register knows stands anywhere in the bytes → changed.
 *    This needs no whole PDF: a cut or damaged copy is still a changed paper of ours;
 * 6. not a PDF, or one without its end, or signed in a way that cannot be checked → unknown;
 * 7. else foreign.
 *
 * So only rule 2 says «genuine»: no signature, however well made, replaces the register. Never throws on any bytes.
 */
export async function verifyPaper(
  bytes: Uint8Array,
  options: Trust & Lookups & { detached?: Uint8Array; maxBytes?: number },
): Promise<Verification> {
  const { maxBytes = LARGEST_FILE, detached } = options
  const sha256 = sha256Hex(bytes)
  const answer = (verdict: Verdict, explanation: string[], rest: Partial<Verification> = {}): Verification => ({
    verdict,
    signatures: [],
    register: null,
    explanation,
    sha256,
    ...rest,
  })

  let registered: RegisteredPaper | undefined
  try {
    registered = await options.findByHash(sha256)
  } catch {
    return answer('unknown', ['Реестр сейчас недоступен. Повторите проверку позже.'])
  }
  const beside = detached && checkDetached(bytes, detached, options)
  const besideReports = beside ? [beside.report] : []
  if (!registered && bytes.length > maxBytes) {
    return answer('unknown', [`Файл больше ${Math.floor(maxBytes / 1024 / 1024)} МБ: такие программа не разбирает.`], {
      signatures: besideReports,
    })
  }

  const inspection = inspectPdf(bytes, options)
  const signatures = [...inspection.signatures, ...besideReports]
  if (registered) {
    const misfit = beside && judgeBeside(beside.finding)
    const rest = { signatures, register: registered }
    return misfit && beside
      ? answer(misfit.verdict, [`Файл есть в реестре, но ${misfit.because}.`, beside.report.reason], rest)
      : answer('genuine', explainGenuine(registered), rest)
  }
  return judgeUnregistered(bytes, options, inspection, { signatures, answer })
}

/** What is wrong with a .sig laid beside a registered file; undefined when it is ours and fits. */
function judgeBeside(finding: CmsFinding): { verdict: Verdict; because: string } | undefined {
  if (finding.unsupported || finding.certificate === null) {
    return { verdict: 'unknown', because: 'приложенную подпись проверить не удалось' }
  }
  if (!finding.ours) return { verdict: 'foreign', because: 'приложенная подпись сделана чужим ключом' }
  return finding.intact ? undefined : { verdict: 'changed', because: 'приложенная подпись к нему не подходит' }
}

async function judgeUnregistered(
  bytes: Uint8Array,
  lookups: Lookups,
  inspection: Inspection,
  {
    signatures,
    answer,
  }: {
    signatures: SignatureReport[]
    answer: (verdict: Verdict, explanation: string[], rest?: Partial<Verification>) => Verification
  },
): Promise<Verification> {
  const { problems } = inspection
  if (inspection.encrypted) {
    return answer('unknown', ['Файл закрыт шифрованием, прочесть его нельзя. Наши документы не шифруются.'], {
      signatures,
    })
  }
  let known: { register: RegisteredPaper | null } | undefined
  try {
    for (const id of paperIdsOf(bytes)) known ??= await lookups.findByPaperId(id)
  } catch {
    return answer('unknown', ['Реестр сейчас недоступен. Повторите проверку позже.'], { signatures })
  }
  if (inspection.foreignKey && !inspection.ours) {
    const copied = known ? ['В файле стоит обозначение нашего документа, но подписан он чужим ключом.'] : []
    return answer('foreign', [...copied, 'Такого файла в реестре нет, и подписал его не наш ключ.'], { signatures })
  }
  if (known && known.register === null) {
    return answer(
      'changed',
      ['Это проект или неполный экземпляр нашего документа: в реестре такого файла нет.', ...problems],
      { signatures },
    )
  }
  if (known || inspection.ours) {
    const head = 'Файл сделан из нашего документа, но его содержание не то, что в реестре: он изменён.'
    return answer('changed', [head, ...problems], { signatures, register: known?.register ?? null })
  }
  if (!inspection.isPdf || inspection.cutShort) {
    return answer(
      'unknown',
      ['Файл повреждён или это не PDF, и следов нашего документа в нём не видно.', ...problems],
      { signatures },
    )
  }
  if (inspection.unsupported) {
    return answer(
      'unknown',
      ['Такого файла в реестре нет, а подпись на нём программа проверить не умеет.', ...problems],
      { signatures },
    )
  }
  return answer('foreign', ['Такого файла в реестре нет, и следов нашего документа в нём не видно.', ...problems], {
    signatures,
  })
}

const STATES: Record<RegisteredPaper['state'], string> = {
  registered: 'Документ зарегистрирован.',
  published: 'Документ зарегистрирован и опубликован.',
  annulled: 'Документ аннулирован: файл подлинный, но силы не имеет.',
  repealed: 'Документ утратил силу: файл подлинный, но больше не действует.',
}

function explainGenuine(paper: RegisteredPaper): string[] {
  const carrier = paper.signedOnPaper ? ['Это файл для печати: подлинник на бумаге, с собственноручной подписью.'] : []
  return ['Файл до последнего байта совпадает с тем, что хранится в реестре.', STATES[paper.state], ...carrier]
}

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
