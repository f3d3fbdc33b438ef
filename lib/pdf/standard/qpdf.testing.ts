import { run } from './reader.testing'

/** A PDF's objects as `qpdf --json` tells them. */

type Value = null | boolean | number | string | Value[] | { [key: string]: Value }
type Dictionary = { [key: string]: Value }

export class Objects {
  private readonly objects: { [name: string]: { value?: Value; stream?: { dict: Dictionary; data?: string } } }
  readonly pages: Dictionary[]
  readonly trailer: Dictionary
  readonly encrypted: boolean

  constructor(file: string) {
    const text = run('qpdf', '--json=2', '--json-stream-data=inline', '--decode-level=all', file)
    const { qpdf, pages, encrypt } = JSON.parse(text)
    this.objects = qpdf[1]
    this.trailer = qpdf[1].trailer.value
    this.pages = pages.map(({ object }: { object: string }) => this.dictionary(object))
    this.encrypted = encrypt.encrypted
  }

  /** What a value is once references are followed; a stream gives its dictionary. */
  resolve(value: Value | undefined): Value {
    if (typeof value !== 'string' || !/^\d+ \d+ R$/.test(value)) return value ?? null
    const found = this.objects[`obj:${value}`]
    return found?.stream ? found.stream.dict : (found?.value ?? null)
  }

  dictionary(value: Value | undefined): Dictionary {
    const found = this.resolve(value)
    return found !== null && typeof found === 'object' && !Array.isArray(found) ? found : {}
  }

  list(value: Value | undefined): Value[] {
    const found = this.resolve(value)
    return Array.isArray(found) ? found : found === null ? [] : [value ?? null]
  }

  /** Text of a string or a name: «u:ru-RU» is «ru-RU». */
  text(value: Value | undefined): string {
    const found = this.resolve(value)
    return typeof found === 'string' ? found.replace(/^[ub]:/, '') : ''
  }

  bytes(reference: Value | undefined): Buffer {
    const found = typeof reference === 'string' ? this.objects[`obj:${reference}`]?.stream?.data : undefined
    return Buffer.from(found ?? '', 'base64')
  }

  get catalog(): Dictionary {
    return this.dictionary(this.trailer['/Root'])
  }

  /** Every dictionary of the file, streams' too. */
  all(): Dictionary[] {
    return Object.values(this.objects).map(({ value, stream }) => this.dictionary(stream?.dict ?? value))
  }

  /** A sheet's content, put together and unpacked. */
  content(page: Dictionary): string {
    const parts = this.list(page['/Contents'])
    return parts.map((part) => this.bytes(part).toString('latin1')).join('\n')
  }
}

export type Element = {
  type: string
  depth: number
  data: Dictionary
  children: Element[]
  marks: { page: string; id: number }[]
}

/** The tree of tags below the root; what belongs to an element stands in `marks` with its sheet's object. */
export function structureOf(objects: Objects): Element {
  const root = objects.dictionary(objects.catalog['/StructTreeRoot'])
  const read = (value: Value, depth: number, inherited: string): Element => {
    const data = objects.dictionary(value)
    const page = typeof data['/Pg'] === 'string' ? data['/Pg'] : inherited
    const element: Element = { type: objects.text(data['/S']).slice(1), depth, data, children: [], marks: [] }
    for (const kid of objects.list(data['/K'])) {
      const found = objects.resolve(kid)
      if (typeof found === 'number') element.marks.push({ page, id: found })
      else if (objects.dictionary(kid)['/S']) element.children.push(read(kid, depth + 1, page))
      else if (objects.text(objects.dictionary(kid)['/Type']) === '/MCR') {
        const mark = objects.dictionary(kid)
        element.marks.push({ page: String(mark['/Pg'] ?? page), id: Number(mark['/MCID']) })
      }
    }
    return element
  }
  const children = objects.list(root['/K']).map((kid) => read(kid, 1, ''))
  return { type: 'StructTreeRoot', depth: 0, data: root, children, marks: [] }
}

export const descendants = (element: Element): Element[] => [element, ...element.children.flatMap(descendants)]
