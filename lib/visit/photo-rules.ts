import { invalid } from '@/lib/shared/refusal'
import { counted } from '@/lib/shared/text'

/** What a photo of a visit may be; said in the form before choosing. */
export const PHOTO_TYPES = 'JPEG, PNG или WebP'
export const PHOTO_ACCEPT = '.jpg,.jpeg,.png,.webp'
export const PHOTO_LIMIT = 10 * 1024 * 1024
export const PHOTO_LIMIT_TEXT = '10 МБ'

export const sayPhotos = (count: number): string => counted(count, 'снимок', 'снимка', 'снимков')

const megabytes = (size: number): string => `${(size / 1024 / 1024).toFixed(1).replace('.', ',')} МБ`

/** Refuses by size alone, before the bytes are read. */
export function demandPhotoSize(size: number, name: string, field = 'photo'): void {
  if (size === 0) throw invalid(`Снимок «${name}» пустой: 0 байт. Выберите его ещё раз.`, field)
  if (size > PHOTO_LIMIT) {
    throw invalid(
      `Снимок «${name}» занимает ${megabytes(size)}, а можно не больше ${PHOTO_LIMIT_TEXT}. Снимите с меньшим качеством.`,
      field,
    )
  }
}
