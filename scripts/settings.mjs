import { hostname } from 'node:os'
import nextEnv from '@next/env'
import { root, SetupFailed } from './setup.mjs'

process.env.NODE_ENV ??= 'production'
process.env.NEXT_TELEMETRY_DISABLED ??= '1'
nextEnv.loadEnvConfig(root, false, { info: () => {}, error: (...words) => console.error(...words) })

export function listenAddress() {
  const port = Number(process.env.PORT || 3000)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new SetupFailed('PORT: нужен номер порта от 0 до 65535.')
  // Containers export their own name as HOSTNAME; listening on it alone would shut out localhost.
  const given = process.env.HOSTNAME
  return { port, host: given && given !== hostname() ? given : undefined }
}
