// `npm test [files]`: installs and builds what is missing, then runs the tests. Needs nothing but Node.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureBuild, ensurePackages, main, root, say } from './setup.mjs'

await main(async () => {
  const chosen = process.argv.slice(2)
  await ensurePackages()
  // Only the stories in the browser need the built program.
  const withBrowser = chosen.length === 0 || chosen.some((argument) => argument.includes('e2e'))
  if (withBrowser) await ensureBuild()
  say('Запускаю проверки…')
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const env = { ...process.env, NODE_ENV: 'test', NEXT_TELEMETRY_DISABLED: '1' }
  const child = spawn(process.execPath, [vitest, 'run', ...chosen], { cwd: root, stdio: 'inherit', env })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.once('exit', (code) => process.exit(code ?? 1))
})
