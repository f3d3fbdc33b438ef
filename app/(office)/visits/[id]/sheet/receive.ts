import type { SavedSheet } from '@/db/commands/visit-sheet'
import { saveVisitSheet } from '@/db/commands/visit-sheet'
import { getVisitSheet } from '@/db/queries/visit'
import type { Actor } from '@/lib/access/actor'
import { invalid } from '@/lib/shared/refusal'
import { bytesStore } from '@/lib/store/folder'
import { readPhoto } from '@/lib/store/photo'
import { demandPhotoSize, sayPhotos } from '@/lib/visit/photo-rules'
import { MOST_PHOTOS } from '@/lib/visit/rules'
import type { SheetInput } from '@/lib/visit/sheet'

/** The form's name for what is kept of it. */
export const SHEET_FORM = 'visit-sheet'

export const sheetPage = (id: string): string => `/visits/${id}/sheet`

/** Where a saved sheet leads: the visit, which says what became of the named next day. */
export const savedPage = (id: string, { nextVisitId, nextTrouble }: SavedSheet): string =>
  `/visits/${id}?done=saved${nextVisitId ? `&next=${nextVisitId}` : ''}${nextTrouble ? `&trouble=${nextTrouble}` : ''}`

/**
 * Saves a sheet with its photos, from its page and from the queue of a device alike. Photos are drawn anew and stored before any row
 * names them, but only for a visit whose sheet the actor may write: a guessed address fills no disk.
 */
export async function saveSheet(
  actor: Actor,
  input: SheetInput,
  photos: readonly File[],
  press: string,
  now: Date,
): Promise<SavedSheet> {
  if (photos.length > MOST_PHOTOS)
    throw invalid(`Выбрано: ${sayPhotos(photos.length)}, а можно не больше ${MOST_PHOTOS}. Уберите лишние.`, 'photo')
  for (const file of photos) demandPhotoSize(file.size, file.name)
  const stored = []
  if (photos.length > 0) await getVisitSheet(actor, input.id)
  for (const file of photos) {
    const { bytes, ...photo } = await readPhoto(new Uint8Array(await file.arrayBuffer()), file.name)
    stored.push({ ...photo, ...(await bytesStore().put(bytes)) })
  }
  return saveVisitSheet(actor, { ...input, photos: stored }, press, now)
}
