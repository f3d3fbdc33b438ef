import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEFAULT_SETTINGS } from '@/lib/municipality/settings'
import { composeCard, finish, freeze } from '@/lib/order/compose'
import { type Annex, DEFAULT_PROFILE, type OrderDocument, type SignatureMark } from '@/lib/order/document'
import { ORDER_121 } from '@/lib/pdf/order-121.fixture'
import { drawOrder2026, type OrderDrawing } from '@/lib/pdf/order-2026'
import { shortDate } from '@/lib/shared/dates'
import { createTestAuthority, issueCertificate, type KeyKind, type TestAuthority } from '@/lib/signature/authority'
import { certificateFacts } from '@/lib/signature/certificate'
import { openPkcs12, type SigningKey, sealPkcs12 } from '@/lib/signature/key-store'
import { signPdf } from '@/lib/signature/pades'
import { addSignaturePlaceholder } from '@/lib/signature/placeholder'
import { type InkSheet, type ReadSheet, readInk, readSheets } from './reader.testing'

/** The day on which the order of 2022 was signed, in the morning of Chita. */
export const AT = new Date('2022-04-21T02:00:00Z')
export const PAPER_ID = '7f3a9c210c5e4b1f9a3e2f5b8c1d6e70'
export const HOLDER = 'Мочалов Андрей Викторович'
const VALID = { notBefore: new Date('2022-01-01T00:00:00Z'), notAfter: new Date('2023-01-01T00:00:00Z') }

/** Forty by fifty points of one grey: a coat of arms that is nobody's. */
export const EMBLEM = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAACgAAAAyCAIAAACh0Q7HAAAAMElEQVR42u3NMQEAAAwCIHPaP4gxdgwKkB6JWCwWi8VisVgsFovFYrFYLBaLxZ/jAQfPPdlBA+wLAAAAAElFTkSuQmCC',
  'base64',
)

export const EXECUTOR = { name: 'Иванова Наталья Григорьевна', phone: '8 (30251) 2-11-22' }

type Paper = { document: OrderDocument; drawing?: Partial<OrderDrawing>; key?: KeyKind }
export type Specimen = {
  document: OrderDocument
  bytes: Uint8Array
  file: string
  sheets: ReadSheet[]
  /** Read at the first call: MuPDF tells of every sign. */
  ink: () => InkSheet[]
  certificate: Uint8Array | null
}

const { annex } = ORDER_121
const ROWS = annex.table.sections.flatMap((section) => section.rows)

const rows = (count: number): Annex => ({
  ...annex,
  table: {
    ...annex.table,
    sections: Array.from({ length: Math.ceil(count / 20) }, (_, at) => ({
      heading: `${at + 1}. Раздел дорожной карты`,
      rows: Array.from({ length: Math.min(20, count - at * 20) }, (__, index) => [
        `${index + 1}`,
        ...(ROWS[(at * 20 + index) % ROWS.length] ?? []).slice(1),
      ]),
    })),
  },
})
const signedBy = (post: string): OrderDocument => ({ ...ORDER_121, signature: { ...ORDER_121.signature, post } })
const unsigned = (document: OrderDocument): OrderDocument => ({ ...document, mark: null })

/** Letters of the alphabets of Russia that the Russian one lacks. */
export const LETTERS =
  'Ёё Іі Ӑӑ Ӓӓ Ӕӕ Ӗӗ Әә Ӛӛ Ӝӝ Ӟӟ Ӡӡ Ӣӣ Ӥӥ Ӧӧ Өө Ӫӫ Ӭӭ Ӯӯ Ӱӱ Ӳӳ Ӵӵ Ӷӷ Ӹӹ Ғғ Ҕҕ Җҗ Ҙҙ Ққ Ҡҡ Ңң Ҥҥ Ҫҫ Үү Ҳҳ Ҷҷ Ҹҹ Һһ Ӏӏ Ӄӄ Ӆӆ Ӈӈ Ӊӊ Ӎӎ Ԓԓ Ԡԡ Ԥԥ'
export const OWNER_OF_PEOPLES = 'Ҕүрүөһөв Ӑнвар Ҡәҙер улы'

