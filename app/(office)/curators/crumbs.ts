import type { Crumb } from '@/components/ui/page-head'

export const CURATORS: Crumb = { label: 'Кураторы', href: '/curators' }
