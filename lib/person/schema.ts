import { z } from 'zod'
import { ROLES } from '@/lib/access/actor'
import { nameFormFields } from '@/lib/grammar/form-fields'
import { dateField, idField, isPeriod, lineField, optionalLine, PERIOD_ERROR, period } from '@/lib/shared/form-fields'

/** What a person is called by at sign-in: lower case, without spaces; an address of mail will do. */
export const loginField = z
  .string('Напишите имя для входа.')
  .normalize('NFC')
  .trim()
  .toLowerCase()
  .min(3, 'Имя для входа: не короче трёх знаков.')
  .max(100, 'Имя для входа: не больше 100 знаков.')
  .regex(/^[\p{L}\p{M}\p{N}._@+-]+$/u, 'Имя для входа: буквы, цифры, точка, дефис, «@»; без пробелов.')

const passwordField = (missing: string) => z.string(missing).min(1, missing).max(1_000, 'Слишком длинный пароль.')

export const signInSchema = z.object({
  login: z.string().trim().min(1, 'Напишите имя для входа.').max(300, 'Такого имени для входа нет.'),
  password: passwordField('Введите пароль.'),
  next: z.string().max(2_000).default('/'),
  /** «Чужой компьютер»; an unticked box is not sent. */
  shared: z.literal('1').optional(),
})

const names = {
  surname: lineField('Напишите фамилию.', 100),
  givenName: lineField('Напишите имя.', 100),
  patronymic: optionalLine(100),
}

/** A role of a municipality's person; the region's people are not made here. */
const roleField = z.enum(ROLES, 'Выберите роль.').exclude(['region'], 'Выберите роль.')

export const personSchema = z.object({
  ...names,
  phone: optionalLine(100),
  /** As papers name a curator who holds no post of the municipality. */
  post: optionalLine(300),
  workplace: optionalLine(500),
  login: loginField,
})
export const addPersonSchema = personSchema.extend({ role: roleField, title: optionalLine(100) })
export type AddPersonInput = z.output<typeof addPersonSchema>

export const editPersonSchema = personSchema.extend({
  id: idField,
  revision: z.coerce.number().int(),
  ...nameFormFields,
})
export type EditPersonInput = z.output<typeof editPersonSchema>

export const personIdSchema = z.object({ id: idField })

export const addRoleSchema = z
  .object({ userId: idField, role: roleField, title: optionalLine(100), ...period })
  .refine(isPeriod, PERIOD_ERROR)
export type AddRoleInput = z.output<typeof addRoleSchema>

export const editRoleSchema = z
  .object({ id: idField, title: optionalLine(100), ...period })
  .refine(isPeriod, PERIOD_ERROR)
export type EditRoleInput = z.output<typeof editRoleSchema>

export const addDeputySchema = z
  .object({
    principalId: z.uuid('Выберите, кого замещают.'),
    deputyId: z.uuid('Выберите, кто замещает.'),
    basis: lineField('Напишите основание: отпуск, распоряжение № … от …', 500),
    validFrom: dateField('Напишите первый день замещения.'),
    validTo: dateField('Напишите последний день замещения.'),
  })
  .refine((value) => value.validFrom <= value.validTo, PERIOD_ERROR)
export type AddDeputyInput = z.output<typeof addDeputySchema>

export const endDeputySchema = z.object({ id: idField, validTo: dateField('Напишите последний день замещения.') })
export type EndDeputyInput = z.output<typeof endDeputySchema>

export const changePasswordSchema = z
  .object({
    current: passwordField('Введите нынешний пароль.'),
    password: passwordField('Введите новый пароль.'),
    passwordAgain: z.string().default(''),
  })
  .refine((value) => value.password === value.passwordAgain, {
    message: 'Пароли не совпали. Введите новый пароль ещё раз.',
    path: ['passwordAgain'],
  })

/** The first visit of an empty program. `slug` is the short Latin word for commands and addresses. */
export const setupSchema = z
  .object({
    ...names,
    login: loginField,
    password: passwordField('Придумайте пароль.'),
    passwordAgain: z.string().default(''),
    municipality: lineField('Напишите название муниципалитета.'),
    slug: z
      .string()
      .trim()
      .toLowerCase()
      .regex(/^[a-z][a-z0-9-]{1,30}$/, 'Латинские буквы, цифры и дефис, от 2 до 31 знака; первой стоит буква.'),
    zone: z.string().trim().min(1, 'Выберите часовой пояс.'),
    body: lineField('Напишите название органа, который издаёт акты.'),
    bodyGenitive: lineField('Напишите название органа в родительном падеже.'),
    place: optionalLine(100),
    oneTimeCode: optionalLine(100),
  })
  .refine((value) => value.password === value.passwordAgain, {
    message: 'Пароли не совпали. Введите пароль ещё раз.',
    path: ['passwordAgain'],
  })
export type SetupInput = z.output<typeof setupSchema>
