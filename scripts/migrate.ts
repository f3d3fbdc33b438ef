import nextEnv from '@next/env'
import { openDatabase } from '@/db/open'
import { dataDir } from '@/lib/system/data-dir'
import { environment } from '@/lib/system/env'

// `npm run db:migrate`: for those who want the migrations done before the program starts; the start does them too.
nextEnv.loadEnvConfig(process.cwd(), false)
try {
  const opened = await openDatabase({ databaseUrl: environment().databaseUrl, dataDir: dataDir() })
  await opened.close()
  process.stderr.write('База приведена к нынешней версии.\n')
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exitCode = 1
}
