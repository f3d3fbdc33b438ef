import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const alias = {
  '@': import.meta.dirname,
  // In Next it fails the build of a page for the browser; plain Node would throw.
  'server-only': join(import.meta.dirname, 'node_modules/server-only/empty.js'),
}

/**
 * One worker reads the modules once for all its files, which is half of a file's time otherwise. What a file puts into the process
 * (DATA_DIR, the chosen database) it takes away itself.
 */
const SHARED = { isolate: false, unstubEnvs: true }

const database = (name: string) => ({
  resolve: { alias },
  test: {
    ...SHARED,
    name,
    include: ['db/**/*.test.ts'],
    // The one opens databases of its own, or none: once is enough. In the other several processes share one server.
    exclude: name === 'db-embedded' ? ['db/killed-signing.test.ts'] : ['db/embedded.test.ts'],
    globalSetup: ['db/testing/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})

export default defineConfig({
  test: {
    // Tests on two databases and a browser share few cores; more workers than cores only adds time-outs.
    maxWorkers: 2,
    reporters: ['default', './scripts/count-reporter.ts'],
    projects: [
      {
        resolve: { alias },
        oxc: { jsx: { runtime: 'automatic' } },
        test: {
          ...SHARED,
          name: 'unit',
          include: ['*.test.ts', '{lib,components,app,scripts,bench}/**/*.test.{ts,tsx}'],
          testTimeout: 30_000,
        },
      },
      database('db-postgres'),
      database('db-embedded'),
      {
        resolve: { alias },
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          globalSetup: ['e2e/prepared-folders.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
