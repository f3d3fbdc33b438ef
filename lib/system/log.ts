import { now } from './clock'

type Fields = Record<string, unknown>

const SECRET_NAME =
  /password|passwd|secret|token|cookie|authorization|session|snils|phone|hash|formdata|body|params|^pin$/i
const LONGEST = 2_000

/**
 * One JSON line for each event, on standard error: standard output belongs to the operator's commands. Texts of reports,
 * passwords and personal numbers have no place here; fields with such names are masked, and so are values in SQL errors.
 */
export const log = {
  info: (event: string, fields?: Fields) => write('info', event, fields),
  warn: (event: string, fields?: Fields) => write('warn', event, fields),
  error: (event: string, error: unknown, fields?: Fields) => write('error', event, { ...fields, error }),
}

function write(level: string, event: string, fields: Fields = {}): void {
  process.stderr.write(`${logLine(level, event, fields, now())}\n`)
}

export function logLine(level: string, event: string, fields: Fields, at: Date): string {
  return JSON.stringify({ at: at.toISOString(), level, event, ...(masked(fields, 0) as Fields) })
}

function masked(value: unknown, depth: number): unknown {
  if (value instanceof Error) return describe(value, depth)
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return `[${value.byteLength} bytes]`
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'string') return withoutAddressSecrets(value.slice(0, LONGEST))
  if (typeof value !== 'object' || value === null) return value
  if (depth > 4) return '[…]'
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => masked(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, SECRET_NAME.test(name) ? '[…]' : masked(inner, depth + 1)]),
  )
}

/** drizzle puts a query's parameters into its message, and PostgreSQL a row's values into `detail`: neither is written. */
function describe(error: Error, depth: number): Fields {
  const { code, cause, digest } = error as Error & { code?: unknown; digest?: unknown }
  const message = withoutAddressSecrets(error.message.replace(/\nparams: [\s\S]*$/, '').slice(0, LONGEST))
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    name: error.name,
    message,
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof digest === 'string' ? { digest } : {}),
    stack: frames.slice(0, 12).map((line) => line.trim()),
    ...(cause && depth < 4 ? { cause: masked(cause, depth + 1) } : {}),
  }
}

/** `postgres://user:password@host` and `?token=…`. */
const withoutAddressSecrets = (text: string): string =>
  text
    .replace(/(\w+:\/\/[^\s:/@]+:)[^\s@]+@/g, '$1[…]@')
    .replace(/([?&](?:token|code|secret|password)=)[^\s&]+/gi, '$1[…]')
