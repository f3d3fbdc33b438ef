import { fileOf, readUpload, UploadRefused } from '@/app/_papers/read-upload'
import { logAccess } from '@/app/_papers/serve'
import { keepForm } from '@/db/commands/kept-form'
import { VERIFY_LIMIT, verifyBytes } from '@/db/queries/verification'
import { verificationJson } from '@/lib/signature/verify'
import { now } from '@/lib/system/clock'
import { seal } from '@/lib/system/secret'

const SIGNATURE_LIMIT = 4 * 1024 * 1024
/** Each may hold a large file for as long as its sender is slow: more at once would take the memory that the office needs. */
const MOST_AT_ONCE = 10
let running = 0

/**
 * Checks what was uploaded and goes to the page with the answer, so that reloading it sends nothing again. The file is held in memory
 * and gone when this ends; the answer is kept sealed under a random name for a day. Programs ask with `Accept: application/json`.
 */
export async function POST(request: Request): Promise<Response> {
  const asJson = request.headers.get('accept')?.includes('application/json') ?? false
  const refuse = (why: string, status: number) =>
    asJson
      ? Response.json({ error: why }, { status, headers: status === 503 ? { 'Retry-After': '60' } : {} })
      : goTo(`/verify?why=${why}`)
  if (running >= MOST_AT_ONCE) return refuse('busy', 503)
  running += 1
  try {
    const form = await readUpload(request, VERIFY_LIMIT + SIGNATURE_LIMIT)
    const bytes = await fileOf(form, 'file', VERIFY_LIMIT)
    if (!bytes) return refuse('none', 400)
    const signature = await fileOf(form, 'signature', SIGNATURE_LIMIT)
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
    running -= 1
  }
}

/** Relative, so that it holds behind any proxy. */
const goTo = (location: string): Response =>
  new Response(null, { status: 303, headers: { Location: location, 'Cache-Control': 'no-store' } })
