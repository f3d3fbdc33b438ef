import { openedDatabase } from '@/db/client'
import { log } from '@/lib/system/log'

export const dynamic = 'force-dynamic'

/** For monitors and starters: 200 when the database answers, otherwise 503. Tells nothing else to strangers. */
export async function GET(): Promise<Response> {
  try {
    const { kind, query } = openedDatabase()
    await query('select 1')
    return answer({ status: 'ok', database: kind }, 200)
  } catch (error) {
    log.error('health check failed', error)
    return answer({ status: 'unavailable' }, 503)
  }
}

const answer = (body: object, status: number) =>
  Response.json(body, { status, headers: { 'Cache-Control': 'no-store' } })
