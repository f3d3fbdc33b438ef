import { Notice } from '@/components/ui/notice'

const DONE: Record<string, string> = {
  saved: 'Сохранено.',
  added: 'Добавлено.',
  removed: 'Удалено.',
  key: 'Ключ принят: им можно подписывать.',
  test: 'Тестовый сертификат выпущен. Подпись им проверяется, но силы не имеет.',
  ended: 'Действие ключа прекращено.',
}

/** What was just done, by the word in the address. */
export function DoneNotice({ done }: { done: string | undefined }) {
  return done && DONE[done] ? (
    <Notice tone="green" live>
      {DONE[done]}
    </Notice>
  ) : null
}
