import 'server-only'
import { database } from '@/db/client'
import { accessLog } from '@/db/schema/journal'

export type AccessAction =
  | 'paper.download'
  | 'paper.verify'
  | 'register.print'
  | 'report.consolidated'
  | 'register.excel'
  | 'questionnaires.excel'
  | 'register.archive'
  | 'road_map.export'
  | 'order.approval_sheet'
  | 'order.extract'
  | 'order.acquaintance'
  | 'order.copy'
  | 'order.docx'
  | 'report.draft'

/**
 * One line of the access log: a download or a check (rulings F5). Called after the answer; apart from the journal of commands.
 * `userId` is null for a visitor who has not signed in.
 */
export async function recordAccess(
  userId: string | null,
  entry: { action: AccessAction; subjectId: string },
  now: Date,
): Promise<void> {
  await database()
    .insert(accessLog)
    .values({ at: now, userId, ...entry })
}
