import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readRoadMapText } from '@/lib/road-map/import'
import { sectionHeading } from '@/lib/road-map/table'
import { root } from './measured-server'

/** Builds bench/static-page with the map's table inside, in a folder of its own, and returns that folder. */
export async function buildStaticApp(source: string): Promise<string> {
  // Inside the project, so that the packages are found.
  const folder = join(root, '.test-data', 'bench-static')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  cpSync(join(root, 'bench/static-page/app'), join(folder, 'app'), { recursive: true })
  const imported = readRoadMapText(source)
  const sections = imported.sections.map((section) => ({
    heading: sectionHeading(section),
    rows: section.measures.map(({ number, title, term, executors, tasks, indicator }) => [
      number,
      title,
      term,
      executors,
      tasks,
      indicator,
    ]),
  }))
  writeFileSync(
    join(folder, 'table.json'),
    JSON.stringify({ title: 'Дорожная карта', headers: imported.headers, sections }),
  )
  const config = `export default { outputFileTracingRoot: ${JSON.stringify(root)}, turbopack: { root: ${JSON.stringify(root)} } }\n`
  writeFileSync(join(folder, 'next.config.mjs'), config)
  writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}\n')
  // Without one of its own the framework takes the program's, which opens the database.
  writeFileSync(join(folder, 'instrumentation.js'), 'export function register() {}\n')
  const next = join(root, 'node_modules/next/dist/bin/next')
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' } as NodeJS.ProcessEnv
  const child = spawn(process.execPath, [next, 'build', folder], {
    cwd: folder,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const code = await new Promise((resolve) => child.once('exit', resolve))
  if (code !== 0) throw new Error('The static page could not be built.')
  return folder
}
