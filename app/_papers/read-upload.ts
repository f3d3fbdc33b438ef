/** What a form sent cannot be taken; the code names the words of the page. */
export class UploadRefused extends Error {
  override readonly name = 'UploadRefused'
  constructor(readonly why: 'none' | 'empty' | 'big' | 'broken') {
    super(`The upload was refused: ${why}.`)
  }
}

/** A form's own words around the files. */
const FRAME = 1024 * 1024
/** So much is read and thrown away, that the browser comes to the end and shows our answer instead of a lost connection. */
const DRAINED = 256 * 1024 * 1024
const SLOWEST_MS = 120_000

/**
 * The fields of a multipart form, counted while they come: nothing is written to the disk, and more than `most` bytes are never held.
 * A sender who takes longer than two minutes is cut off.
 */
export async function readUpload(request: Request, most: number): Promise<FormData> {
  const type = request.headers.get('content-type') ?? ''
  if (!type.toLowerCase().startsWith('multipart/form-data') || !request.body) throw new UploadRefused('none')
  const reader = request.body.getReader()
  const parts: Uint8Array[] = []
  let size = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooSlow = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new UploadRefused('broken')), SLOWEST_MS)
  })
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), tooSlow])
      if (done) break
      size += value.byteLength
      if (size <= most + FRAME) parts.push(value)
      else parts.length = 0
      if (size > DRAINED) throw new UploadRefused('big')
    }
  } catch (error) {
    await reader.cancel().catch(() => {})
    throw error instanceof UploadRefused ? error : new UploadRefused('broken')
  } finally {
    clearTimeout(timer)
  }
  if (size > most + FRAME) throw new UploadRefused('big')
  try {
    return await new Response(Buffer.concat(parts), { headers: { 'Content-Type': type } }).formData()
  } catch {
    throw new UploadRefused('broken')
  }
}

/** One file of the form within its limit; undefined where none was chosen. */
export async function fileOf(form: FormData, name: string, most: number): Promise<Uint8Array | undefined> {
  const file = form.get(name)
  if (!(file instanceof File) || (file.size === 0 && file.name === '')) return undefined
  if (file.size === 0) throw new UploadRefused('empty')
  if (file.size > most) throw new UploadRefused('big')
  return new Uint8Array(await file.arrayBuffer())
}
