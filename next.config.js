import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(fileURLToPath(import.meta.url))

/** What a page may run is decided for each request in scripts/page-policy.mjs. */
const headers = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=()' },
]

/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  // Worked out sign by sign at each request; scripts/page-policy.mjs gives each version of a published page its tag once.
  generateEtags: false,
  outputFileTracingRoot: root,
  turbopack: { root },
  // `npm run typecheck` and .ci/run check the types; a newcomer's first start need not wait for it.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['@electric-sql/pglite', '@node-rs/argon2', 'fontkit', 'pdfkit', 'postgres'],
  experimental: {
    // Scans of papers are sent to a server action; the store refuses what is larger.
    // Published pages are kept in memory: on the disk they would outlive the database they were made from.
    isrFlushToDisk: false,
    serverActions: { bodySizeLimit: '25mb' },
  },
  // Pages kept on a device belong to one build: another one drops them (public/sw.js).
  env: { BUILD_MARK: Date.now().toString(36) },
  headers: async () => [
    { source: '/:path*', headers },
    // The browser's own copies of what was seen on «чужой компьютер» go with the sign-out.
    {
      source: '/login',
      has: [{ type: 'query', key: 'done', value: 'shared' }],
      headers: [{ key: 'Clear-Site-Data', value: '"cache"' }],
    },
  ],
}
