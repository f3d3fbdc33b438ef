import '@/app/globals.css'
import type { ReactNode } from 'react'
import type { Appearance } from './appearance'

/** The document around every page. A published page is made once for everybody, so only the office passes an appearance. */
export function Html({ appearance = {}, children }: { appearance?: Appearance; children: ReactNode }) {
  return (
    <html
      lang="ru"
      data-scheme={appearance.scheme}
      data-size={appearance.size}
      data-spacing={appearance.spacing}
      data-font={appearance.font}
    >
      <head>
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link
          rel="preload"
          href="/fonts/golos-text-cyrillic.woff2"
          as="font"
          type="font/woff2"
          crossOrigin="anonymous"
        />
      </head>
      <body>{children}</body>
    </html>
  )
}
