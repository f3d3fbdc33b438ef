import { z } from 'zod'

const blankIsAbsent = (value: unknown) => (value === '' ? undefined : value)
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsAbsent, schema.optional())

/** Secrets that stand in examples all over the net; a program run with one of them is open to everyone. */
const KNOWN_SECRETS = /^(secret|change-?me|changeme.*|password|your-.*|test|example.*|(.)\2*)$/i

const environmentSchema = z
  .object({
    NODE_ENV: z.preprocess(blankIsAbsent, z.enum(['development', 'production', 'test']).default('development')),
    PORT: z.preprocess(
      blankIsAbsent,
      z.coerce.number('PORT: нужен номер порта.').int().min(0).max(65535, 'PORT: от 0 до 65535.').default(3000),
    ),
    HOSTNAME: optional(z.string()),
    DATABASE_URL: optional(
      z.string().regex(/^postgres(ql)?:\/\//, 'DATABASE_URL: адрес начинается с postgres:// или postgresql://.'),
    ),
    DATA_DIR: z.preprocess(blankIsAbsent, z.string().default('.data')),
    APP_URL: optional(
      z.url({ protocol: /^https?$/, error: 'APP_URL: полный адрес, например https://marshrut.example.ru.' }),
    ),
    TIMESTAMP_URL: optional(
      z.url({ protocol: /^https?$/, error: 'TIMESTAMP_URL: полный адрес службы меток времени (RFC 3161).' }),
    ),
    APP_SECRET: optional(
      z
        .string()
        .min(32, 'APP_SECRET: не короче 32 знаков.')
        .refine((value) => !KNOWN_SECRETS.test(value), 'APP_SECRET: это значение из примеров, задайте своё случайное.'),
    ),
    DEMO: optional(z.enum(['0', '1'], 'DEMO: 0 или 1.')),
    DEMO_PASSWORD: optional(z.string().min(8, 'DEMO_PASSWORD: не короче 8 знаков.')),
    TEST_CLOCK: optional(z.string()),
  })
  .superRefine((values, context) => {
    const demonstration = values.DATABASE_URL === undefined && values.DEMO !== '0'
    if (values.TEST_CLOCK && values.NODE_ENV === 'production' && !demonstration) {
      const message = 'TEST_CLOCK: испытательные часы разрешены только с демонстрацией.'
      context.addIssue({ code: 'custom', path: ['TEST_CLOCK'], message })
    }
  })

export type Environment = {
  port: number
  hostname: string | undefined
  /** Absent: the embedded database in `dataDir`. */
  databaseUrl: string | undefined
  /** As given, possibly relative to the program's folder; `lib/system/data-dir` makes it absolute. */
  dataDir: string
  /** The public address without a final slash; absent: no QR marks and no absolute links. */
  appUrl: string | undefined
  /** Of an RFC 3161 service; absent: electronic signatures bear no time stamp. */
  timeStampUrl: string | undefined
  appSecret: string | undefined
  /** True when an empty database is to be filled with the demonstration (rulings F1). */
  demonstration: boolean
  demoPassword: string | undefined
  testClock: string | undefined
}

/** The settings are wrong; `message` is in Russian, one line for each setting, for the person who starts the program. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError'
}

export function readEnvironment(source: Record<string, string | undefined>): Environment {
  const parsed = environmentSchema.safeParse(source)
  if (!parsed.success) {
    throw new EnvironmentError(
      ['Настройки заданы неверно:', ...parsed.error.issues.map((issue) => `  ${issue.message}`)].join('\n'),
    )
  }
  const values = parsed.data
  return {
    port: values.PORT,
    hostname: values.HOSTNAME,
    databaseUrl: values.DATABASE_URL,
    dataDir: values.DATA_DIR,
    appUrl: values.APP_URL?.replace(/\/+$/, ''),
    timeStampUrl: values.TIMESTAMP_URL,
    appSecret: values.APP_SECRET,
    demonstration: values.DATABASE_URL === undefined && values.DEMO !== '0',
    demoPassword: values.DEMO_PASSWORD,
    testClock: values.TEST_CLOCK,
  }
}

/** The settings of this process, read anew at each call: tests and the start change them. */
export const environment = (): Environment => readEnvironment(process.env)
