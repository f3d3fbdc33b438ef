import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { TextArea } from '@/components/ui/field'
import { withdrawPublicationAction } from '../actions'
import { Decision } from '../decision'
import { type EntryPage, entryName, openEntry } from '../entry'

export const metadata = { title: 'Снять с публикации' }

export default async function WithdrawPage(props: EntryPage) {
  const { actor, entry, page, crumbs, kept } = await openEntry(props, '/withdraw')
  const state = await openForm('register.withdraw', kept, actor.userId)
  return (
    <Decision
      title="Снять с публикации"
      crumbs={crumbs}
      facts={[
        { label: 'Акт', value: entryName(entry) },
        { label: 'Заголовок', value: entry.title },
      ]}
      happens={[
        'Страница акта и PDF закроются; на странице останется сообщение, что публикация снята.',
        'Акт остаётся зарегистрированным и действует. Причина видна сотрудникам.',
      ]}
      isOpen={entry.can.withdrawPublication}
      action={withdrawPublicationAction}
      page={page}
      state={state}
      entry={entry}
      button="Снять с публикации"
      sending="Снимаем…"
      warn
    >
      <TextArea
        name="reason"
        label="Причина"
        rows={3}
        defaultValue={typed(state, 'reason')}
        error={errorOf(state, 'reason')}
      />
    </Decision>
  )
}