/** The text of 2022 as the program itself composes it from the grounds and the municipality's wordings. */
function composed(): OrderDocument {
  const card = composeCard({
    kind: 'directive',
    annexTitle: annex.title,
    bases: [
      {
        kind: 'приказ',
        issuer: 'Министерства образования и науки Забайкальского края',
        date: '01.03.2022',
        number: '160',
        title: 'Об утверждении дорожной карты проекта (500+) в 2022 году',
      },
    ],
    control: 'возложить на и.о. начальника Управления образованием (Иванову Н.Г.)',
    settings: { ...DEFAULT_SETTINGS, charterBasis: 'ст. 25 Устава муниципального района «Забайкальский район»' },
  })
  const frozen = freeze({
    card,
    body: {
      name: 'Администрация муниципального района\n«Забайкальский район»',
      nameGenitive: 'Администрации муниципального района\n«Забайкальский район»',
      place: 'пгт Забайкальск',
    },
    signature: ORDER_121.signature,
    profile: DEFAULT_PROFILE,
    emblem: null,
    annex: { stamp: 'approved', table: annex.table },
  })
  return finish(frozen, { date: '2022-04-21', number: '№\u00A0121', mark: null, qr: ORDER_121.qr })
}

const headers = annex.table.headers
const change = (number: string, at: number) => ({
  text: `пункт ${number} раздела ${number[0]} изложить в следующей редакции:`,
  table: { headers, sections: [{ heading: '', rows: [[number, ...(ROWS[at] ?? []).slice(1)]] }] },
})
/** Two rows given anew, a third struck out. */
const AMENDMENT: OrderDocument = {
  ...ORDER_121,
  number: '№\u00A0130',
  title:
    'О внесении изменений в Дорожную карту (план мероприятий), утверждённую распоряжением от 21 апреля 2022 г. № 121',
  points: ['Внести в Дорожную карту следующие изменения:', ORDER_121.points[2] ?? ''],
  changes: [change('1.4', 3), change('3.1', 12), { text: 'пункт 2.6 признать утратившим силу.' }],
  annex: null,
}

/** The papers that the assertions are put to (order-standard §5): each drawn, signed and read back once a test file. */
export const PAPERS = {
  /** № 121 with seventeen rows, signed with an RSA key. */
  order: { document: ORDER_121, drawing: { emblem: EMBLEM }, key: 'rsa-2048' },
  composed: { document: composed(), key: 'rsa-2048' },
  /** Dates in digits, the title flush left. */
  digits: {
    document: {
      ...ORDER_121,
      date: '21.04.2022',
      profile: { ...DEFAULT_PROFILE, dateStyle: 'digits', titleAlign: 'left' },
    },
    key: 'rsa-2048',
  },
  ecdsa: { document: ORDER_121, key: 'p-256' },
  oneLine: {
    document: { ...ORDER_121, preamble: 'В целях порядка', points: ['Утвердить график.'], annex: null },
    key: 'rsa-2048',
  },
  threeSheets: {
    document: { ...ORDER_121, points: Array.from({ length: 6 }, () => ORDER_121.points).flat(), annex: null },
    key: 'rsa-2048',
  },
  oneRow: { document: { ...ORDER_121, annex: rows(1) }, key: 'rsa-2048' },
  twoHundredRows: { document: { ...ORDER_121, annex: rows(200) }, key: 'rsa-2048' },
  longPost: {
    document: signedBy('Первый заместитель Главы муниципального района «Забайкальский район» по социальному развитию'),
    key: 'rsa-2048',
  },
  veryLongPost: {
    document: signedBy('Первый заместитель Главы муниципального района «Забайкальский район» '.repeat(30).trim()),
    key: 'rsa-2048',
  },
  acting: {
    document: signedBy('Исполняющий обязанности Главы муниципального района «Забайкальский район»'),
    key: 'rsa-2048',
  },
  peoples: {
    document: {
      ...ORDER_121,
      title: `Об утверждении ${LETTERS}`,
      signature: { post: `Глава района Ӱӥӧ ${LETTERS.slice(0, 20)}`, name: 'Ӑ.Ҡ.\u00A0Ҕүрүөһөв' },
      annex: {
        ...annex,
        title: `Карта ${LETTERS}`,
        table: { ...annex.table, sections: [{ heading: LETTERS, rows: [['1', LETTERS, 'март', LETTERS, '', 'да']] }] },
      },
    },
    key: 'rsa-2048',
  },
  /** The header in the left corner. */
  angular: {
    document: { ...ORDER_121, profile: { ...DEFAULT_PROFILE, layout: 'angular' } },
    drawing: { emblem: EMBLEM },
    key: 'rsa-2048',
  },
  amendment: { document: AMENDMENT, key: 'rsa-2048' },
  draft: { document: { ...unsigned(ORDER_121), watermark: 'ПРОЕКТ', qr: null } },
  /** Printed to be signed by hand. */
  print: { document: unsigned(ORDER_121), drawing: { executor: EXECUTOR } },
  /** A copy for whom it concerns. */
  copy: {
    document: unsigned(ORDER_121),
    drawing: {
      executor: EXECUTOR,
      certified: { post: 'Управляющий делами', name: 'П.П.\u00A0Петров', date: '22\u00A0апреля 2022\u00A0г.' },
    },
  },
} satisfies Record<string, Paper>

