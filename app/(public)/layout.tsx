import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { Html } from '@/app/_layout/html'
import { Footer } from '@/components/ui/footer'
import { Masthead } from '@/components/ui/masthead'
import { SkipLink } from '@/components/ui/skip-link'

export const metadata: Metadata = { title: { template: '%s — Маршрут', default: 'Маршрут' } }

/** The frame of pages that need no sign-in. It reads neither cookies nor headers, so that published pages are made once for all. */
export default function PublicLayout({ children }: { children: ReactNode }) {
  return (
    <Html>
      <SkipLink />
      <Masthead>
        <a href="/login">Войти</a>
      </Masthead>
      <main id="main" className="main" tabIndex={-1}>
        <div className="wrap">{children}</div>
      </main>
      <Footer
        links={[
          { href: '/published', label: 'Опубликованные акты' },
          { href: '/verify', label: 'Проверить подпись' },
        ]}
      />
    </Html>
  )
}
