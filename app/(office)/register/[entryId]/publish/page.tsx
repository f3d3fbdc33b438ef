import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { TextArea } from '@/components/ui/field'
import { publishAction } from '../actions'
import { Decision } from '../decision'
import { type EntryPage, entryName, openEntry } from '../entry'

export const metadata = { title: 'Опубликовать акт' }

export default async function PublishPage(props: EntryPage) {
  const { actor, entry, page, crumbs, kept } = await openEntry(props, '/publish')
  const state = await openForm('register.publish', kept, actor.userId)
  return (
    <Decision
      title="Опубликовать акт"
      crumbs={crumbs}
      facts={[
        { label: 'Акт', value: entryName(entry) },
        { label: 'Заголовок', value: entry.title },
      ]}
      happens={[
        'Акт, дорожная карта и PDF откроются всем на странице «Опубликованные акты».',
        'В карточке на странице видна должность подписавшего; в самом PDF остаётся то, что подписано.',
        'Публикацию можно снять с указанием причины.',
      ]}
      isOpen={entry.can.publish}
      action={publishAction}
      page={page}
      state={state}
      entry={entry}
      button="Опубликовать"
      sending="Публикуем…"
    >
      <TextArea
        name="note"
        label="Где ещё размещено"
        hint="Например, адрес страницы на официальном сайте. Видно только сотрудникам."
        required={false}
        rows={2}
        defaultValue={typed(state, 'note')}
        error={errorOf(state, 'note')}
      />
    </Decision>
  )
}
