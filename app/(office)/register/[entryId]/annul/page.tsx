import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { TextArea } from '@/components/ui/field'
import { annulEntryAction } from '../actions'
import { Decision } from '../decision'
import { type EntryPage, entryName, openEntry } from '../entry'

export const metadata = { title: 'Аннулировать' }

export default async function AnnulPage(props: EntryPage) {
  const { actor, entry, page, crumbs, kept } = await openEntry(props, '/annul')
  const state = await openForm('register.annul', kept, actor.userId)
  const spent = 'Номер останется в реестре как аннулированный, с причиной, и больше никому не будет дан.'
  const happens =
    entry.entryState === 'signing'
      ? [
          spent,
          entry.isOldAct
            ? 'Проект снова станет черновиком автора.'
            : 'Распоряжение снова будет ждать подписи и получит новый номер.',
        ]
      : entry.orderId === null
        ? [spent]
        : [
            spent,
            'Акт и утверждённая им дорожная карта теряют силу.',
            'Публикация снимается. Отменить аннулирование нельзя.',
          ]
  return (
    <Decision
      title="Аннулировать"
      crumbs={crumbs}
      facts={[
        { label: 'Запись', value: entryName(entry) },
        { label: 'Заголовок', value: entry.title || 'Номер без акта' },
      ]}
      happens={happens}
      isOpen={entry.can.annul}
      action={annulEntryAction}
      page={page}
      state={state}
      entry={entry}
      button={`Аннулировать ${entry.printed}`}
      sending="Аннулируем…"
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
