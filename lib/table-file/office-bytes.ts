import { type Document, Packer } from 'docx'
import type { Workbook } from 'exceljs'

/**
 * Both libraries pack with JSZip, which cuts a text into pieces of 16 KB and turns each into bytes alone: a letter of two code units
 * on the edge of two pieces is lost (Stuk/jszip#963, open). Here a text is bytes before it is cut. Neither library offers a place
 * for that; what of them is touched is said below, and office-bytes.test.ts is red when it moves.
 */
const bytesOf = (text: string): Buffer => Buffer.from(text, 'utf8')

type Zip = {
  files: Record<string, { name: string; dir: boolean; async(type: 'string'): Promise<string> }>
  file(name: string, data: Buffer): unknown
  generateAsync(options: { type: 'nodebuffer'; compression: 'DEFLATE' }): Promise<Buffer>
}

/** The file of a Word document. Our papers hold texts only: no part of it is binary. */
export async function docxBytes(document: Document): Promise<Uint8Array> {
  const { compiler } = Packer as unknown as { compiler: { compile(document: Document): Zip } }
  const zip = compiler.compile(document)
  for (const part of Object.values(zip.files)) if (!part.dir) zip.file(part.name, bytesOf(await part.async('string')))
  return new Uint8Array(await zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' }))
}

type ZipWriter = { append(data: unknown, options: object): void }
type Xlsx = Workbook['xlsx'] & { addContentTypes(zip: ZipWriter, model: unknown): Promise<void> }

/** The file of a workbook. The first thing that the library puts into its archive shows the archive. */
export async function xlsxBytes(workbook: Workbook): Promise<Uint8Array> {
  const xlsx = workbook.xlsx as Xlsx
  const { addContentTypes } = xlsx
  xlsx.addContentTypes = (zip, model) => {
    const { append } = zip
    zip.append = (data, options) => append.call(zip, typeof data === 'string' ? bytesOf(data) : data, options)
    return addContentTypes.call(xlsx, zip, model)
  }
  return new Uint8Array(await xlsx.writeBuffer())
}
