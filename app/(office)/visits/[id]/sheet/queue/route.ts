import { firstOfEachField, flat, keep, withKept } from '@/app/_forms/form-action'
import { contentOf } from '@/app/_forms/form-content'
import { demandOwnOrigin } from '@/app/_forms/own-origin'
import { readUpload, UploadRefused } from '@/app/_papers/read-upload'
import { currentSession } from '@/app/_session/actor'
import { extendSession } from '@/db/commands/session'
import { getVisitSheet } from '@/db/queries/visit'
import { idField } from '@/lib/shared/form-fields'
import { Refusal, type RefusalCode } from '@/lib/shared/refusal'
import { now as clock } from '@/lib/system/clock'
import { PHOTO_LIMIT } from '@/lib/visit/photo-rules'
import { MOST_PHOTOS } from '@/lib/visit/rules'
import { sayNextTrouble } from '@/lib/visit/sheet-next'
import { sheetSchema } from '@/lib/visit/sheet-schema'
import { SHEET_FORM, savedPage, saveSheet, sheetPage } from '../receive'

type Errors = { field: string | null; message: string }[]

const answer = (status: number, body: object): Response =>
  Response.json(body, { status, headers: { 'Cache-Control': 'no-store' } })

const STATUS: Record<RefusalCode, number> = { not_found: 404, forbidden: 403, conflict: 409, invalid: 422 }

/**
 * Takes a sheet from a device that had no line when it was written: the very fields of the sheet's form, `_press` and `revision` among
 * them, and up to ten files `photo`. 200 `{revision, page, note}`: where to go on, and what did not come of it; 401 the session has ended; 403 from another site, or another's visit; 404; 409
 * `{current, revision, errors, page}`; 413 too much; 422 `{errors, page}`. Nothing is lost by a refusal: the device keeps what it sent,
 * and `page` is the sheet drawn from it with what is wrong. Sent twice, it is saved once.
 */
export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params
  try {
    await demandOwnOrigin()
  } catch {
    return answer(403, { errors: [{ field: null, message: 'Форма пришла с другого сайта.' }] })
  }
  const session = await currentSession()
  if (!session?.actor.userId || session.person.mustChangePassword) return answer(401, {})
  const { actor } = session
  const now = clock()
  if (!idField.safeParse(id).success) return answer(404, {})
  try {
    // Before the body is read: who may not write this sheet sends no hundred megabytes here.
    await getVisitSheet(actor, id)
    await extendSession(session.token, now)
    const form = await readUpload(request, MOST_PHOTOS * PHOTO_LIMIT)
    form.set('id', id)
    const refused =
      (status: number, errors: Errors, details: Record<string, unknown> = {}) =>
      async () => {
        const kept = await keep(actor.userId, SHEET_FORM, form, { errors, details }, now)
        return answer(status, { ...details, errors, page: withKept(sheetPage(id), kept) })
      }
    const { values, fileLists } = contentOf(form)
    const parsed = sheetSchema.safeParse(flat(values))
    if (!parsed.success) return refused(422, firstOfEachField(parsed.error))()
    const press = values._press?.[0]?.slice(0, 100) ?? ''
    try {
      const saved = await saveSheet(actor, parsed.data, fileLists.photo ?? [], press, now)
      const note = saved.nextTrouble && parsed.data.nextOn ? sayNextTrouble(saved.nextTrouble, parsed.data.nextOn) : ''
      return answer(200, { revision: saved.revision, page: savedPage(id, saved), note })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return refused(STATUS[error.code], [{ field: error.field ?? null, message: error.message }], error.details)()
    }
  } catch (error) {
    if (error instanceof UploadRefused) {
      const message = error.why === 'big' ? 'Снимки вместе занимают больше 100 МБ.' : 'Форма пришла не целиком.'
      return answer(error.why === 'big' ? 413 : 422, { errors: [{ field: 'photo', message }] })
    }
    if (error instanceof Refusal)
      return answer(STATUS[error.code], { errors: [{ field: null, message: error.message }] })
    throw error
  }
}
