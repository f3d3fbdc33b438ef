/** One piece of a well-formed XML text without a DOCTYPE: enough to edit a part before a library reads it. */
export type XmlEvent =
  | { kind: 'open' | 'empty'; name: string; source: string }
  | { kind: 'close'; name: string; source: string }
  | { kind: 'other'; source: string }

const PIECE = /<(\/?)([A-Za-z_][\w.:-]*)((?:[^<>"']|"[^"]*"|'[^']*')*?)(\/?)>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|[^<]+|</g

export function* xmlEvents(xml: string): Generator<XmlEvent> {
  for (const match of xml.matchAll(PIECE)) {
    const [source, slash, name, , empty] = match
    if (name === undefined) yield { kind: 'other', source }
    else if (slash) yield { kind: 'close', name, source }
    else yield { kind: empty ? 'empty' : 'open', name, source }
  }
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** The value of an attribute in an opening tag; undefined where absent. */
export function attribute(source: string, name: string): string | undefined {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(source)
  return (match?.[1] ?? match?.[2])?.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,5}));/gi,
    (whole, ten, six, word) => {
      const code = ten ? Number(ten) : six ? Number.parseInt(six, 16) : undefined
      if (code !== undefined) return code <= 0x10ffff ? String.fromCodePoint(code) : whole
      return ENTITIES[word] ?? whole
    },
  )
}

export const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

export type XmlNode = { name: string; source: string; children: XmlNode[] }

/** The tree of elements without texts; for small parts only. */
export function xmlTree(xml: string): XmlNode {
  const root: XmlNode = { name: '', source: '', children: [] }
  const open = [root]
  for (const event of xmlEvents(xml)) {
    if (event.kind === 'close') {
      if (open.length > 1) open.pop()
    } else if (event.kind !== 'other') {
      const node = { name: event.name, source: event.source, children: [] }
      open.at(-1)?.children.push(node)
      if (event.kind === 'open') open.push(node)
    }
  }
  return root
}

/** The descendant reached by names, each among the children of the one before. */
export function childOf(node: XmlNode | undefined, ...names: string[]): XmlNode | undefined {
  let found = node
  for (const name of names) found = found?.children.find((child) => child.name === name)
  return found
}
