import { headers } from 'next/headers'
import { Nav, type NavItem } from '@/components/ui/nav'
import { type Actor, hasRole } from '@/lib/access/actor'
import { may } from '@/lib/access/policy'
import { worksWithSchools } from '@/lib/school/reader'

const SECTIONS: { href: string; label: string; isFor: (actor: Actor) => boolean }[] = [
  { href: '/', label: 'Мои дела', isFor: () => true },
  { href: '/road-maps', label: 'Дорожные карты', isFor: (actor) => actor.roles.some((role) => role !== 'admin') },
  {
    href: '/assignments',
    label: 'Задания',
    isFor: (actor) => actor.municipalityId === null && may(actor, 'assignment.edit'),
  },
  { href: '/orders', label: 'Распоряжения', isFor: (actor) => actor.roles.some((role) => role !== 'admin') },
  { href: '/schools', label: 'Школы', isFor: worksWithSchools },
  { href: '/curators', label: 'Кураторы', isFor: (actor) => may(actor, 'curators.assign') },
  { href: '/visits', label: 'Посещения', isFor: worksWithSchools },
  { href: '/reports', label: 'Отчёты', isFor: (actor) => worksWithSchools(actor) || may(actor, 'report.review') },
  { href: '/register', label: 'Реестр', isFor: (actor) => may(actor, 'register.read') },
  { href: '/people', label: 'Пользователи', isFor: (actor) => may(actor, 'people.manage') },
  {
    href: '/people/deputies',
    label: 'Замещения',
    isFor: (actor) => may(actor, 'deputies.manage') && !hasRole(actor, 'admin'),
  },
  {
    href: '/settings/executors',
    label: 'Исполнители',
    isFor: (actor) => may(actor, 'plan.edit') && !may(actor, 'municipality.manage'),
  },
  { href: '/settings', label: 'Настройки', isFor: (actor) => may(actor, 'municipality.manage') },
  { href: '/journal', label: 'Журнал', isFor: (actor) => may(actor, 'journal.read') },
]

/** The sections that this person's roles open; the pages themselves ask again. */
export async function OfficeNav({ actor }: { actor: Actor }) {
  const path = (await headers()).get('x-page-path') ?? ''
  const open = SECTIONS.filter((section) => section.isFor(actor))
  const current = open.filter((section) => (section.href === '/' ? path === '/' : path.startsWith(section.href))).at(-1)
  const items: NavItem[] = open.map(({ href, label }) => ({ href, label, current: href === current?.href }))
  return <Nav items={items} />
}
