import { comparable } from '@/lib/shared/text'

/** What the words of an indicator say, each by one rule; `recognise.ts` puts them together. */

/** For matching only: lower case, «ё» as «е», the project's own name (it holds a number that counts nothing) taken out. */
export const plainIndicator = (text: string): string =>
  comparable(text)
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[«"„]?\s?5\s?00\s?\+\s?[»"“]?/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

const word = (stems: string) => new RegExp(`(?<!\\p{L})(?:${stems})`, 'u')

export const SCHOOLS = word(
  'школ(?!ьн)|оу(?!\\p{L})|оо(?!\\p{L})|общеобразовательн\\p{L}* (?:организаци|учреждени)|директор\\p{L}*|руководител\\p{L}* (?:оу|оо|школ|общеобр)',
)
export const CURATORS = word('куратор')

/** «100%», «не менее 80 %», «95,5 процента». */
const PER_CENT = /(\d{1,3}(?:[.,]\d{1,2})?)\s?(?:%|процент)/u

/** The first per cent of a text and what it is said of; null where it exceeds a hundred: that is growth, not a share. */
export function shareIn(text: string): { target: number; of: string } | null {
  const found = PER_CENT.exec(text)
  if (!found) return null
  const target = Number(found[1]?.replace(',', '.'))
  return target > 100 ? null : { target, of: text.slice(found.index + found[0].length) }
}

/** «все школы», «для всех школ», «каждая школа», «во всех ОУ». */
const ALL = /(?<!\p{L})(?:все|всех|всем|всеми|всякая|каждая|каждой|каждый|каждого|каждом)\s(?=\p{L})/u

/** What «все» and its like are said of. */
export function allOf(text: string): string | null {
  const found = ALL.exec(text)
  return found ? text.slice(found.index + found[0].length) : null
}

/** «Не менее 5 вебинаров», «проведено 4 семинара», «12 отчётов»; a year, a stage's number or a date is no count. */
const COUNT =
  /(?:^|(?<!\p{L})(?:не менее|не меньше|минимум|проведен[оыа]?|подготовлен[оыа]?|разработан[оыа]?|количество:?|число:?|[–—-])\s)\s?(?:чем\s)?(\d{1,6})\s(?!этап|мониторинг|год|г\.|квартал|полугоди|январ|феврал|март|апрел|ма[яй]|июн|июл|август|сентябр|октябр|ноябр|декабр)(\p{L}{3,})/u

/** How many of what; the unit is the word behind the number, as it stands. */
export function countIn(text: string): { target: number; unit: string } | null {
  const found = COUNT.exec(text)
  return found ? { target: Number(found[1]), unit: found[2] ?? '' } : null
}

/** A thing done or made: «подготовлен», «размещены», «прошли», «приняли участие». */
export const DONE = word(
  '(?:\\p{L}*(?:веден|ботан|готовлен|мещен|правлен|значен|ставлен|тавлен|кован|твержден|здан|казан|вершен|полнен|низован|печен|лючен|верен|ден|дан|чен)(?:а|о|ы)?(?!\\p{L}))|прошли|приняли|посетили|проинформирован|получили|состоял',
)

/**
 * Growth: countable only with what was and what shall be. In the nominative, for then it is what is promised; «программа повышения
 * качества» is a paper about it.
 */
const GROWTH = word(
  '(?:(?:увеличени|повышени|снижени|уменьшени|сокращени|улучшени|расширени)е|рост|прирост|положительная динамика)(?!\\p{L})',
)
/** A quality that two people would judge differently. */
const QUALITY = word(
  '(?:(?:наполнени|развити|совершенствовани|формировани)е|создание условий|наполняемость|активизация|популяризация|(?:содержательн|качественн|эффективн)(?:ый|ая|ое|ые))(?!\\p{L})',
)

/**
 * What an indicator promises that nobody can count as it is worded; null where it promises something else. «Даны рекомендации по
 * вопросам повышения качества» says what was done; the growth is what it was about.
 */
export function vaguenessOf(plain: string): 'growth' | 'quality' | null {
  const [done, growth, quality] = [firstOf(DONE, plain), firstOf(GROWTH, plain), firstOf(QUALITY, plain)]
  if (done < Math.min(growth, quality)) return null
  if (Number.isFinite(growth)) return 'growth'
  return Number.isFinite(quality) ? 'quality' : null
}

const firstOf = (pattern: RegExp, text: string): number => {
  const at = text.search(pattern)
  return at < 0 ? Number.POSITIVE_INFINITY : at
}

/** «На один балл», «вдвое», «на 5 пунктов»: by such a number a growth can be seen. Numbers inside names count nothing. */
const NUMBER = /\d|%|(?<!\p{L})(?:один|одного|одну|два|двух|три|трех|вдвое|втрое|половин|кажд|все(?!\p{L})|всех)/u
export const namesNumber = (plain: string): boolean => NUMBER.test(plain.replace(/[«"][^»"]*[»"]/g, ''))

/** A paper that is there or is not. */
export const PAPER = word(
  'протокол|приказ|распоряжени|отчет|справк|положени[ея](?!\\p{L})|программ[аы](?!\\p{L})|план[ы]?(?!\\p{L})|дорожн\\p{L}* карт|договор|соглашени|спис[ок]|реестр|анкет|информаци|рекомендаци|заключени|публикаци|новост|фото|свидетельств|удостоверени|сертификат|материал|акт(?:ы)?(?!\\p{L})|журнал|график',
)
