import { invalid } from '@/lib/shared/refusal'

/** What a scan may be; said in the form before choosing. */
export const SCAN_TYPES = 'PDF, JPEG или PNG'
export const SCAN_LIMIT = 20 * 1024 * 1024
export const SCAN_LIMIT_TEXT = '20 МБ'

const MARKS: [mediaType: string, extension: string, mark: number[]][] = [
  ['application/pdf', 'pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/jpeg', 'jpg', [0xff, 0xd8, 0xff]],
  ['image/png', 'png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
]

const megabytes = (size: number): string => `${(size / 1024 / 1024).toFixed(1).replace('.', ',')} МБ`

/** Refuses by size alone, before the bytes are read. */
export function demandScanSize(size: number, field = 'scan'): void {
  if (size === 0) throw invalid('Файл пустой: 0 байт. Отсканируйте документ ещё раз и выберите новый файл.', field)
  if (size > SCAN_LIMIT) {
    throw invalid(
      `Файл слишком велик: ${megabytes(size)}, а можно не больше ${SCAN_LIMIT_TEXT}. Отсканируйте с меньшим разрешением.`,
      field,
    )
  }
}

/** The type by the file's own first bytes, whatever its name says. */
export function demandScan(bytes: Uint8Array, field = 'scan'): { mediaType: string; extension: string } {
  demandScanSize(bytes.byteLength, field)
  const found = MARKS.find(([, , mark]) => mark.every((byte, index) => bytes[index] === byte))
  if (!found)
    throw invalid(`Это не скан: по содержимому файл не ${SCAN_TYPES}. Сохраните скан в одном из этих видов.`, field)
  return { mediaType: found[0], extension: found[1] }
}
