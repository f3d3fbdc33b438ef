/**
 * Teachers are never named in what a curator saw (domain §4). This finds what looks like a person's name in typed words, so that the
 * form can ask; it decides nothing and alters nothing.
 */

/** Signs that are not seen, and letters of the Latin alphabet that look like Russian ones: neither hides a name. */
const UNSEEN = /[\u00AD\u200B-\u200F\u2060\uFEFF]/g
const LATIN = 'ABCEHKMOPTXYaceopxy'
const ALIKE = 'АВСЕНКМОРТХУасеорху'

const WORD = '[А-ЯЁ](?:[а-яё]+|[А-ЯЁ]+)(?:-[А-ЯЁ][а-яёА-ЯЁ]+)?'
/** What surnames mostly end in, in any case: tells «Иванова М.И. Урок» from «Стихи А.С. Пушкина». */
const SURNAME =
  '[А-ЯЁ][А-ЯЁа-яё-]*(?:[оеё]в|[иы]н|[сц]к|енк|ук|юк|ян|ых|их|дзе|швили|ОВ|ЕВ|ИН|ЫН|СК|ЦК)(?:а|у|ом|е|ой|ым|ый|ий|ая|ую|ого|ему|ому|о|А|У|ОЙ|ИЙ|АЯ)?'
const INITIAL = '[А-ЯЁ]\\s?\\.'
const PATRONYMIC =
  '[А-ЯЁ][а-яё]*(?:(?:ович|евич|ьич|Ильич|укич|узьмич|омич|икитич|аввич)(?:а|у|ем|е)?|(?:овн|евн|иничн|китичн|аввичн)(?:а|ы|е|у|ой|ою))'
const TEACHER = '(?:учител|педагог|преподавател|воспитател|руководител)[а-яё]*'
/** Not a letter before and after: a name is a whole word. */
const EDGE = '(?<![А-ЯЁа-яё.])'
const END = '(?![А-ЯЁа-яё])'
/** «5 А. Учащиеся», «9 «Б». Урок»: a letter of a class is no initial. */
const NO_CLASS = '(?<!\\d\\s?[«"„]?)'

const PATTERNS = [
  `${EDGE}${SURNAME}\\s+${INITIAL}(?:\\s?${INITIAL})?`,
  `${EDGE}${WORD}\\s+${INITIAL}(?:\\s?${INITIAL})?(?!\\s?(?:${INITIAL}|${WORD}))`,
  `${EDGE}${NO_CLASS}${INITIAL}\\s?${INITIAL}\\s?${WORD}`,
  `${EDGE}${NO_CLASS}${INITIAL}\\s?${WORD}`,
  `${EDGE}(?:${WORD}\\s+)?${WORD}\\s+${PATRONYMIC}${END}`,
  `${EDGE}${PATRONYMIC}${END}`,
  `${EDGE}${WORD}\\s+(?:оглы|кызы|улы)${END}`,
  `(?<=${TEACHER}\\s+)${WORD}${END}`,
].map((pattern) => new RegExp(pattern, 'gu'))

/** Capitalised at the beginning of a sentence, they end as a patronymic does. */
const NOT_PATRONYMICS =
  /^(?:без)?(?:условн|основн|духовн|виновн|любовн|невиновн|безусловн|неровн|ровн|верн|равн|древн|плачевн|душевн|кич|мич)/iu

const cleaned = (text: string): string => text.normalize('NFC').replace(UNSEEN, '')

/** The same length as `text`, so that places agree. */
const asRussian = (text: string): string =>
  text.replace(/[A-Za-z]/g, (letter) => {
    const place = LATIN.indexOf(letter)
    return place < 0 ? letter : (ALIKE[place] ?? letter)
  })

/** What looks like a name, as typed but for signs that are not seen; each once, in the order of the text. */
export function findNames(text: string): string[] {
  const shown = cleaned(text)
  const read = asRussian(shown)
  const spans: [from: number, to: number][] = []
  for (const pattern of PATTERNS)
    for (const match of read.matchAll(pattern)) {
      if (!/\s/.test(match[0]) && NOT_PATRONYMICS.test(match[0])) continue
      const span: [number, number] = [match.index, match.index + match[0].length]
      if (!spans.some(([from, to]) => span[0] < to && from < span[1])) spans.push(span)
    }
  spans.sort((a, b) => a[0] - b[0])
  return [...new Set(spans.map(([from, to]) => shown.slice(from, to).replace(/\s+/g, ' ').trim()))]
}
