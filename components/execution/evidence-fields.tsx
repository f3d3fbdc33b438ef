import { FileField, TextArea, TextField } from '@/components/ui/field'
import { EVIDENCE_ACCEPT, EVIDENCE_LIMIT_TEXT, EVIDENCE_TYPES } from '@/lib/execution/evidence-file'

/** Evidence by words, by address, by a file; any of them, or none. */
export function EvidenceFields({
  value,
  errors,
  wasRefused,
}: {
  value: { evidenceText: string; evidenceLink: string }
  errors: { evidenceText?: string | undefined; evidenceLink?: string | undefined; file?: string | undefined }
  /** A browser forgets the chosen file when a form comes back. */
  wasRefused: boolean
}) {
  return (
    <fieldset>
      <legend className="mb-4">
        <h2>Добавить подтверждение</h2>
      </legend>
      <TextArea
        name="evidenceText"
        label="Своими словами"
        required={false}
        rows={2}
        defaultValue={value.evidenceText}
        error={errors.evidenceText}
      />
      <TextField
        name="evidenceLink"
        label="Ссылка"
        required={false}
        hint="Адрес страницы целиком, например https://школа.рф/новости"
        inputMode="url"
        autoComplete="off"
        defaultValue={value.evidenceLink}
        error={errors.evidenceLink}
      />
      <FileField
        name="file"
        label="Файл"
        required={false}
        types={EVIDENCE_TYPES}
        maxSize={EVIDENCE_LIMIT_TEXT}
        accept={EVIDENCE_ACCEPT}
        hint={wasRefused ? 'Если файл был выбран, выберите его ещё раз: он не сохранился.' : undefined}
        error={errors.file}
      />
    </fieldset>
  )
}
