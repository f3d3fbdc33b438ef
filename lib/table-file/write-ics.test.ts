import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeIcs } from '@/lib/table-file/write-ics'

const now = new Date('2022-04-21T02:00:00Z')
const day = { uid: 'a.b.1', due: '2022-05-31', title: '3.4. Экспертиза', notes: ['Срок: май'] }
const one = (more: object = {}) => writeIcs({ name: 'Карта', days: [{ ...day, ...more }], now })
/** Lines as a calendar reads them: folded ones joined. */
const linesOf = (ics: string) => ics.replace(/\r\n /g, '').split('\r\n')

describe('iCalendar of control points', () => {
  it('is one whole day without clock or zone, its end exclusive', () => {
    const lines = linesOf(one())
    expect(lines).toContain('DTSTART;VALUE=DATE:20220531')
    expect(lines).toContain('DTEND;VALUE=DATE:20220601')
    expect(lines).toContain('DTSTAMP:20220421T020000Z')
    expect(lines).toContain('UID:a.b.1@marshrut')
    expect(lines).toContain('SUMMARY:3.4. Экспертиза')
    expect(lines.filter((line) => line.startsWith('BEGIN:VEVENT'))).toHaveLength(1)
  })

  it('keeps leap days and turns of the year', () => {
    expect(one({ due: '2024-02-29' })).toContain('DTEND;VALUE=DATE:20240301')
    expect(one({ due: '2022-12-31' })).toContain('DTEND;VALUE=DATE:20230101')
  })

  it('names the same days whatever zone the server runs in', () => {
    const script =
      "import { writeIcs } from '@/lib/table-file/write-ics'; process.stdout.write(writeIcs({ name: 'К', days: [{ uid: 'u', due: '2022-03-27', title: 'т', notes: [] }], now: new Date('2022-04-21T23:30:00Z') }))"
    const root = join(import.meta.dirname, '../..')
    const files = ['Asia/Chita', 'America/Sao_Paulo', 'Pacific/Kiritimati', 'UTC'].map((zone) =>
      execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
        cwd: root,
        env: { ...process.env, TZ: zone },
        encoding: 'utf8',
      }),
    )
    expect(new Set(files).size).toBe(1)
    expect(files[0]).toContain('DTSTART;VALUE=DATE:20220327\r\nDTEND;VALUE=DATE:20220328')
  })

  it('folds long lines within 75 bytes and escapes what has a meaning', () => {
    const title = 'Размещение, экспертиза; отчёт \\ «500+» 👩‍🏫 '.repeat(3).trim()
    const ics = one({ title, notes: ['первая\r\nвторая', 'BEGIN:VALARM'] })
    for (const line of ics.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
    expect(ics.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(linesOf(ics)).toContain(`SUMMARY:${title.replace(/[\\;,]/g, '\\$&')}`)
    expect(linesOf(ics)).toContain('DESCRIPTION:первая\\nвторая\\nBEGIN:VALARM')
  })

  it('lets no typed text begin a line of its own', () => {
    const ics = one({ title: 'a\r\nEND:VEVENT\nX-EVIL:1\u2028Y', notes: ['\u0000\u0007б'] })
    expect(linesOf(ics).filter((line) => /^(?:END:VEVENT|X-EVIL)/.test(line))).toEqual(['END:VEVENT'])
    expect(linesOf(ics)).toContain('DESCRIPTION:б')
  })

  it('shortens a title that no calendar would show and keeps the whole in the notes', () => {
    const lines = linesOf(one({ title: 'я'.repeat(5_000), notes: [] }))
    expect(lines.find((line) => line.startsWith('SUMMARY:'))).toBe(`SUMMARY:${'я'.repeat(199)}…`)
    expect(lines).toContain(`DESCRIPTION:${'я'.repeat(5_000)}`)
  })

  it('does not repeat a megabyte of text for every week of the year', () => {
    const days = Array.from({ length: 52 }, (_, week) => ({ ...day, uid: `u.${week}`, title: 'я'.repeat(1_000_000) }))
    const ics = writeIcs({ name: 'Карта', days, now })
    expect(ics.length).toBeLessThan(1_000_000)
    expect(linesOf(ics)).toContain(`DESCRIPTION:${'я'.repeat(4_999)}…\\nСрок: май`)
  })
})
