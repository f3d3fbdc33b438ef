import { faultOfQuotes } from '@/lib/order/quotes'
import { findRepeated } from '@/lib/order/repeated-words'

/** A fault of typing. The typed text is never changed by itself: `after` is what one press would make of it (rulings A7). */
export type TextFault = { code: string; text: string; wayOut: string; label?: string; after?: string }

const QUOTES: Record<'unclosed' | 'unopened' | 'mixed' | 'straight', { text: string; wayOut: string; label: string }> =
  {
    unclosed: {
      text: 'Кавычка не закрыта.',
      wayOut: 'Закройте её там, где кончается название.',
      label: 'Закрыть кавычку',
    },
    unopened: {
      text: 'Закрывающая кавычка без открывающей.',
      wayOut: 'Поставьте открывающую или уберите лишнюю.',
      label: '',
    },
    mixed: {
      text: 'Смешаны кавычки «ёлочки» и прямые.',
      wayOut: 'Поставьте везде «ёлочки», внутри них „лапки“.',
      label: 'Поставить «ёлочки»',
    },
    straight: {
      text: 'Кавычки прямые.',
      wayOut: 'В актах ставят «ёлочки», внутри них „лапки“.',
      label: 'Поставить «ёлочки»',
    },
  }

/** Abbreviations after which a space stands: «и.о. начальника», «ст. 25», «пгт. Забайкальск», «г. Чита». */
const ABBREVIATION =
  /(?<![\p{L}\p{N}.])(и\.\s?о\.|[вВ]рио\.|ст\.|пгт\.|ул\.|им\.|пп?\.|ч\.|г\.|д\.|с\.)(?=\p{L}{2}|\d)/giu
const NUMBER_SIGN = /№(?=[\p{L}\p{N}])/gu
const DOUBLE_SPACE = /(?<=\S)[ \u00A0]{2,}(?=\S)/g
const SPACE_BEFORE_SIGN = /(?<=[\p{L}\p{N}»)])[ \u00A0]+(?=[,.;:](?:\s|$))/gu

/** Every fault of a text once, in the order of this list. `quotes` is false for cells of a table, where straight marks are usual. */
export function faultsOf(text: string, { straightQuotes = true } = {}): TextFault[] {
  const found: TextFault[] = []
  const quotes = faultOfQuotes(text)
  if (quotes && (straightQuotes || quotes.kind === 'unclosed' || quotes.kind === 'unopened')) {
    const { label, ...words } = QUOTES[quotes.kind]
    found.push({
      code: `quotes_${quotes.kind}`,
      ...words,
      ...(quotes.after === null ? {} : { label, after: quotes.after }),
    })
  }
  const repeated = findRepeated(text)
  if (repeated) {
    const isWord = !/\s/.test(repeated.phrase)
    found.push({
      code: 'words_repeated',
      text: isWord ? `Слово повторено дважды: «${repeated.phrase}».` : `Слова повторены дважды: «${repeated.phrase}».`,
      wayOut: 'Уберите повтор.',
      label: 'Убрать повтор',
      after: text.slice(0, repeated.from) + text.slice(repeated.to),
    })
  }
  if (text.search(NUMBER_SIGN) >= 0) {
    found.push({
      code: 'number_sign_space',
      text: 'Между «№» и числом нет пробела.',
      wayOut: 'Поставьте пробел: «№ 160».',
      label: 'Вставить пробел',
      after: text.replace(NUMBER_SIGN, '№\u00A0'),
    })
  }
  const [abbreviation] = text.match(ABBREVIATION) ?? []
  if (abbreviation) {
    found.push({
      code: 'abbreviation_space',
      text: `После «${abbreviation}» нет пробела.`,
      wayOut: 'Поставьте пробел.',
      label: 'Вставить пробел',
      after: text.replace(ABBREVIATION, '$1 '),
    })
  }
  if (text.search(DOUBLE_SPACE) >= 0 || text.search(SPACE_BEFORE_SIGN) >= 0) {
    found.push({
      code: 'spaces_extra',
      text: 'Лишние пробелы между словами или перед знаком.',
      wayOut: 'Уберите лишние.',
      label: 'Убрать лишние пробелы',
      after: text.replace(DOUBLE_SPACE, ' ').replace(SPACE_BEFORE_SIGN, ''),
    })
  }
  return found
}
