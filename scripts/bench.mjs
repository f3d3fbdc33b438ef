// `npm run bench`: the measurements of bench/run.ts on a fresh production build.
import { spawn } from 'node:child_process'
import { ensureBuild, ensurePackages, main, root } from './setup.mjs'

await main(async () => {
  await ensurePackages()
  await ensureBuild()
  const args = ['--conditions=react-server', '--import', 'tsx', 'bench/run.ts', ...process.argv.slice(2)]
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.once('exit', (code) => process.exit(code ?? 1))
})
