import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { FileField, TextArea } from '@/components/ui/field'
import { SCAN_LIMIT_TEXT, SCAN_TYPES } from '@/lib/register/scan'
import { attachScanAction } from '../actions'
import { Decision } from '../decision'
import { type EntryPage, entryName, openEntry } from '../entry'

export const metadata = { title: 'Скан акта' }

export default async function ScanPage(props: EntryPage) {
  const { actor, entry, page, crumbs, kept } = await openEntry(props, '/scan')
  const state = await openForm('register.scan', kept, actor.userId)
  const former = entry.files.find((file) => file.kind === 'scan' && file.replacedAt === null)
  return (
    <Decision
      title={former ? 'Заменить скан' : 'Приложить скан'}
      crumbs={crumbs}
      facts={[
        { label: 'Акт', value: entryName(entry) },
        ...(former ? [{ label: 'Приложен', value: former.fileName }] : []),
      ]}
      happens={
        former
          ? ['Новый скан заменит прежний; прежний останется в деле с причиной замены.']
          : [
              'Акт будет считаться подписанным и зарегистрированным, дорожная карта — утверждённой.',
              'После этого акт можно опубликовать.',
            ]
      }
      isOpen={entry.can.attachScan}
      action={attachScanAction}
      page={page}
      state={state}
      entry={entry}
      button={former ? 'Заменить скан' : 'Приложить скан'}
      sending="Отправляем…"
    >
      <FileField
        name="scan"
        label="Скан подписанного акта"
        types={SCAN_TYPES}
        maxSize={SCAN_LIMIT_TEXT}
        accept=".pdf,.jpg,.jpeg,.png"
        error={errorOf(state, 'scan')}
      />
      {former ? (
        <TextArea
          name="reason"
          label="Причина замены"
          rows={2}
          defaultValue={typed(state, 'reason')}
          error={errorOf(state, 'reason')}
        />
      ) : null}
    </Decision>
  )
}
