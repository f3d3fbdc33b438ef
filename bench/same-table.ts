import { ask } from './load'
import type { Plan } from './rounds'

/** What a reader sees of the page's table: its words, without tags. */
function tableText(html: string): string {
  const table = /<table[\s\S]*?<\/table>/.exec(html)?.[0] ?? ''
  const words = table
    .replace(/<caption[\s\S]*?<\/caption>/, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&quot;/g, '"')
    .replace(/&#x27;/g, "'")
    .replace(/&nbsp;/g, '\u00A0')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
  return words.split(/\s+/).filter(Boolean).join(' ')
}

/** A comparison of unlike pages would say nothing: the bare server's table must read as the program's. */
export async function demandSameTable(plans: Plan[]): Promise<void> {
  const plain = plans.filter((plan) => !plan.zip)
  for (const own of plain.filter((plan) => plan.of === 'page')) {
    const answer = await ask(own.target)
    const shown = tableText(String(answer.body))
    if (answer.status !== 200 || shown.length < 1_000) throw new Error(`${own.page}: ${answer.status}, no table.`)
    for (const other of plain.filter((plan) => plan.page === own.page && plan.of !== 'page')) {
      const same = tableText(String((await ask(other.target)).body))
      if (same !== shown) {
        const place = [...shown].findIndex((sign, index) => sign !== same[index])
        throw new Error(
          `${own.page}: the table of (${other.of}) differs: «${shown.slice(place, place + 60)}» and «${same.slice(place, place + 60)}».`,
        )
      }
    }
  }
}
