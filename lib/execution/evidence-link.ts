import { invalid } from '@/lib/shared/refusal'

const WAY_OUT = 'Вставьте адрес страницы целиком: он начинается с https:// или http://.'

/**
 * The address as typed, if a browser would open it as a page of the web: nothing that runs, reads this computer's files or
 * carries a password ever becomes a link.
 */
export function demandLink(typed: string, field: string): string {
  const text = typed.trim()
  // A browser drops these inside an address: «java\nscript:» would become what it pretends not to be.
  if (/[\p{Cc}\p{Cf}\s]/u.test(text)) throw invalid(`В адресе есть пробел или невидимый знак. ${WAY_OUT}`, field)
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) throw invalid(`Это не адрес страницы. ${WAY_OUT}`, field)
  const url = new URL(text)
  if (url.username || url.password)
    throw invalid('В адресе есть имя или пароль. Уберите их: адрес увидят все, кому видна эта отметка.', field)
  return text
}
