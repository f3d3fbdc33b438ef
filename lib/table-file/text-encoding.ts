import { refuseFile } from '@/lib/table-file/file-kind'

const NOT_TEXT = () =>
  refuseFile(
    'Этот файл прочитать нельзя: это не документ Word (.docx), не книга Excel (.xlsx) и не текст в UTF-8, UTF-16 или ' +
      'windows-1251. Откройте его в той программе, где он сделан, и сохраните в одном из этих видов.',
  )

/** Decodes a text whose encoding nobody named: marks first, then UTF-8 strictly, then windows-1251, with a doubt. */
export function decodeText(bytes: Uint8Array): { text: string; doubts: string[] } {
  const [first, second, third] = bytes
  if (first === 0xff && second === 0xfe) return marked('utf-16le', bytes)
  if (first === 0xfe && second === 0xff) return marked('utf-16be', bytes)
  const isMarked = first === 0xef && second === 0xbb && third === 0xbf
  const wide = isMarked ? undefined : unmarkedWide(bytes)
  if (wide) {
    const { text } = marked(wide, bytes)
    return { text, doubts: ['Кодировка файла не указана; похоже на UTF-16, так он и прочитан. Проверьте буквы.'] }
  }
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    if (isMarked) throw NOT_TEXT()
    text = new TextDecoder('windows-1251').decode(bytes)
    demandText(text)
    return {
      text,
      doubts: [
        'Кодировка файла не указана; похоже на windows-1251 (кириллица Windows), так он и прочитан. Проверьте буквы.',
      ],
    }
  }
  demandText(text)
  return { text, doubts: [] }
}

function marked(encoding: string, bytes: Uint8Array): { text: string; doubts: string[] } {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    demandText(text)
    return { text, doubts: [] }
  } catch {
    throw NOT_TEXT()
  }
}

/** UTF-16 without its mark: separators and digits have a zero byte, always on the same side. */
function unmarkedWide(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const sample = bytes.subarray(0, 4096)
  if (sample.length < 4 || bytes.length % 2 === 1) return undefined
  const zeros = [0, 0]
  const plain = [0, 0]
  for (const [at, byte] of sample.entries()) {
    const side = at % 2
    // The high byte of Latin is 0, of Cyrillic 4.
    if (byte === 0) zeros[side] = (zeros[side] ?? 0) + 1
    if (byte === 0 || byte === 4) plain[side] = (plain[side] ?? 0) + 1
  }
  const half = sample.length / 2
  if ((zeros[1] ?? 0) > 0 && (zeros[0] ?? 0) === 0 && (plain[1] ?? 0) > half * 0.9) return 'utf-16le'
  if ((zeros[0] ?? 0) > 0 && (zeros[1] ?? 0) === 0 && (plain[0] ?? 0) > half * 0.9) return 'utf-16be'
  return undefined
}

/** Control characters in number mean that the bytes are something else. */
function demandText(text: string): void {
  let strange = 0
  const sample = text.slice(0, 20_000)
  for (const sign of sample) {
    const code = sign.codePointAt(0) ?? 0
    if ((code < 32 && code !== 9 && code !== 10 && code !== 12 && code !== 13) || code === 0xfffd || code === 0x98)
      strange += 1
  }
  if (strange > 3 && strange * 50 > sample.length) throw NOT_TEXT()
}
