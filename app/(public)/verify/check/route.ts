import { fileOf, readUpload, UploadRefused } from '@/app/_papers/read-upload'
import { logAccess } from '@/app/_papers/serve'
import { keepForm } from '@/db/commands/kept-form'
import { VERIFY_LIMIT, verifyBytes } from '@/db/queries/verification'
import { verificationJson } from '@/lib/signature/verify'
import { now } from '@/lib/system/clock'
import { seal } from '@/lib/system/secret'
import { openDoor } from './flood'
import { waitPage } from './wait-page'

const SIGNATURE_LIMIT = 4 * 1024 * 1024
/** Both files with the words of the form around them. */
const REQUEST_LIMIT = VERIFY_LIMIT + SIGNATURE_LIMIT + 1024 * 1024
const admit = openDoor()

/**
 * Checks what was uploaded and goes to the page with the answer, so that reloading it sends nothing again. The file is held in memory
 * and gone when this ends; the answer is kept sealed under a random name for a day. Programs ask with `Accept: application/json`.
 * Who asks too often gets 429 with the time to wait; a request that names a size above the limit is not read.
 */
export async function POST(request: Request): Promise<Response> {
  const asJson = request.headers.get('accept')?.includes('application/json') ?? false
  const refuse = (why: string, status: number) =>
    asJson ? Response.json({ error: why }, { status }) : goTo(`/verify?why=${why}`)
  if (Number(request.headers.get('content-length') ?? 0) > REQUEST_LIMIT) return refuse('big', 413)
  const admission = admit(request.headers.get('x-client-address') ?? '', performance.now())
  if (!admission.admitted) return waitPage(admission, asJson)
  try {
    const form = await readUpload(request, VERIFY_LIMIT + SIGNATURE_LIMIT)
    const bytes = await fileOf(form, 'file', VERIFY_LIMIT)
    const signature = await fileOf(form, 'signature', SIGNATURE_LIMIT)
    if (!bytes) return refuse(signature ? 'alone' : 'none', 400)
    const at = now()
    const found = await verifyBytes(bytes, at, signature)
    logAccess(null, 'paper.verify', found.sha256)
    if (asJson) return Response.json(verificationJson(found), { headers: { 'Cache-Control': 'no-store' } })
    const kept = await keepForm(null, seal(JSON.stringify({ found, at }), 'verification'), at)
    return goTo(`/verify/result?kept=${kept}`)
  } catch (error) {
    if (error instanceof UploadRefused) return refuse(error.why, error.why === 'big' ? 413 : 400)
    throw error
  } finally {
    admission.leave()
  }
}

/** Relative, so that it holds behind any proxy. */
const goTo = (location: string): Response =>
  new Response(null, { status: 303, headers: { Location: location, 'Cache-Control': 'no-store' } })
