import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { isZone } from '@/lib/shared/dates'
import { readTerm } from '@/lib/term/read'
import type { TermContext } from '@/lib/term/reading'

export const TERMS_USAGE = 'npm run --silent terms -- --year ГОД [--zone Asia/Chita] < строки.txt'

/** The person called the command wrongly or gave bytes that are no text; the message is for him. */
export class WrongTerms extends Error {}

/** «--year 2022 --zone Asia/Chita» as the reader's context. */
export function termContext(given: string[]): TermContext {
  let values: { year?: string; zone?: string }
  try {
    values = parseArgs({ args: given, options: { year: { type: 'string' }, zone: { type: 'string' } } }).values
  } catch {
    throw new WrongTerms(`Лишнее или неполное указание. Пишут так: ${TERMS_USAGE}`)
  }
  if (!/^(19|20|21)\d\d$/.test(values.year ?? '')) {
    throw new WrongTerms(`Назовите год программы четырьмя цифрами. Пишут так: ${TERMS_USAGE}`)
  }
  if (values.zone !== undefined && !isZone(values.zone)) {
    throw new WrongTerms(`Часового пояса «${values.zone}» нет. Пишут, например: --zone Asia/Chita`)
  }
  return { year: Number(values.year), ...(values.zone === undefined ? {} : { zone: values.zone }) }
}

/** One JSON object for one line of text, its keys in the order that was promised (rulings D3). */
export function termJson(text: string, context: TermContext): string {
  const { kind, periods, due, recurrence, doubts, ...rest } = readTerm(text, context)
  return JSON.stringify({ text, kind, periods, due, recurrence, ...rest, doubts })
}

/** Only a line feed ends a line, with or without a carriage return; the last line needs none. */
async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let left = ''
  const decode = (chunk?: Uint8Array): string => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
    } catch {
      throw new WrongTerms('Строки не в кодировке UTF-8 или это не текст. Сохраните их как текст в UTF-8.')
    }
  }
  for await (const chunk of bytes) {
    const text = decode(chunk)
    if (!text.includes('\n')) {
      left += text
      continue
    }
    const lines = (left + text).split('\n')
    left = lines.pop() ?? ''
    yield lines
  }
  left += decode()
  if (left !== '') yield [left]
}

/** Reads terms line by line from standard input and prints their readings; needs no database and little memory. */
export async function printTerms(given: string[]): Promise<void> {
  const context = termContext(given)
  // Whoever reads us may have seen enough: `… | head`.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2))
  for await (const lines of linesOf(process.stdin)) {
    const answers = lines.map((line) => `${termJson(line.replace(/\r$/, ''), context)}\n`)
    if (answers.length > 0 && !process.stdout.write(answers.join(''))) await once(process.stdout, 'drain')
  }
}
