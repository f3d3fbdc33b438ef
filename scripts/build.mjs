// `npm run build`: the build of `npm start` without the start.
import { ensureBuild, ensurePackages, main, say } from './setup.mjs'

await main(async () => {
  await ensurePackages()
  await ensureBuild()
  say('Программа собрана. Запустить: npm start')
})
