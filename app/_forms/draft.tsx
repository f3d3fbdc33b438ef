import { BLANK, type FormState } from '@/app/_forms/form-state'
import { Notice } from '@/components/ui/notice'
import { findDraftTime } from '@/db/queries/kept-form'
import type { Actor } from '@/lib/access/actor'
import { localDate, localTime, shortDate } from '@/lib/shared/dates'
import { now } from '@/lib/system/clock'
import { draftName } from './draft-name'

/**
 * Told above a form when its author began to change it and did not save. The draft is shown on his word: it never takes the
 * stored text's place by itself.
 */
export async function DraftNotice({
  actor,
  form,
  page,
  state,
}: {
  actor: Actor
  form: string
  page: string
  state: FormState
}) {
  if (!actor.userId || state !== BLANK) return null
  const name = draftName(actor.userId, form, page)
  const at = await findDraftTime(name, actor.userId, now())
  if (!at) return null
  const day = localDate(at, actor.zone)
  const when = `${day === actor.today ? '' : `${shortDate(day)} `}${localTime(at, actor.zone)}`
  const link = `${page}${page.includes('?') ? '&' : '?'}kept=${name}`
  return (
    <Notice tone="amber" title={`Есть черновик от ${when}`}>
      Вы начали править и не сохранили. <a href={link}>Показать черновик</a>. Ниже сохранённый текст.
    </Notice>
  )
}
