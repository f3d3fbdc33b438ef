import { DiffText } from '@/components/ui/diff-text'
import { localDateTime } from '@/lib/shared/dates'

export type RivalText = { text: string; typedAt: Date | null; savedAt: Date }
export type StoredText = { text: string; savedAt: Date; by: string }

/** The stored answer and a text that was typed on another device from an older one: both whole. */
export function TwoTexts({ stored, rival, zone }: { stored: StoredText | undefined; rival: RivalText; zone: string }) {
  return (
    <>
      <p>
        Сохранённый ответ{stored ? ` — от ${localDateTime(stored.savedAt, zone)}, ${stored.by}` : ' пуст'}. Второй текст
        получен {localDateTime(rival.savedAt, zone)}
        {rival.typedAt ? `; по часам устройства набран ${localDateTime(rival.typedAt, zone)}` : ''}. Не потерян ни один.
      </p>
      <DiffText was={stored?.text ?? ''} became={rival.text} labels={['Сохранённый ответ', 'Второй текст']} />
    </>
  )
}
