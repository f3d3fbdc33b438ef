import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { DateField, TextField } from '@/components/ui/field'
import { shortDate } from '@/lib/shared/dates'
import { addDispatchAction } from '../actions'
import { Decision } from '../decision'
import { type EntryPage, entryName, openEntry } from '../entry'

export const metadata = { title: 'Отметить рассылку' }

export default async function DispatchPage(props: EntryPage) {
  const { actor, entry, page, crumbs, kept } = await openEntry(props, '/dispatch')
  const state = await openForm('register.dispatch', kept, actor.userId)
  return (
    <Decision
      title="Отметить рассылку"
      crumbs={crumbs}
      facts={[{ label: 'Акт', value: entryName(entry) }]}
      happens={['В карточке акта появится, кому и когда он отправлен. Сама программа ничего не отправляет.']}
      isOpen={entry.can.dispatch}
      action={addDispatchAction}
      page={page}
      state={state}
      entry={entry}
      button="Отметить рассылку"
      sending="Сохраняем…"
    >
      <TextField
        name="recipient"
        label="Кому"
        hint="Например, МАОУ «Билитуйская СОШ»"
        defaultValue={typed(state, 'recipient')}
        error={errorOf(state, 'recipient')}
      />
      <DateField
        name="sentOn"
        label="Когда отправлено"
        defaultValue={typed(state, 'sentOn', shortDate(actor.today))}
        error={errorOf(state, 'sentOn')}
      />
    </Decision>
  )
}
