// `npm run --silent import|verify|backup|terms -- …`: makes sure that there is something to run, then runs scripts/operator.ts.
import { spawn } from 'node:child_process'
import { ensurePackages, main, root } from './setup.mjs'

await main(async () => {
  await ensurePackages()
  const args = ['--conditions=react-server', '--import', 'tsx', 'scripts/operator.ts', ...process.argv.slice(2)]
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'production' },
  })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.once('exit', (code) => process.exit(code ?? 2))
})
