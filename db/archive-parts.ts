import 'server-only'
import { createHash } from 'node:crypto'
import { getApprovalSheet } from '@/db/queries/approval-sheet'
import type { ArchivedEntry, ArchivedPaper, getArchive } from '@/db/queries/archive'
import { getRoadMapExport } from '@/db/queries/export'
import type { Actor } from '@/lib/access/actor'
import { approvalSheet } from '@/lib/approval/sheet'
import { ORDER_KIND_WORDS } from '@/lib/order/labels'
import type { OrderKind } from '@/lib/order/rules'
import { drawApprovalSheet } from '@/lib/pdf/approval-sheet-2026'
import { archiveIndex, checksums, type IndexEntry, journalCsv } from '@/lib/register/archive-text'
import { bookName } from '@/lib/register/closing'
import { cellOf } from '@/lib/road-map/table'
import { shortDate } from '@/lib/shared/dates'
import { Refusal } from '@/lib/shared/refusal'
import { capitalised } from '@/lib/shared/text'
import { bytesStore } from '@/lib/store/folder'
import { uniquePaths, type ZipPart, zipPath } from '@/lib/store/zip'
import { writeRegisterXlsx } from '@/lib/table-file/write-register-xlsx'
import { writeTableXlsx } from '@/lib/table-file/write-table-xlsx'
import { writeXlsx } from '@/lib/table-file/write-xlsx'

type Archive = Awaited<ReturnType<typeof getArchive>>
type Part = ZipPart & { label: string; entryId: string }

const FOLDERS: Record<OrderKind, string> = {
  directive: 'Распоряжения',
  resolution: 'Постановления',
  ordinance: 'Приказы',
}
const EXTENSIONS: Record<string, string> = { 'application/pdf': 'pdf', 'image/jpeg': 'jpg', 'image/png': 'png' }

/**
 * The files of a year's archive (feature 97): a folder an act with its papers, лист согласования, map and journal; the register; a page
 * to begin with, and the fingerprints of all. Each file is made when the archive comes to it: a year of scans does not fit into memory.
 */
export function archiveParts(actor: Actor, archive: Archive, now: Date): ZipPart[] {
  const { place } = archive
  const sums = new Map<string, string>()
  const own = uniquePaths(archive.entries.flatMap((entry) => partsOf(actor, entry)))
  const register = `Реестр ${archive.year}.xlsx`
  const notes = archive.books.flatMap((book) =>
    book.closedAt ? [`${bookName(book)}. ${book.closingNote}`] : [`${bookName(book)} не закрыт.`],
  )
  const index = () => {
    const files = grouped(own, sums)
    const entries = archive.entries.map((entry): IndexEntry => ({ ...entry, files: files.get(entry.id) ?? [] }))
    return archiveIndex({ place, year: archive.year, notes, entries, register }, now, actor.zone)
  }
  const all: ZipPart[] = [
    ...own,
    {
      path: register,
      make: () =>
        writeRegisterXlsx(
          { title: `Журнал регистрации актов за ${archive.year} год. ${place}`, rows: archive.entries, notes },
          actor.zone,
        ),
    },
    { path: 'index.html', make: async () => index() },
  ]
  const summed = all.map(
    ({ path, make }): ZipPart => ({
      path,
      make: async () => {
        const bytes = await make()
        sums.set(path, createHash('sha256').update(bytes).digest('hex'))
        return bytes
      },
    }),
  )
  return [...summed, { path: 'SHA256SUMS.txt', make: async () => checksums(sums) }]
}

function grouped(parts: readonly Part[], sums: ReadonlyMap<string, string>) {
  const files = new Map<string, { path: string; label: string; sha256: string }[]>()
  for (const { path, label, entryId } of parts)
    files.set(entryId, [...(files.get(entryId) ?? []), { path, label, sha256: sums.get(path) ?? '' }])
  return files
}

function partsOf(actor: Actor, entry: ArchivedEntry): Part[] {
  const name = `${entry.printed} от ${shortDate(entry.date)}`
  const act = `${capitalised(ORDER_KIND_WORDS[entry.kind].nominative)} ${name}`
  const part = (file: string, label: string, make: () => Promise<Uint8Array>): Part => ({
    path: zipPath(FOLDERS[entry.kind], name, file),
    label,
    entryId: entry.id,
    make,
  })
  const parts = entry.papers.map((paper) => {
    const { file, label } = namesOf(paper, act)
    return part(file, label, () => bytesStore().get(paper.sha256))
  })
  const { orderId, map } = entry
  if (orderId && entry.hasRounds)
    parts.push(part('Лист согласования.pdf', 'Лист согласования', () => sheetBytes(actor, orderId)))
  if (map) parts.push(part('Дорожная карта.xlsx', 'Дорожная карта', () => mapBytes(actor, map)))
  if (entry.journal.length > 0)
    parts.push(part('Журнал действий.csv', 'Журнал действий', async () => journalCsv(entry.journal, actor.zone)))
  return parts
}

/** Names are the program's own: what a scan was called when it was brought is nobody's path. */
function namesOf(paper: ArchivedPaper, act: string): { file: string; label: string } {
  const extension = EXTENSIONS[paper.mediaType] ?? 'bin'
  const replaced = paper.replacedAt ? ' (заменён)' : ''
  if (paper.kind === 'signed') return { file: `${act}${replaced}.pdf`, label: `Подписанный PDF${replaced}` }
  if (paper.kind === 'detached') return { file: `${act}${replaced}.pdf.sig`, label: `Подпись, .sig${replaced}` }
  if (paper.kind === 'print')
    return { file: `${act} (для печати)${replaced}.pdf`, label: `Экземпляр для печати${replaced}` }
  return { file: `Скан${replaced}.${extension}`, label: `Скан подлинника${replaced}` }
}

async function sheetBytes(actor: Actor, orderId: string): Promise<Uint8Array> {
  const facts = await getApprovalSheet(actor, orderId)
  const sheet = approvalSheet(facts, actor.zone, 'all')
  if (!sheet) throw new Error('The act was sent and has no approval sheet.')
  return (await drawApprovalSheet({ sheet, at: facts.at, paperId: facts.publicId })).bytes
}

/** A text that Excel cannot hold is shortened here, and the file says so: the whole of it is in the signed paper. */
async function mapBytes(actor: Actor, map: { roadMapId: string; version: number }): Promise<Uint8Array> {
  const exported = await getRoadMapExport(actor, map.roadMapId, map.version)
  try {
    return await writeXlsx(exported)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const rows = exported.sections.flatMap((section) =>
      section.measures.map((measure) => exported.columns.map((column) => cellOf(measure, column))),
    )
    return writeTableXlsx({
      title: exported.title,
      sheet: 'Дорожная карта',
      columns: exported.columns.map(({ header }) => ({ header, width: 30 })),
      rows,
      notes: ['Тексты длиннее 32 767 знаков здесь сокращены: Excel таких не хранит. Полностью они в файле акта.'],
    })
  }
}
