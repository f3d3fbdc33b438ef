import { Refusal } from '@/lib/shared/refusal'

export const PASSWORD_LENGTH = { least: 10, most: 200 } as const

/** Refuses a password that is too short, too long, the login itself or one repeated sign; says what to do. */
export function demandPassword(password: string, login: string): void {
  const length = [...password].length
  if (length < PASSWORD_LENGTH.least) {
    throw new Refusal(
      'invalid',
      `Пароль должен быть не короче ${PASSWORD_LENGTH.least} знаков. Удобно взять несколько слов.`,
      'password',
    )
  }
  if (length > PASSWORD_LENGTH.most) {
    throw new Refusal('invalid', `Пароль не может быть длиннее ${PASSWORD_LENGTH.most} знаков.`, 'password')
  }
  if (password.toLowerCase() === login.toLowerCase() || new Set(password).size < 4) {
    throw new Refusal('invalid', 'Такой пароль легко угадать. Возьмите другой.', 'password')
  }
}

/** Failures after which sign-in is locked, and for how long; the lock grows with further failures. */
export function lockMinutes(failures: number): number {
  if (failures < 5) return 0
  return Math.min(60, 2 ** (failures - 5))
}
