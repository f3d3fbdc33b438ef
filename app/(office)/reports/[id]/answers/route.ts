import { contentOf } from '@/app/_forms/form-content'
import { demandOwnOrigin } from '@/app/_forms/own-origin'
import { readUpload, UploadRefused } from '@/app/_papers/read-upload'
import { currentSession } from '@/app/_session/actor'
import { saveAnswer } from '@/db/commands/report-answer'
import { extendSession } from '@/db/commands/session'
import { answerSchema, MOST_ANSWER, TOO_LONG, typedAtField } from '@/lib/report/schema'
import { localDate, localTime, shortDate } from '@/lib/shared/dates'
import { idField } from '@/lib/shared/form-fields'
import { Refusal } from '@/lib/shared/refusal'
import { now as clock } from '@/lib/system/clock'

/** A letter takes four bytes at most; the rest is the form's own frame. */
const MOST_BYTES = MOST_ANSWER * 4 + 16 * 1024

/**
 * Keeps the answer to one question while it is typed: multipart `question`, `text`, `revision` (that the text began from, 0 for none),
 * `typedAt` (ISO instant of the device, or nothing). Answers JSON:
 *
 * - 200 `{"revision","at"}`: kept, or there already; `at` is a local time;
 * - 409 `{"rivalId","revision","text","at","by"}`: a newer text stands; the sent one is kept beside it, and the question's page shows both;
 * - 400 `{"message"}`: no such answer can be given; 413 `{"message"}`: too long;
 * - 401: the session has ended; 403: the request came from another site; 404: no such report or question;
 * - 410 `{"message"}`: nothing can be written in the report now, and whom to ask.
 */
export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  try {
    await demandOwnOrigin()
  } catch {
    return new Response(null, { status: 403 })
  }
  const session = await currentSession()
  if (!session?.actor.userId || session.person.mustChangePassword) return answer(401, {})
  const { id } = await params
  if (!idField.safeParse(id).success) return answer(404, {})
  try {
    const { values } = contentOf(await readUpload(request, MOST_BYTES))
    const field = (name: string) => values[name]?.[0] ?? ''
    if (field('text').length > MOST_ANSWER) return answer(413, { message: TOO_LONG })
    const parsed = answerSchema.safeParse({
      reportId: id,
      question: field('question'),
      text: field('text'),
      revision: field('revision'),
    })
    if (!parsed.success) return answer(400, { message: parsed.error.issues[0]?.message ?? '' })
    const now = clock()
    await extendSession(session.token, now)
    const typedAt = typedAtField.safeParse(field('typedAt').slice(0, 40)).data ?? null
    const saved = await saveAnswer(session.actor, { ...parsed.data, typedAt }, now)
    const at = timeOf(saved.at, session.actor)
    if (saved.state !== 'conflict') return answer(200, { revision: saved.revision, at })
    const { rivalId, revision, text, by } = saved
    return answer(409, { rivalId, revision, text, at, by })
  } catch (error) {
    if (error instanceof UploadRefused)
      return error.why === 'big' ? answer(413, { message: TOO_LONG }) : answer(400, { message: 'Форма не прочитана.' })
    if (!(error instanceof Refusal)) throw error
    if (error.code === 'conflict') return answer(410, { message: error.message })
    if (error.code === 'invalid') return answer(400, { message: error.message })
    return answer(404, {})
  }
}

const answer = (status: number, body: object): Response =>
  Response.json(body, { status, headers: { 'Cache-Control': 'no-store' } })

/** «14:05» of today, «11.05.2026, 14:05» of an earlier day. */
function timeOf(at: Date, { zone, today }: { zone: string; today: string }): string {
  const day = localDate(at, zone)
  return day === today ? localTime(at, zone) : `${shortDate(day)}, ${localTime(at, zone)}`
}
