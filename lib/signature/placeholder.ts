import type PDFDocument from 'pdfkit'

/** The parts of pdfkit 0.20.2 that its types keep to themselves; a test draws real documents with them. */
type Reference = { data: Record<string, unknown>; offset?: number; end: () => void }
type Internals = {
  _root: Reference
  _id: Uint8Array
  _acroform?: { fonts: Record<string, unknown>; defaultFont: string }
  info: Record<string, unknown>
  ref: (data: unknown) => Reference
}

/** Twice this many hexadecimal digits: room for a chain of certificates and a time stamp with its own. */
export const DEFAULT_RESERVED_BYTES = 16_384
/** Ten digits hold any offset of a file below 10 GB. */
const OFFSET_TO_FILL = 9_999_999_999

/** Public ids of papers: they stand in the QR code's address, too. */
export const PAPER_ID = /^[A-Za-z0-9_-]{8,64}$/
export const PAPER_ID_MARK = 'MarshrutId:'

const internals = (document: PDFKit.PDFDocument) => document as unknown as Internals

/**
 * Writes the paper's public id into the file: at its beginning (PieceInfo), in the Info dictionary and as the trailer's
 * /ID, so that a changed or shortened copy still says which paper it was. Call it right after making the document; the
 * same id and the same drawing give the same bytes.
 */
export function markPaper(document: InstanceType<typeof PDFDocument>, id: string): void {
  if (!PAPER_ID.test(id)) throw new Error(`not a paper's public id: ${id}`)
  const { _root: root, info, ref } = internals(document)
  const mark = `${PAPER_ID_MARK}${id}`
  const early = ref.call(document, { [PAPER_ID_MARK.slice(0, -1)]: new String(mark) })
  early.end()
  root.data.PieceInfo = { Marshrut: { LastModified: info.CreationDate, Private: early } }
  info.MarshrutId = mark
  internals(document)._id = Buffer.from(mark, 'latin1')
}

/**
 * `pades` forbids the CMS its signing-time, so it is for signatures that the program makes; a CMS made by another
 * program usually bears it and goes under `pkcs7` (order-standard C71).
 */
export type SignatureFormat = 'pades' | 'pkcs7'

const SUB_FILTERS: Record<SignatureFormat, string> = {
  pades: 'ETSI.CAdES.detached',
  pkcs7: 'adbe.pkcs7.detached',
}

/**
 * Leaves a place for one signature: an invisible field on the first page, certifying the document so that nothing
 * may be changed after (DocMDP 1). Call it once, while the first page is still open. `signPdf` fills the place.
 */
export function addSignaturePlaceholder(
  document: InstanceType<typeof PDFDocument>,
  options: {
    /** Full name of the signatory. */
    name: string
    reason: string
    location?: string
    /** The time of signing that the file claims (/M). */
    at: Date
    /** `pades` by default. */
    format?: SignatureFormat
    bytesReserved?: number
  },
): void {
  const pdf = internals(document)
  const [firstPage] = (pdf._root.data.Pages as Reference).data.Kids as Reference[]
  if (!firstPage) throw new Error('the signature needs a first page to stand on')
  if (firstPage.offset !== undefined) throw new Error('the first page is already written: add the placeholder earlier')
  if (pdf._root.data.AcroForm) throw new Error('the document already has a form')

  const ref = (data: unknown) => pdf.ref.call(document, data)
  const signature = ref({
    Type: 'Sig',
    Filter: 'Adobe.PPKLite',
    SubFilter: SUB_FILTERS[options.format ?? 'pades'],
    ByteRange: [0, OFFSET_TO_FILL, OFFSET_TO_FILL, OFFSET_TO_FILL],
    Contents: new Uint8Array(options.bytesReserved ?? DEFAULT_RESERVED_BYTES),
    M: options.at,
    Name: new String(options.name),
    Reason: new String(options.reason),
    Location: options.location === undefined ? undefined : new String(options.location),
    Reference: [
      {
        Type: 'SigRef',
        TransformMethod: 'DocMDP',
        TransformParams: { Type: 'TransformParams', P: 1, V: '1.2' },
      },
    ],
  })
  const appearance = ref({ Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 0, 0], Resources: {} })
  const widget = ref({
    Type: 'Annot',
    Subtype: 'Widget',
    FT: 'Sig',
    T: new String('Signature1'),
    TU: new String('Электронная подпись'),
    V: signature,
    F: 4,
    Rect: [0, 0, 0, 0],
    P: firstPage,
    AP: { N: appearance },
  })
  const annotations = (firstPage.data.Annots as unknown[] | undefined) ?? []
  firstPage.data.Annots = [...annotations, widget]
  pdf._root.data.Perms = { DocMDP: signature }
  pdf._root.data.AcroForm = ref({ Fields: [widget], SigFlags: 3, DR: { Font: {} } })
  // pdfkit ends the form and its fields itself and asks for a default font, which is not written anywhere.
  pdf._acroform = { fonts: {}, defaultFont: 'none' }
  signature.end()
  widget.end()
  endEmptyStream(appearance)
}

/** pdfkit writes no stream without content, and an appearance must be one. */
function endEmptyStream(reference: Reference): void {
  const stream = reference as Reference & { compress: boolean; write: (chunk: Uint8Array) => void }
  stream.compress = false
  stream.write(Buffer.from(' '))
  stream.end()
}
