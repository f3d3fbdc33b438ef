import JSZip from 'jszip'
import { describe, expect, it } from 'vitest'
import { exportedMap, map2022 } from '@/lib/table-file/testing/exported-map'
import { writeDocx } from '@/lib/table-file/write-docx'

async function partsOf(bytes: Uint8Array) {
  const zip = await JSZip.loadAsync(bytes)
  const part = async (name: string) => (await zip.file(name)?.async('string')) ?? ''
  return { document: await part('word/document.xml'), properties: await part('docProps/custom.xml') }
}

describe('a Word document of a map', () => {
  it('looks like the annex: a turned sheet, a repeated head, whole rows, merged headings', async () => {
    const map = map2022()
    const { document, properties } = await partsOf(await writeDocx(map))
    const rows = document.match(/<w:tr>.*?<\/w:tr>/gs) ?? []
    expect(rows).toHaveLength(1 + map.sections.length + 17)
    expect(rows.filter((row) => row.includes('<w:cantSplit'))).toHaveLength(rows.length)
    expect(rows.filter((row) => row.includes('<w:tblHeader'))).toEqual([rows[0]])
    expect(rows.filter((row) => row.includes('<w:gridSpan w:val="6"/>'))).toHaveLength(map.sections.length)
    expect(document).toContain('w:orient="landscape"')
    expect(properties).toContain(map.roadMapId)
  })

  it('gives each row one bookmark of its own, with a name that Word takes', async () => {
    const map = map2022()
    const { document } = await partsOf(await writeDocx(map))
    const marks = [...document.matchAll(/<w:bookmarkStart w:name="([^"]+)" w:id="(\d+)"\/>/g)]
    expect(marks).toHaveLength(1 + map.sections.length + 17)
    expect(new Set(marks.map(([, name]) => name)).size).toBe(marks.length)
    expect(new Set(marks.map(([, , id]) => id)).size).toBe(marks.length)
    for (const [, name] of marks) expect(name).toMatch(/^(?:rm|m|s)_[0-9a-f]{32}(?:_\d+)?$/)
    for (const [, name = ''] of marks) expect(name.length).toBeLessThanOrEqual(40)
  })

  it('stays readable XML with any signs in the texts', async () => {
    const odd = 'а\u0000\u0001\u000B\uFFFEб <w:p> & "в" \u202Eг ]]>'
    const measure = { number: odd, title: odd, term: '', executors: '', tasks: '', indicator: '', extra: [] }
    const { document } = await partsOf(await writeDocx(exportedMap([{ number: '', title: odd, measures: [measure] }])))
    expect(document).toContain('аб &lt;w:p&gt; &amp;')
    expect(document).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE]/)
  })
})
