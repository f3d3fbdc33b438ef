// `npm start`: everything that is needed, then the server in this same process, so that its end is ours.
import { createServer } from 'node:net'
import { ensureBuild, ensurePackages, main, SetupFailed } from './setup.mjs'

await main(async () => {
  await ensurePackages()
  const { listenAddress } = await import('./settings.mjs')
  // Asked before the build: with a running program there is nothing to build.
  await checkPort(listenAddress())
  await ensureBuild()
  const { serve } = await import('./server.mjs')
  await serve(listenAddress())
})

function checkPort({ port, host }) {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error) => {
      const busy = `Порт ${port} занят: похоже, программа уже запущена. Остановите её или задайте другой порт: PORT=3001 npm start`
      const denied = `Порт ${port} открыть нельзя (${error.code}). Задайте другой порт: PORT=3001 npm start`
      reject(new SetupFailed(error.code === 'EADDRINUSE' ? busy : denied))
    })
    server.listen(port, host, () => server.close(resolve))
  })
}
