/**
 * Cuts Golos Text down to the letters that Russian papers use and writes public/fonts.
 * Run by hand after a new version of the font: `node scripts/subset-fonts.mjs`. The results are committed.
 */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import subsetFont from 'subset-font'

const LIMIT = 40_000
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const source = join(root, 'node_modules/@fontsource-variable/golos-text')
const target = join(root, 'public/fonts')

const letters = (from, to) =>
  Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index)).join('')

// The `unicode-range` of each face in app/globals.css repeats these sets: a browser fetches `cyrillic-ext` only when it
// meets one of its letters. Kerning of Latin weighs 2 kB and Latin is rare here, so it goes.
const FACES = {
  cyrillic: { text: `Ёё${letters(0x410, 0x44f)}№`, features: ['kern'] },
  latin: { text: `${letters(0x20, 0x7e)}\u00A0§«»°±·×–—“”„…−`, features: ['tnum'] },
  'cyrillic-ext': { text: 'ҒғҔҕҖҗҘҙҚқҠҡҢңҤҥҪҫҮүҺһӀӏӘәӨө', features: ['kern'] },
}

await mkdir(target, { recursive: true })
let total = 0
for (const [face, { text, features }] of Object.entries(FACES)) {
  const original = await readFile(join(source, `files/golos-text-${face}-wght-normal.woff2`))
  const subset = await subsetFont(original, text, {
    targetFormat: 'woff2',
    variationAxes: { wght: { min: 400, max: 700, default: 400 } },
    keepFeatures: features,
    noHinting: true,
    dropTables: ['vhea', 'vmtx', 'gasp'],
  })
  await writeFile(join(target, `golos-text-${face}.woff2`), subset)
  total += subset.length
  console.log(`golos-text-${face}.woff2: ${subset.length} байт`)
}
await copyFile(join(source, 'LICENSE'), join(target, 'OFL.txt'))

console.log(`всего ${total} байт из ${LIMIT}`)
if (total > LIMIT) {
  console.error('Шрифты тяжелее дозволенного: уберите знаки из списков.')
  process.exitCode = 1
}
