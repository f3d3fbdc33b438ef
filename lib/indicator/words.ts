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

export function shareIn(text: string): { target: number; of: string } | null {
  const found = PER_CENT.exec(text)
  if (!found) return null
  const target = Number(found[1]?.replace(',', '.'))
  return target > 100 ? null : { target, of: text.slice(found.index + found[0].length) }
}

/** «все школы», «для всех школ», «каждая школа», «во всех ОУ». */
const ALL = /(?<!\p{L})(?:все|всех|всем|всеми|всякая|каждая|каждой|каждый|каждого|каждом)\s(?=\p{L})/u

export function allOf(text: string): string | null {
  const found = ALL.exec(text)
  return found ? text.slice(found.index + found[0].length) : null
}

/** «Не менее 5 вебинаров», «проведено 4 семинара», «12 отчётов»; a year, a stage's number or a date is no count. */
const COUNT =
  /(?:^|(?<!\p{L})(?:не менее|не меньше|минимум|проведен[оыа]?|подготовлен[оыа]?|разработан[оыа]?|количество:?|число:?|[–—-])\s)\s?(?:чем\s)?(\d{1,6})\s(?!этап|мониторинг|год|г\.|квартал|полугоди|январ|феврал|март|апрел|ма[яй]|июн|июл|август|сентябр|октябр|ноябр|декабр)(\p{L}{3,})/u

export function countIn(text: string): { target: number; unit: string } | null {
  const found = COUNT.exec(text)
  return found ? { target: Number(found[1]), unit: found[2] ?? '' } : null
}

/** Growth: countable only with what was and what shall be. */
export const GROWTH = word(
  'увеличени|рост(?:а|у|ом)?(?!\\p{L})|повышени|снижени|уменьшени|сокращени|улучшени|расширени|положительн\\p{L}* динамик',
)
/** A quality that two people would judge differently. */
export const QUALITY = word(
  'содержательн|наполнени|наполняемост|качествен|эффективн|развити|совершенствовани|активизаци|формировани|создани\\p{L}* условий|популяризаци',
)

/** A thing done or made: «подготовлен», «размещены», «прошли», «приняли участие». */
export const DONE = word(
  '(?:\\p{L}*(?:веден|ботан|готовлен|мещен|правлен|значен|ставлен|тавлен|кован|твержден|здан|казан|вершен|полнен|низован|печен|лючен|верен|ден|дан|чен)(?:а|о|ы)?(?!\\p{L}))|прошли|приняли|посетили|проинформирован|получили|состоял',
)

/** A paper that is there or is not. */
export const PAPER = word(
  'протокол|приказ|распоряжени|отчет|справк|положени[ея](?!\\p{L})|программ[аы](?!\\p{L})|план[ы]?(?!\\p{L})|дорожн\\p{L}* карт|договор|соглашени|спис[ок]|реестр|анкет|информаци|рекомендаци|заключени|публикаци|новост|фото|свидетельств|удостоверени|сертификат|материал|акт(?:ы)?(?!\\p{L})|журнал|график',
)
