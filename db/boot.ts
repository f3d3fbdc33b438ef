import 'server-only'
import { count, eq, isNull, lt, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { resumeReports } from '@/db/finish-report'
import { resumeUnfinished } from '@/db/finish-signing'
import { signingKeys } from '@/db/schema/key'
import { papers } from '@/db/schema/order'
import { presses, sessions, users } from '@/db/schema/person'
import { evidence } from '@/db/schema/plan'
import { reportVersions } from '@/db/schema/report'
import { visitPhotos } from '@/db/schema/visit'
import { seedDemonstration } from '@/db/seed'
import { bytesStore } from '@/lib/store/folder'
import { type BootReport, StartRefused } from '@/lib/system/boot-report'
import { demonstrationPassword } from '@/lib/system/demonstration'
import { environment } from '@/lib/system/env'
import { setupCode } from '@/lib/system/setup-code'

/** A certificate is announced this many days before its end. */
const NEAR_END_DAYS = 30

/** What is done once, between opening the database and the first request. Refuses to go on when a registered paper is missing. */
export async function boot(now: Date): Promise<BootReport> {
  const { demonstration, demoPassword } = environment()
  const report: BootReport = { notices: [] }
  if (demonstration) {
    const seeded = await seedDemonstration(demoPassword ?? demonstrationPassword(), now)
    if (seeded.logins.length > 0) report.signIn = { names: seeded.logins, password: seeded.password }
  }
  const [people] = await database().select({ total: count() }).from(users)
  const code = people?.total === 0 ? setupCode() : null
  if (code) report.setupCode = code
  await demandPapers()
  await sweep(now)
  report.notices?.push(
    ...(await resumeUnfinished(now)),
    ...(await resumeReports(now)),
    ...(await endingCertificates(now)),
  )
  return report
}

/**
 * Every registered file, every file of evidence and every photo of a visit, removed ones too, and every sent report must be in the
 * store: rows that name bytes which cannot be shown are not to be trusted (rulings F3).
 */
async function demandPapers(): Promise<void> {
  const named = await database().select({ sha256: papers.sha256, fileName: papers.fileName }).from(papers)
  const evidenced = await database()
    .select({ sha256: evidence.sha256, fileName: evidence.fileName })
    .from(evidence)
    .where(eq(evidence.kind, 'file'))
  const photos = await database()
    .select({ sha256: visitPhotos.sha256, fileName: sql<string>`'Снимок посещения ' || ${visitPhotos.id}` })
    .from(visitPhotos)
  const missing: string[] = []
  for (const { sha256, fileName } of [...named, ...evidenced, ...photos, ...(await reportFiles())])
    if (sha256 === null || !(await bytesStore().has(sha256))) missing.push(`  ${fileName} (${sha256})`)
  if (missing.length > 0) {
    throw new StartRefused(
      [
        'Запуск остановлен: в хранилище нет файлов зарегистрированных документов, подтверждений исполнения, снимков посещений или отчётов.',
        ...missing,
        'Верните их из резервной копии в папку papers и запустите снова.',
      ].join('\n'),
    )
  }
}

/** Papers of sent reports and scans of those signed by hand; a version whose paper is still to be drawn names none. */
async function reportFiles(): Promise<{ sha256: string; fileName: string }[]> {
  const versions = await database()
    .select({ sha256: reportVersions.sha256, scan: reportVersions.scanSha256, receipt: reportVersions.receipt })
    .from(reportVersions)
  return versions.flatMap(({ sha256, scan, receipt }) => [
    ...(sha256 ? [{ sha256, fileName: `Отчёт куратора, квитанция № ${receipt}.pdf` }] : []),
    ...(scan ? [{ sha256: scan, fileName: `Скан отчёта куратора, квитанция № ${receipt}` }] : []),
  ])
}

/** Pressed forms and long-ended sessions serve nobody any more; what they did is in the journal. */
async function sweep(now: Date): Promise<void> {
  const monthAgo = new Date(now.getTime() - 30 * 86_400_000)
  await database().delete(presses).where(lt(presses.createdAt, monthAgo))
  await database().delete(sessions).where(lt(sessions.expiresAt, monthAgo))
}

async function endingCertificates(now: Date): Promise<string[]> {
  const keys = await database()
    .select({ subject: signingKeys.subject, notAfter: signingKeys.notAfter })
    .from(signingKeys)
    .where(isNull(signingKeys.endedAt))
  return keys.flatMap(({ subject, notAfter }) => {
    const days = Math.floor((notAfter.getTime() - now.getTime()) / 86_400_000)
    if (days > NEAR_END_DAYS) return []
    return [
      days < 0 ? `Срок сертификата истёк: ${subject}.` : `Срок сертификата истекает через ${days} дн.: ${subject}.`,
    ]
  })
}
