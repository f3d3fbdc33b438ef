import { setDatabase } from '@/db/client'
import type { OpenedDatabase } from '@/db/open'

type Session = { prepareQuery: (...args: unknown[]) => unknown }

/**
 * How many statements `work` sends to the database outside transactions: drizzle prepares each one by the session before it is
 * sent. The handle is watched for the time of `work` only.
 */
export async function statementsOf(opened: OpenedDatabase, work: () => Promise<unknown>): Promise<number> {
  const { session } = opened.db as unknown as { session: Session }
  const { prepareQuery } = session
  let sent = 0
  session.prepareQuery = (...args) => {
    sent += 1
    return prepareQuery.apply(session, args)
  }
  try {
    setDatabase(opened)
    await work()
    if (sent === 0) throw new Error('No statement was counted: the handle is not the one that is used.')
    return sent
  } finally {
    session.prepareQuery = prepareQuery
  }
}
