import { describe, expect, it } from 'vitest'
import { asciiName, contentDisposition, paperName, safeFileName } from './paper-name'

describe('names of papers', () => {
  it('tell kind, number and date', () => {
    const name = paperName({ kind: 'РАСПОРЯЖЕНИЕ', number: '№\u00A0121', date: '21\u00A0апреля 2022\u00A0г.' })
    expect(name).toBe('Распоряжение № 121 от 21.04.2022.pdf')
    expect(asciiName(name)).toBe('Rasporyazhenie_N_121_ot_21.04.2022.pdf')
    expect(paperName({ kind: 'ПРИКАЗ', number: '№\u00A0181/1', date: '01.12.2026' })).toBe(
      'Приказ № 181-1 от 01.12.2026.pdf',
    )
  })

  it('cannot break the header or leave the folder', () => {
    const hostile = safeFileName('..\\../скан\r\nSet-Cookie: a=1\u202Efdp.exe".pdf')
    expect(hostile).not.toMatch(/[\\/\r\n":\u202E]/)
    expect(contentDisposition('inline', hostile)).toMatch(
      /^inline; filename="[A-Za-z0-9._-]+"; filename\*=UTF-8''[A-Za-z0-9%._~-]+$/,
    )
    expect(safeFileName('')).toBe('файл')
    expect(safeFileName(`${'я'.repeat(400)}.PDF`)).toBe(`${'я'.repeat(120)}.PDF`)
  })
})
