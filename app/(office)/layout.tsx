import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { APPEARANCE_COOKIE, readAppearance } from '@/app/_layout/appearance'
import { CaretScript } from '@/app/_layout/caret-script'
import { Html } from '@/app/_layout/html'
import { OfficeNav } from '@/app/_layout/office-nav'
import { currentSession } from '@/app/_session/actor'
import { SignOut } from '@/app/_session/sign-out'
import { Footer } from '@/components/ui/footer'
import { Masthead } from '@/components/ui/masthead'
import { SkipLink } from '@/components/ui/skip-link'
import { ROLE_LABELS } from '@/lib/access/labels'

export const metadata: Metadata = { title: { template: '%s — Маршрут', default: 'Маршрут' } }

/** The frame of every page after sign-in. It shows who works here; what he may see is decided below, row by row. */
export default async function OfficeLayout({ children }: { children: ReactNode }) {
  const [session, jar] = await Promise.all([currentSession(), cookies()])
  const titles = session
    ? session.person.titles.length > 0
      ? session.person.titles
      : session.actor.roles.map((role) => ROLE_LABELS[role])
    : []
  return (
    <Html appearance={readAppearance(jar.get(APPEARANCE_COOKIE)?.value)}>
      <CaretScript />
      <SkipLink />
      <Masthead place={session?.person.place} person={session?.person.name} roles={titles}>
        {session ? <SignOut /> : <a href="/login">Войти</a>}
      </Masthead>
      {session ? <OfficeNav actor={session.actor} /> : null}
      <main id="main" className="main" tabIndex={-1}>
        <div className="wrap">{children}</div>
      </main>
      <Footer
        help="Помощь: администратор вашего муниципалитета"
        links={[
          { href: '/account', label: 'Учётная запись и вид страниц' },
          { href: '/published', label: 'Опубликованные акты' },
          { href: '/verify', label: 'Проверить подпись' },
        ]}
      />
    </Html>
  )
}
