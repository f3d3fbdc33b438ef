/** To whom a role's measure goes: one executor, each school or each curator of the programme (domain §1, rulings F6). */
export const FAN_OUTS = ['one', 'each_school', 'each_curator'] as const
export type FanOut = (typeof FAN_OUTS)[number]

/** A role of executors as a plan calls it. `code` is stable: a built-in word, or the id of a role that the municipality added. */
export type ExecutorRole = { code: string; name: string; fanOut: FanOut; synonyms: string[] }

/**
 * Built-in roles with the names that real plans call them by (domain §1). Case, number and the programme's name behind them need
 * no synonym of their own (lib/executor/name-key.ts).
 */
export const BUILT_IN_ROLES: ExecutorRole[] = [
  {
    code: 'coordinator',
    name: 'Муниципальный координатор',
    fanOut: 'one',
    synonyms: ['МК', 'координатор проекта', 'координатор'],
  },
  {
    code: 'curators',
    name: 'Кураторы',
    fanOut: 'each_curator',
    synonyms: ['кураторы', 'кураторы проекта', 'кураторы ОО', 'кураторы ОУ', 'кураторы школ'],
  },
  {
    code: 'schools',
    name: 'Школы',
    fanOut: 'each_school',
    synonyms: [
      'ОУ',
      'ОО',
      'ОУ проекта',
      'ОО проекта',
      'школы-участницы',
      'школы-участники',
      'школы проекта',
      'ОУ-участники',
      'ОО-участники',
      'администрация школы',
      'администрация ОО',
      'администрация ОУ',
      'руководители ОУ',
      'руководители ОО',
      'руководители школ',
      'директора школ',
      'руководители общеобразовательных учреждений',
      'руководители общеобразовательных организаций',
      'общеобразовательные организации',
      'общеобразовательные учреждения',
    ],
  },
  {
    code: 'region',
    name: 'Региональный координатор',
    fanOut: 'one',
    synonyms: ['региональный оператор', 'РК', 'ИРО', 'ИРО Забайкальского края'],
  },
  {
    code: 'municipal_body',
    name: 'Орган управления образованием',
    fanOut: 'one',
    synonyms: ['МОУО', 'управление образования', 'управление образованием', 'отдел образования', 'комитет образования'],
  },
]

/** The dictionary in force: built-in roles with the municipality's synonyms, then its own roles. An own name replaces the built-in one. */
export function dictionaryOf(own: readonly ExecutorRole[]): ExecutorRole[] {
  const extended = BUILT_IN_ROLES.map((role) => {
    const more = own.find((one) => one.code === role.code)
    return more
      ? { ...role, name: more.name || role.name, fanOut: more.fanOut, synonyms: [...role.synonyms, ...more.synonyms] }
      : role
  })
  const builtIn = new Set(BUILT_IN_ROLES.map((role) => role.code))
  return [...extended, ...own.filter((role) => !builtIn.has(role.code))]
}

/** Somebody who may be called by his own name: a school by its short name, a curator as «Иванова Н.Г.». */
export type NamedExecutor = { kind: 'school' | 'curator'; id: string; name: string }

/** What was recognised in a text of executors; `unknown` are the pieces that the dictionary does not hold, as typed. */
export type RecognisedExecutors = {
  roles: ExecutorRole[]
  unknown: string[]
  /** Executors called by name and found among the municipality's. */
  named?: NamedExecutor[]
  /** Names of people that stand in brackets behind a role, as typed: the role is the executor. */
  persons?: string[]
  /** Whole Russian sentences; a doubtful reading is shown as doubtful. */
  doubts?: string[]
}

/** Whether a role's name or synonym is built in: such a one cannot be taken away. */
export const isBuiltIn = (code: string): boolean => BUILT_IN_ROLES.some((role) => role.code === code)
