import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const css = readFileSync(join(root, 'app/globals.css'), 'utf8')

/** The colours set by one block of the theme, by name without `--color-`. */
function colours(opening: string): Record<string, string> {
  const start = css.indexOf(opening)
  if (start < 0) throw new Error(`no ${opening}`)
  const block = css.slice(start + opening.length, css.indexOf('}', start))
  return Object.fromEntries([...block.matchAll(/--color-([\w-]+): (#\w+);/g)].map((found) => [found[1], found[2]]))
}

const light = colours('@theme {')
const dark = colours(':root[data-scheme="dark"] {')
const SCHEMES: [string, Record<string, string>][] = [
  ['light', light],
  ['dark', { ...light, ...dark }],
  ['contrast', { ...light, ...colours(':root[data-scheme="contrast"] {') }],
]

const TEXT: [string, string][] = [
  ...['ink', 'soft', 'blue', 'blue-strong', 'red', 'amber', 'green'].flatMap((text): [string, string][] => [
    [text, 'paper'],
    [text, 'ground'],
  ]),
  ['on-fill', 'fill'],
  ['on-fill', 'fill-strong'],
  ['paper', 'red'],
  ['red', 'red-wash'],
  ['green', 'green-wash'],
  ...['blue', 'amber', 'red', 'green'].map((wash): [string, string] => ['ink', `${wash}-wash`]),
  ['blue', 'blue-wash'],
  ['blue', 'amber-wash'],
]

describe.each(SCHEMES)('the %s scheme', (_, scheme) => {
  test.each(TEXT)('%s on %s can be read (WCAG 1.4.3)', (text, ground) => {
    expect(contrast(scheme[text], scheme[ground])).toBeGreaterThanOrEqual(4.5)
  })

  test('edges of fields and the focus are seen (WCAG 1.4.11)', () => {
    expect(contrast(scheme.edge, scheme.paper)).toBeGreaterThanOrEqual(3)
    // Two rings: one of them stands out on any ground.
    const focus = [contrast(scheme.focus, scheme.paper), contrast(scheme['focus-ring'], scheme.paper)]
    expect(Math.max(...focus)).toBeGreaterThanOrEqual(3)
  })
})

test('the dark scheme by choice is the dark scheme of the system', () => {
  expect(colours(':root:not([data-scheme="light"], [data-scheme="contrast"]) {')).toEqual(dark)
})

describe('fonts', () => {
  const folder = join(root, 'public/fonts')
  const fonts = readdirSync(folder).filter((name) => name.endsWith('.woff2'))

  test('weigh 40 kB at most in all, with their licence beside them', () => {
    const total = fonts.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
    expect(total).toBeGreaterThan(10_000)
    expect(total).toBeLessThanOrEqual(40_000)
    expect(readFileSync(join(folder, 'OFL.txt'), 'utf8')).toContain('SIL Open Font License')
  })

  test('each is asked for by the style sheet, and letters of the peoples of Russia are covered', () => {
    const faces = readFileSync(join(root, 'components/ui/fonts.css'), 'utf8')
    for (const name of fonts) expect(faces).toContain(`/fonts/${name}`)
    const ranges = [...faces.matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/g)].map((found) => [
      Number.parseInt(found[1] ?? '', 16),
      Number.parseInt(found[2] ?? found[1] ?? '', 16),
    ])
    for (const letter of 'АяЁёҮүӨөҺһҖҗ№«»–—…AZaz09') {
      const code = letter.codePointAt(0) ?? 0
      expect(
        ranges.some(([from = 1, to = 0]) => from <= code && code <= to),
        letter,
      ).toBe(true)
    }
  })
})

/** WCAG's ratio of two colours given as #rgb or #rrggbb. */
function contrast(one = '', other = ''): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (high + 0.05) / (low + 0.05)
}

function luminance(colour: string): number {
  const digits = colour.slice(1)
  const full = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits
  if (full.length !== 6) throw new Error(`not a colour: ${colour}`)
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(full.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
