import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { comparable } from '@/lib/shared/text'
import { hasTool } from '@/lib/signature/signed-paper.testing'
import { descendants, type Element, Objects, structureOf } from './qpdf.testing'
import { run } from './reader.testing'
import { openSpecimens, type PaperName, type Specimen } from './specimens.testing'

const READ: PaperName[] = ['order', 'oneLine', 'threeSheets', 'oneRow', 'veryLongPost', 'draft', 'amendment']
/** Children that PDF/UA (ISO 32000-1, 14.8.4) lets an element have, where it says so. */
const CHILDREN: Record<string, string[]> = {
  StructTreeRoot: ['Document'],
  L: ['LI', 'L'],
  LI: ['Lbl', 'LBody'],
  Table: ['TR', 'THead', 'TBody'],
  THead: ['TR'],
  TBody: ['TR'],
  TR: ['TH', 'TD'],
}

type Read = { paper: Specimen; objects: Objects; tree: Element; all: Element[] }

describe.skipIf(!hasTool('qpdf', '--version') || !hasTool('pdftotext', '-v'))('the tags', () => {
  const specimens = openSpecimens()
  const papers: Read[] = []
  const order = () => papers[0] as Read
  beforeAll(async () => {
    for (const name of READ) {
      const paper = await specimens.paper(name)
      const objects = new Objects(paper.file)
      const tree = structureOf(objects)
      papers.push({ paper, objects, tree, all: descendants(tree) })
    }
  }, 120_000)
  afterAll(specimens.close)

  it('C76: a document holds paragraphs, one heading for each part, lists and tables, each with what may stand in it', () => {
    for (const { tree, all, paper } of papers) {
      expect(tree.children.map(({ type }) => type)).toEqual(['Document'])
      for (const { type, children } of all) {
        const allowed = CHILDREN[type]
        if (allowed) for (const child of children) expect(allowed).toContain(child.type)
        else if (/^(P|H\d|TH|TD|Lbl|Figure)$/.test(type)) expect(children).toEqual([])
        else expect(['Document', 'LBody', 'Div', 'Sect']).toContain(type)
      }
      const headings = all.filter(({ type }) => /^H\d?$/.test(type))
      expect(headings.length).toBe(paper.document.annex ? 2 : 1)
      expect(headings[0]?.type).toBe('H1')
    }
  })

  it('C76: header cells say what they head, and every row has as many columns', () => {
    const tables = papers.flatMap(({ all, objects }) =>
      all.filter(({ type }) => type === 'Table').map((table) => ({ table, objects })),
    )
    expect(tables.length).toBeGreaterThanOrEqual(4)
    for (const { table, objects } of tables) {
      const attribute = (cell: Element, name: string) => objects.resolve(objects.dictionary(cell.data['/A'])[name])
      const rows = descendants(table).filter(({ type }) => type === 'TR')
      const [header] = rows
      expect(header?.children.map(({ type }) => type)).toEqual(header?.children.map(() => 'TH'))
      for (const cell of descendants(table).filter(({ type }) => type === 'TH'))
        expect(['/Column', '/Row', '/Both']).toContain(attribute(cell, '/Scope'))
      const widths = rows.map(({ children }) =>
        children.reduce((sum, cell) => sum + Number(attribute(cell, '/ColSpan') ?? 1), 0),
      )
      expect(new Set(widths)).toEqual(new Set([header?.children.length]))
    }
  })

  it('C76: coat of arms and code have words and a place', () => {
    const figures = order().all.filter(({ type }) => type === 'Figure')
    expect(figures).toHaveLength(2)
    for (const { data } of figures) {
      expect(order().objects.text(data['/Alt']).length).toBeGreaterThan(3)
      const box = order().objects.list(order().objects.dictionary(data['/A'])['/BBox']).map(Number)
      const [left = 0, low = 0, right = 0, high = 0] = box
      expect(right - left).toBeGreaterThan(20)
      expect(high - low).toBeGreaterThan(20)
      expect([left >= 0, low >= 0, right <= 595.28, high <= 841.89]).toEqual([true, true, true, true])
    }
  })

  it('C77: everything painted stands in a tag or in an artifact; numbers and rules are artifacts', () => {
    for (const { objects } of papers)
      for (const page of objects.pages) {
        const { loose, unmarked } = paintedOutside(objects.content(page))
        expect(unmarked).toBe(0)
        expect(loose).toEqual([])
      }
    for (const { ink } of papers.map(({ paper }) => paper)) {
      const numbers = ink()
        .slice(1)
        .map(({ marked }) =>
          marked.filter(({ tag }) => tag === 'Artifact').flatMap(({ glyphs }) => glyphs.map(({ text }) => text)),
        )
      numbers.forEach((found, index) => {
        expect(found).toContain(String(index + 2))
      })
      const rules = ink().flatMap(({ marked }) =>
        marked.filter(({ paths }) => paths.some(({ kind }) => kind === 'stroke')),
      )
      for (const { tag } of rules) expect(tag).toBe('Artifact')
    }
  })

  it('UA: each marked piece belongs to one element, and the parent tree leads from one to the other', () => {
    for (const { objects, all, tree } of papers) {
      const owned = all.flatMap((element) => element.marks.map(({ page, id }) => ({ key: `${page} ${id}`, element })))
      expect(new Set(owned.map(({ key }) => key)).size).toBe(owned.length)
      const numbers = numberTree(objects, objects.dictionary(tree.data['/ParentTree']))
      let marked = 0
      for (const page of objects.pages) {
        const parents = objects.list(numbers.get(Number(page['/StructParents'])))
        const ids = [...objects.content(page).matchAll(/\/MCID (\d+)/g)].map(([, id]) => Number(id))
        expect(new Set(ids).size).toBe(ids.length)
        for (const id of ids) {
          marked++
          const parent = objects.dictionary(parents[id])
          const element = owned.find((one) => one.element.data === parent && one.key.endsWith(` ${id}`))
          expect(element, `MCID ${id}`).toBeDefined()
        }
      }
      expect(marked).toBe(owned.length)
    }
  })

  it('UA: every element’s parent is the one whose child it is', () => {
    for (const { objects, all } of papers)
      for (const { data, children } of all)
        for (const child of children) expect(objects.dictionary(child.data['/P'])).toBe(data)
  })

  it('C78: the title, the preamble and a cell of three lines are found as one string, in the order of reading', () => {
    const text = comparable(run('pdfinfo', '-struct-text', order().paper.file).replace(/"\s*\n\s*"/g, ''))
    const { title, preamble, points, annex } = order().paper.document
    const cell = annex?.table.sections[0]?.rows[0]?.[1] ?? ''
    const places = [title, preamble, points[1] ?? '', annex?.title ?? '', cell].map((part) =>
      text.indexOf(comparable(part)),
    )
    expect(places).not.toContain(-1)
    expect(places).toEqual([...places].sort((a, b) => a - b))
  })

  it('C78: pdftotext, which knows no tags, reads the words of the order in the same order', () => {
    const text = comparable(run('pdftotext', '-raw', '-l', '1', order().paper.file, '-'))
    expect(text).toContain(comparable(order().paper.document.title))
    const places = [
      'Администрация',
      'РАСПОРЯЖЕНИЕ',
      '21 апреля',
      '№ 121',
      'пгт',
      'Об утверждении',
      'В соответствии',
    ].map((part) => text.indexOf(part))
    expect(places).toEqual([...places].sort((a, b) => a - b))
  })
})

