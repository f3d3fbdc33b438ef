import type { SchoolRelation } from '@/lib/school/rules'

export const SCHOOL_RELATION_LABELS: Record<SchoolRelation, string> = {
  curator: 'куратор',
  administration: 'администрация школы',
  staff: 'работает в школе',
}
