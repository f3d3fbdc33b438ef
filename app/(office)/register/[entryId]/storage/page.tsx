import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { TextField } from '@/components/ui/field'
import { USUAL_STORAGE } from '@/lib/register/schema'
import { setStorageAction } from '../actions'
import { Decision } from '../decision'
import { type EntryPage, entryName, openEntry } from '../entry'

export const metadata = { title: 'Срок хранения' }

export default async function StoragePage(props: EntryPage) {
  const { actor, entry, page, crumbs, kept } = await openEntry(props, '/storage')
  const state = await openForm('register.storage', kept, actor.userId)
  return (
    <Decision
      title="Срок хранения"
      crumbs={crumbs}
      facts={[
        { label: 'Запись', value: entryName(entry) },
        { label: 'Заголовок', value: entry.title || 'Номер без акта' },
      ]}
      happens={['Срок будет стоять в реестре, в его печати и в архиве года. Прежний останется в журнале.']}
      isOpen={entry.can.store}
      action={setStorageAction}
      page={page}
      state={state}
      entry={entry}
      button="Записать срок хранения"
      sending="Записываем…"
    >
      <TextField
        name="storage"
        label="Срок хранения и статья перечня"
        hint="По основной деятельности — постоянно, по хозяйственной — 5 лет (перечень Росархива № 236, ст. 19). Можно написать иначе."
        width="half"
        list="storage-usual"
        defaultValue={typed(state, 'storage', entry.storage)}
        error={errorOf(state, 'storage')}
      />
      <datalist id="storage-usual">
        {USUAL_STORAGE.map((usual) => (
          <option key={usual} value={usual} />
        ))}
      </datalist>
    </Decision>
  )
}
