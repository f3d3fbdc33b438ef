// Reads one file in a thread of its own, so that a hostile one can be stopped: see read.ts.
import { parentPort, workerData } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

register()
const { openTableFile } = await import('./open.ts')
const { bytes, fileName, kind } = workerData
try {
  parentPort.postMessage({ document: await openTableFile(bytes, fileName, kind) })
} catch (error) {
  parentPort.postMessage({
    refusal:
      error?.name === 'Refusal' ? { message: error.message, field: error.field, details: error.details } : undefined,
    fault: error?.name === 'Refusal' ? undefined : String(error?.stack ?? error),
  })
}