/** Painting operators of a content stream that stand in no marked content, and marks that are neither tag nor artifact. */
function paintedOutside(content: string): { loose: string[]; unmarked: number } {
  const loose: string[] = []
  let depth = 0
  let unmarked = 0
  // Strings and dictionaries' texts hold no operators.
  const plain = content.replace(/\((?:\\.|[^\\()])*\)/g, '()').replace(/<[0-9a-f\s]*>/gi, '<>')
  const words = /(?:\/(\w+)\s*(<<[^>]*>>)?\s*)?(?<![\w/])(BDC|BMC|EMC|Tj|TJ|S|s|f|F|B|b|Do|sh)(?!\w)\*?/g
  for (const [, tag, properties = '', operator = ''] of plain.matchAll(words)) {
    if (operator === 'EMC') depth--
    else if (operator === 'BDC' || operator === 'BMC') {
      depth++
      if (tag !== 'Artifact' && !/\/MCID \d+/.test(properties)) unmarked++
    } else if (depth === 0) loose.push(operator)
  }
  if (depth !== 0) loose.push(`depth ${depth}`)
  return { loose, unmarked }
}

function numberTree(objects: Objects, tree: { [key: string]: unknown }): Map<number, never> {
  const found = new Map<number, never>()
  const pairs = objects.list(tree['/Nums'] as never)
  for (let index = 0; index < pairs.length; index += 2) found.set(Number(pairs[index]), pairs[index + 1] as never)
  for (const kid of objects.list(tree['/Kids'] as never))
    for (const [key, value] of numberTree(objects, objects.dictionary(kid))) found.set(key, value)
  return found
}