export type PaperName = keyof typeof PAPERS

/** Draws papers into a folder of their own; `paper` gives each one read back, `close` removes the folder. */
export function openSpecimens() {
  const folder = mkdtempSync(join(tmpdir(), 'standard-'))
  const made = new Map<PaperName, Promise<Specimen>>()
  let authority: Promise<TestAuthority> | undefined
  const issuer = () => {
    authority ??= createTestAuthority({ name: 'ТЕСТОВЫЙ центр', ...VALID })
    return authority
  }
  const keys = new Map<string, Promise<SigningKey>>()
  const keyOf = (kind: KeyKind, owner: string) => {
    const known = keys.get(kind + owner) ?? issuer().then((parent) => makeKey(parent, kind, owner))
    keys.set(kind + owner, known)
    return known
  }
  const make = async (name: PaperName): Promise<Specimen> => {
    const paper: Paper = PAPERS[name]
    const key = paper.key && (await keyOf(paper.key, name === 'peoples' ? OWNER_OF_PEOPLES : HOLDER))
    const document = { ...paper.document, mark: key ? markOf(key) : null }
    const drawing = { at: AT, paperId: PAPER_ID, ...paper.drawing }
    const bytes = key ? await drawSignedPaper(document, drawing, key) : (await drawOrder2026(document, drawing)).bytes
    const file = join(folder, `${name}.pdf`)
    writeFileSync(file, bytes)
    let ink: InkSheet[] | undefined
    const readOnce = () => {
      ink ??= readInk(file)
      return ink
    }
    return { document, bytes, file, sheets: readSheets(file), ink: readOnce, certificate: key?.certificate ?? null }
  }
  return {
    folder,
    authority: issuer,
    paper: (name: PaperName): Promise<Specimen> => {
      const known = made.get(name) ?? make(name)
      made.set(name, known)
      return known
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export async function drawSignedPaper(document: OrderDocument, drawing: OrderDrawing, key: SigningKey) {
  const place = { name: HOLDER, reason: 'Подписание распоряжения', at: AT }
  const prepareSignature = (doc: PDFKit.PDFDocument) => addSignaturePlaceholder(doc, place)
  return signPdf((await drawOrder2026(document, { ...drawing, prepareSignature })).bytes, key, { now: AT })
}

export async function makeKey(authority: TestAuthority, keyKind: KeyKind, commonName = HOLDER): Promise<SigningKey> {
  const [surname = '', ...given] = commonName.split(' ')
  const holder = { commonName, surname, givenName: given.join(' ') }
  return openPkcs12(
    await sealPkcs12(await issueCertificate(authority, { ...holder, ...VALID, keyKind }), 'пароль'),
    'пароль',
  )
}

/** The mark as the program fills it: from the certificate, never typed. */
export function markOf({ certificate }: SigningKey): SignatureMark {
  const facts = certificateFacts(certificate)
  const day = (instant: Date) => shortDate(instant.toISOString().slice(0, 10))
  return {
    serial: facts.serial,
    owner: facts.subject,
    validFrom: day(facts.notBefore),
    validTo: day(facts.notAfter),
    test: facts.test,
  }
}
