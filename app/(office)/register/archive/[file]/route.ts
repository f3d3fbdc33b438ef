import { logAccess, noSuchPaper, plainPage } from '@/app/_papers/serve'
import { serveZip } from '@/app/_papers/serve-zip'
import { currentSession } from '@/app/_session/actor'
import { archiveParts } from '@/db/archive-parts'
import { getArchive } from '@/db/queries/archive'
import { may } from '@/lib/access/policy'
import { markup } from '@/lib/shared/markup'
import { Refusal } from '@/lib/shared/refusal'
import { bytesStore } from '@/lib/store/folder'
import { now } from '@/lib/system/clock'
import { log } from '@/lib/system/log'

/** `2022.zip`: the archive of a year, made while it is sent. Refused in words before the first byte when a paper's file is lost. */
export async function GET(_request: Request, { params }: { params: Promise<{ file: string }> }): Promise<Response> {
  const session = await currentSession()
  const year = /^(\d{4})\.zip$/.exec((await params).file)?.[1]
  if (!session || !year || !may(session.actor, 'register.read')) return noSuchPaper()
  const { actor } = session
  const at = now()
  const archive = await getArchive(actor, Number(year)).catch((error: unknown) => {
    if (error instanceof Refusal) return error
    throw error
  })
  if (archive instanceof Refusal) return plainPage(409, 'Архив не сделан', markup`${archive.message}`.toString())
  if (archive.entries.length === 0) return noSuchPaper()
  const lost: string[] = []
  for (const entry of archive.entries)
    for (const paper of entry.papers) if (!(await bytesStore().has(paper.sha256))) lost.push(entry.printed)
  if (lost.length > 0) {
    log.error('archive.bytes_lost', undefined, { year })
    return plainPage(
      500,
      'Архив не сделан',
      markup`В хранилище не найдены файлы актов: ${[...new Set(lost)].join(', ')}. Сообщите администратору: файлы восстанавливают из резервной копии.`.toString(),
    )
  }
  logAccess(actor.userId, 'register.archive', actor.municipalityId ?? '')
  return serveZip(archiveParts(actor, archive, at), `Архив актов ${year}. ${archive.place}.zip`, at)
}
