import type { Actor } from '@/lib/access/actor'
import { may } from '@/lib/access/policy'
import { forbidden } from '@/lib/shared/refusal'

/** Who reads the municipality's data by lists: who keeps it, and the coordinator, who makes maps and sends acts with it. */
export function demandReader(actor: Actor): void {
  if (!may(actor, 'municipality.manage') && !may(actor, 'road_map.edit')) throw forbidden()
}

export const EMBLEM_LIMIT = 1_000_000

/** What is wrong with an uploaded coat of arms, or null. The drawing of papers takes PNG only. */
export function emblemDefect(bytes: Uint8Array): string | null {
  if (bytes.byteLength === 0) return 'Файл пустой. Выберите изображение герба.'
  if (bytes.byteLength > EMBLEM_LIMIT) return 'Файл слишком большой: герб занимает не больше 1 МБ.'
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
  const isPng = bytes.byteLength > 33 && signature.every((byte, index) => bytes[index] === byte)
  if (!isPng) return 'Это не PNG. Сохраните герб как PNG и выберите его ещё раз.'
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  // A small file may unfold into gigabytes of pixels.
  if (width < 16 || height < 16 || width > 2_000 || height > 2_000) return 'Сторона герба: от 16 до 2000 точек.'
  return null
}
