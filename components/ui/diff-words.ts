/** A run of words of one text: in both texts, or only in the one shown. */
export type DiffPart = { text: string; changed: boolean }

/** Beyond this many comparisons the middle counts as changed whole: a page must not wait for a megabyte. */
const LIMIT = 400_000

/** Splits two texts into words kept and changed; joined, the parts of each side are that text again. */
export function diffWords(was: string, became: string): { was: DiffPart[]; became: DiffPart[] } {
  const a = words(was)
  const b = words(became)
  let head = 0
  while (head < a.length && head < b.length && a[head] === b[head]) head++
  let tail = 0
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  const kept = commonWords(a.slice(head, a.length - tail), b.slice(head, b.length - tail))
  const isKept = (length: number, inMiddle: Set<number>) => (index: number) =>
    index < head || index >= length - tail || inMiddle.has(index - head)
  return {
    was: parts(a, isKept(a.length, kept.a)),
    became: parts(b, isKept(b.length, kept.b)),
  }
}

/** Words and the white space between them, each a piece of its own: nothing of the text is lost. */
const words = (text: string): string[] => text.match(/\s+|\S+/gu) ?? []

/** Places of the longest common sequence of words, on both sides. */
function commonWords(a: string[], b: string[]): { a: Set<number>; b: Set<number> } {
  const found = { a: new Set<number>(), b: new Set<number>() }
  if (a.length === 0 || b.length === 0 || a.length * b.length > LIMIT) return found
  const width = b.length + 1
  const lengths = new Uint16Array((a.length + 1) * width)
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      found.a.add(i++)
      found.b.add(j++)
    } else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
  return found
}

function parts(list: string[], isKept: (index: number) => boolean): DiffPart[] {
  const result: DiffPart[] = []
  list.forEach((text, index) => {
    // The space between two changed words goes with them: one mark, not two.
    const between = text.trim() === '' && index > 0 && !isKept(index - 1) && !isKept(index + 1)
    const changed = !isKept(index) || between
    const last = result.at(-1)
    if (last && last.changed === changed) last.text += text
    else result.push({ text, changed })
  })
  return result
}
