import type { Role } from '@/lib/access/actor'

export const ROLE_LABELS: Record<Role, string> = {
  admin: 'администратор',
  coordinator: 'муниципальный координатор',
  approver: 'согласующий',
  signatory: 'подписывает акты',
  clerk: 'делопроизводитель',
  curator: 'куратор',
  school: 'администрация школы',
  region: 'региональный координатор',
}
