import { z } from 'zod'
import type { OutsideWay } from '@/lib/order/signature-ways'

const id = z.uuid('Запись не найдена. Откройте страницу заново.')

/** What the signatory saw and his password, as on the page of signing. */
const shown = {
  id,
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/, 'Откройте страницу подписания заново.'),
  number: z.string().max(40),
  date: z.iso.date('Откройте страницу подписания заново.'),
  password: z.string().min(1, 'Введите пароль: без него подписать нельзя.').max(1_000, 'Пароль слишком длинный.'),
}

export const prepareBrowserSchema = z.object({
  ...shown,
  certificate: z.string().max(100_000, 'Это слишком длинный текст для сертификата.').default(''),
})
export const prepareFileSchema = z.object(shown)

/** One preparation; `certificate` is read for `browser` only. */
export type PrepareInput = z.output<typeof prepareFileSchema> & { way: OutsideWay; certificate: string }

export const completeBrowserSchema = z.object({
  id,
  signingId: id,
  cms: z.string().max(2_000_000, 'Это слишком длинный текст для подписи.').default(''),
})
export const completeFileSchema = z.object({ id, signingId: id })
