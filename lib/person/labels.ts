import type { Role } from '@/lib/access/actor'
import type { Period } from '@/lib/person/rules'
import { shortDate } from '@/lib/shared/dates'

/** What a role lets a person see and do, in one sentence each («Что видит этот пользователь»; rulings E). */
export const ROLE_RIGHTS: Record<Role, string> = {
  admin: 'Ведёт пользователей, роли, настройки муниципалитета, ключи и журнал. Тексты карт и распоряжений не видит.',
  coordinator:
    'Видит и ведёт все дорожные карты и распоряжения муниципалитета: готовит, отправляет, отзывает, отвечает на замечания.',
  approver: 'Видит пакеты, которые дошли до его этапа, и решает по ним. Остальные проекты не видит.',
  signatory: 'Видит распоряжения на согласовании и на подписании; подписывает или возвращает.',
  clerk: 'Видит зарегистрированные распоряжения и реестр: номера, прежние акты, сканы, публикация, печать.',
  curator: 'Видит опубликованные карты и свои школы.',
  school: 'Видит опубликованные карты и свою школу.',
  region: 'Видит карты и распоряжения муниципалитетов региона, начиная с подписания; ничего в них не меняет.',
}

/** «с 01.03.2026 по 31.05.2026», «с 01.03.2026», «бессрочно». */
export function periodText({ validFrom, validTo }: Period): string {
  if (validFrom && validTo && validFrom > validTo) return 'отменено до начала'
  const parts = [validFrom ? `с ${shortDate(validFrom)}` : '', validTo ? `по ${shortDate(validTo)}` : '']
  return parts.filter(Boolean).join(' ') || 'бессрочно'
}
