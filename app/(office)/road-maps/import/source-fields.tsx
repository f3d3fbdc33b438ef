import { errorOf, type FormState, typed } from '@/app/_forms/form-state'
import { FileField, TextArea } from '@/components/ui/field'
import { fieldId } from '@/components/ui/field-frame'
import { PastedHtml } from './pasted-html'
import { sourceOf } from './source'

/** A file or a paste. A refused form cannot hold the file: it has to be chosen again. */
export function SourceFields({ state, label = 'Текст дорожной карты' }: { state: FormState; label?: string }) {
  const wasFile = state.errors.length > 0 && typed(state, 'text') === ''
  return (
    <>
      <FileField
        name="file"
        label="Файл с таблицей"
        types="Word (.docx), Excel (.xlsx) или CSV"
        maxSize="16 МБ"
        hint={
          wasFile
            ? 'Если файл был выбран, выберите его ещё раз: браузер его не запоминает.'
            : 'Старые .doc и .xls сначала сохраните как .docx и .xlsx.'
        }
        accept=".docx,.xlsx,.csv,.txt,.html,.htm"
        error={errorOf(state, 'file')}
        required={false}
      />
      <TextArea
        name="text"
        label={label}
        hint="Или скопируйте таблицу из Word, Excel или с сайта вместе с заголовком колонок и вставьте сюда. Можно вставить распоряжение целиком: лишнее программа пропустит."
        defaultValue={typed(state, 'text') || sourceOf(state)?.document.text}
        error={errorOf(state, 'text')}
        rows={10}
        required={false}
      />
      <PastedHtml target={fieldId('text')} />
    </>
  )
}
