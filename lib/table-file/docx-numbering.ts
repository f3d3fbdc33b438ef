import { attribute, childOf, type XmlNode, xmlTree } from '@/lib/table-file/xml-events'

type Level = { start: number; format: string; text: string; isLegal: boolean }
type List = { abstractId: string; levels: Map<number, Level>; restarts: Map<number, number> }
export type NumberingOfParagraph = { numId: string; level: number }

/** Counts Word's automatic numbers as Word shows them: the labels are not in the document's text. */
export class DocxNumbering {
  private readonly lists = new Map<string, List>()
  private readonly ofStyle = new Map<string, NumberingOfParagraph>()
  private readonly counters = new Map<string, number[]>()
  private readonly begun = new Set<string>()

  /** `prefix` is the namespace prefix of WordprocessingML in these parts, usually «w». */
  constructor(numberingXml: string, stylesXml: string, prefix: string) {
    const name = (local: string) => (prefix ? `${prefix}:${local}` : local)
    const value = (node: XmlNode | undefined, key = 'val') => (node ? attribute(node.source, name(key)) : undefined)
    const levelsOf = (node: XmlNode) => {
      const levels = new Map<number, Level>()
      for (const child of node.children) {
        if (child.name !== name('lvl')) continue
        levels.set(Number(value(child, 'ilvl') ?? 0), {
          start: Number(value(childOf(child, name('start'))) ?? 1),
          format: value(childOf(child, name('numFmt'))) ?? 'decimal',
          text: value(childOf(child, name('lvlText'))) ?? '',
          isLegal: childOf(child, name('isLgl')) !== undefined,
        })
      }
      return levels
    }

    const abstracts = new Map<string, { levels: Map<number, Level>; link?: string }>()
    const root = xmlTree(numberingXml).children.find((node) => node.name === name('numbering'))
    for (const node of root?.children ?? []) {
      if (node.name === name('abstractNum')) {
        const link = value(childOf(node, name('numStyleLink')))
        abstracts.set(value(node, 'abstractNumId') ?? '', { levels: levelsOf(node), ...(link ? { link } : {}) })
      }
      if (node.name !== name('num')) continue
      const abstractId = value(childOf(node, name('abstractNumId'))) ?? ''
      const levels = new Map(abstracts.get(abstractId)?.levels ?? [])
      const restarts = new Map<number, number>()
      for (const override of node.children.filter((child) => child.name === name('lvlOverride'))) {
        const at = Number(value(override, 'ilvl') ?? 0)
        const start = value(childOf(override, name('startOverride')))
        if (start !== undefined) restarts.set(at, Number(start))
        for (const [index, level] of levelsOf(override)) levels.set(index, level)
      }
      this.lists.set(value(node, 'numId') ?? '', { abstractId, levels, restarts })
    }

    const styles = xmlTree(stylesXml).children.find((node) => node.name === name('styles'))
    const parents = new Map<string, string>()
    for (const style of styles?.children ?? []) {
      const id = value(style, 'styleId')
      if (style.name !== name('style') || id === undefined) continue
      const properties = childOf(style, name('pPr'), name('numPr'))
      const numId = value(childOf(properties, name('numId')))
      if (numId !== undefined)
        this.ofStyle.set(id, { numId, level: Number(value(childOf(properties, name('ilvl'))) ?? 0) })
      const parent = value(childOf(style, name('basedOn')))
      if (parent !== undefined) parents.set(id, parent)
    }
    for (const id of parents.keys()) {
      const path = [id]
      while (!this.ofStyle.has(path.at(-1) ?? '') && path.length < 20) path.push(parents.get(path.at(-1) ?? '') ?? '')
      const found = this.ofStyle.get(path.at(-1) ?? '')
      if (found) this.ofStyle.set(id, found)
    }
    for (const [numId, list] of this.lists) {
      const link = abstracts.get(list.abstractId)?.link
      const linked = link === undefined ? undefined : this.lists.get(this.ofStyle.get(link)?.numId ?? '')
      if (linked && list.levels.size === 0) this.lists.set(numId, { ...linked, restarts: list.restarts })
    }
  }

  styleNumbering(styleId: string | undefined): NumberingOfParagraph | undefined {
    return styleId === undefined ? undefined : this.ofStyle.get(styleId)
  }

  /** The label that Word shows before the next paragraph of this list; '' where it shows none. */
  next({ numId, level }: NumberingOfParagraph): string {
    const list = this.lists.get(numId)
    const own = list?.levels.get(level)
    if (!list || !own || level < 0 || level > 8) return ''
    if (own.format === 'bullet') return bulletOf(own.text)
    const counters = this.counters.get(list.abstractId) ?? []
    this.counters.set(list.abstractId, counters)
    const start = list.restarts.get(level)
    const mark = `${numId} ${level}`
    if (start !== undefined && !this.begun.has(mark)) counters[level] = start
    else counters[level] = (counters[level] ?? own.start - 1) + 1
    this.begun.add(mark)
    counters.length = level + 1
    return own.text.replace(/%([1-9])/g, (_, digit: string) => {
      const at = Number(digit) - 1
      const other = list.levels.get(at)
      const count = counters[at] ?? other?.start ?? 1
      return numberText(count, own.isLegal ? 'decimal' : (other?.format ?? 'decimal'))
    })
  }
}

/** The signs of Word's symbol fonts have no meaning outside them. */
const bulletOf = (text: string): string => (/^[-–—*•]$/.test(text.trim()) ? text.trim() : text.trim() ? '•' : '')

const RUSSIAN = 'абвгдежзиклмнопрстуфхцчшщэюя'
const LATIN = 'abcdefghijklmnopqrstuvwxyz'

function numberText(count: number, format: string): string {
  if (format === 'none') return ''
  if (format === 'decimalZero') return String(count).padStart(2, '0')
  if (format === 'upperRoman') return roman(count)
  if (format === 'lowerRoman') return roman(count).toLowerCase()
  if (format === 'upperLetter') return letter(count, LATIN).toUpperCase()
  if (format === 'lowerLetter') return letter(count, LATIN)
  if (format === 'russianUpper') return letter(count, RUSSIAN).toUpperCase()
  if (format === 'russianLower') return letter(count, RUSSIAN)
  return String(count)
}

const letter = (count: number, letters: string): string =>
  count < 1 || count > 1000
    ? String(count)
    : (letters[(count - 1) % letters.length] ?? '').repeat(Math.ceil(count / letters.length))

function roman(count: number): string {
  if (count < 1 || count > 3999) return String(count)
  const signs: [number, string][] = [
    [1000, 'M'],
    [900, 'CM'],
    [500, 'D'],
    [400, 'CD'],
    [100, 'C'],
    [90, 'XC'],
    [50, 'L'],
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ]
  let left = count
  let text = ''
  for (const [worth, sign] of signs) {
    while (left >= worth) {
      text += sign
      left -= worth
    }
  }
  return text
}
