import { readdirSync, readFileSync } from 'node:fs'
import { dirname, extname, join, normalize, sep } from 'node:path'
import { describe, expect, it } from 'vitest'

/** The picture of the house (README): who may import whom. Workshops beside the four rooms may import anything. */
const ROOMS: Record<string, string[]> = {
  app: ['app', 'components', 'db', 'lib', 'public'],
  components: ['components', 'lib'],
  db: ['db', 'lib'],
  lib: ['lib'],
}
const WORKSHOPS = ['scripts', 'bench', 'e2e']
/** The corners of lib that may touch the world: draw, sign, read the machine, keep bytes, read files. */
const IMPURE = /^lib\/(pdf|signature|system|store)\/|^lib\/table-file\/(?!document\.ts$)/
const PURE_LIBRARIES = ['zod', 'linebreak', 'lvovich']
const SQL_LIBRARIES = /^(drizzle-orm|drizzle-kit|postgres|@electric-sql\/pglite)(\/|$)/
const FRAMEWORK = /^(next|next-auth|react|react-dom|react-hook-form)(\/|$)/
const SHAPELESS_NAMES = /^(utils?|helpers?|types|index)\.[a-z]+$/
/** The clock is read where requests come in, and in one place below; a device that types without a line reads its own. */
const CLOCK_READERS = /^(app|scripts|e2e|bench)\/|^lib\/system\/clock\.ts$|^components\/offline\/device-clock\.ts$/

type Import = { from: string; specifier: string; target: string | undefined }

const root = import.meta.dirname
const CODE = ['.ts', '.tsx', '.mts', '.js', '.mjs', '.jsx']

function filesUnder(folder: string): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true })
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return filesUnder(path)
    return CODE.includes(extname(entry.name)) ? [path] : []
  })
}

const isTest = (file: string) => /\.test\.tsx?$/.test(file) || file.startsWith('db/testing/')
const roomOf = (path: string) => path.split('/')[0] ?? ''
const files = [...Object.keys(ROOMS), ...WORKSHOPS].flatMap(filesUnder)
const known = new Set(files)

/** The file of the project that a specifier means; undefined for a package or a built-in module. */
function resolve(from: string, specifier: string): string | undefined {
  if (!/^(@\/|\.)/.test(specifier)) return undefined
  const path = specifier.startsWith('@/') ? specifier.slice(2) : join(dirname(from), specifier)
  const plain = normalize(path).split(sep).join('/')
  return [plain, ...CODE.map((extension) => plain + extension)].find((candidate) => known.has(candidate)) ?? plain
}

function importsOf(from: string): Import[] {
  const text = readFileSync(join(root, from), 'utf8')
  const statements =
    /(?:^|[\s;}])(?:import|export)\s[^'"`;()]*?from\s*['"]([^'"]+)['"]|(?:^|[\s;])import\s*['"]([^'"]+)['"]|\b(?:import|require)\(\s*['"]([^'"]+)['"]/g
  return [...text.matchAll(statements)].map((match) => {
    const specifier = match[1] ?? match[2] ?? match[3] ?? ''
    return { from, specifier, target: resolve(from, specifier) }
  })
}

const imports = files.flatMap(importsOf)
/** Tests set their own scene: they may open folders and databases that the code beside them may not. */
const imported = imports.filter(({ from }) => !isTest(from) && roomOf(from) in ROOMS)
const said = ({ from, specifier }: Import) => `${from} → ${specifier}`

describe('the house', () => {
  it('was seen whole', () => {
    for (const room of Object.keys(ROOMS)) expect(filesUnder(room).length, room).toBeGreaterThan(5)
    expect(files.length).toBeGreaterThan(80)
    expect(imports.length).toBeGreaterThan(files.length)
  })

  it('has arrows that only point down', () => {
    const upward = imported.filter(({ from, target }) => target && !ROOMS[roomOf(from)]?.includes(roomOf(target)))
    expect(upward.map(said)).toEqual([])
  })

  it('knows SQL in db only, and the framework above it only', () => {
    const sql = imported.filter(({ from, specifier }) => SQL_LIBRARIES.test(specifier) && roomOf(from) !== 'db')
    expect(sql.map(said)).toEqual([])
    const framework = imported.filter(
      ({ from, specifier }) => FRAMEWORK.test(specifier) && ['db', 'lib'].includes(roomOf(from)),
    )
    expect(framework.map(said)).toEqual([])
  })

  it('keeps lib pure but for its named corners', () => {
    const pure = imported.filter(({ from }) => roomOf(from) === 'lib' && !IMPURE.test(from))
    const outside = pure.filter(({ specifier, target }) => !target && !PURE_LIBRARIES.includes(specifier))
    expect(outside.map(said)).toEqual([])
    const corners = pure.filter(({ target }) => target && IMPURE.test(target))
    expect(corners.map(said)).toEqual([])
  })

  it('has no circle of imports, types included', () => {
    const arrows = new Map(files.map((file) => [file, [] as string[]]))
    for (const { from, target } of imports) if (target && known.has(target)) arrows.get(from)?.push(target)
    const done = new Set<string>()
    const circles: string[] = []
    const visit = (file: string, path: string[]): void => {
      if (path.includes(file)) {
        circles.push([...path.slice(path.indexOf(file)), file].join(' → '))
        return
      }
      if (done.has(file)) return
      for (const next of arrows.get(file) ?? []) visit(next, [...path, file])
      done.add(file)
    }
    for (const file of files) visit(file, [])
    expect(circles).toEqual([])
  })

  it('gives every import of its own a file that is there', () => {
    const lost = imports.filter(({ target }) => target && CODE.every((extension) => !target.endsWith(extension)))
    expect(lost.filter(({ target }) => !/\.(css|json|svg)$|^public\//.test(target ?? '')).map(said)).toEqual([])
  })

  it('has a name for every file', () => {
    expect(files.filter((file) => SHAPELESS_NAMES.test(file.split('/').at(-1) ?? ''))).toEqual([])
  })

  it('reads the clock in one place below the app', () => {
    const clock = /\bnew Date\(\s*\)|\bDate\.now\(\)/
    const readers = files.filter((file) => !isTest(file) && !CLOCK_READERS.test(file))
    expect(readers.filter((file) => clock.test(readFileSync(join(root, file), 'utf8')))).toEqual([])
  })

  it('asks for several lines only by the box that keeps what was typed before the scripts came', () => {
    const boxes = files.filter(
      (file) => file.endsWith('.tsx') && readFileSync(join(root, file), 'utf8').includes('<textarea'),
    )
    expect(boxes.filter((file) => !isTest(file))).toEqual(['components/ui/text-box.tsx'])
  })

  it('keeps db out of what the browser gets', () => {
    const guarded = files.filter((file) => /^db\/(queries|commands)\/.*\.ts$/.test(file) && !isTest(file))
    const open = guarded.filter((file) => !importsOf(file).some(({ specifier }) => specifier === 'server-only'))
    expect(open).toEqual([])
  })
})
