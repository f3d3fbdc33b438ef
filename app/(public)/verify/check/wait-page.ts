import { counted } from '@/lib/shared/text'
import type { Admission } from './flood'

const WORDS = {
  often: {
    status: 429,
    title: 'Слишком много проверок подряд',
    text: 'С вашего адреса проверяют файлы один за другим.',
  },
  busy: {
    status: 429,
    title: 'Сейчас проверяют другие файлы',
    text: 'Свободного места для ещё одной проверки пока нет.',
  },
}

/**
 * Told to come later: 429 with Retry-After and, for people, a page of its own, since a redirect would lose the status. It needs no
 * layout and no database, so a flood costs next to nothing.
 */
export function waitPage({ because, waitSeconds }: Extract<Admission, { admitted: false }>, asJson: boolean): Response {
  const { status, title, text } = WORDS[because]
  const headers = { 'Retry-After': String(waitSeconds), 'Cache-Control': 'no-store' }
  if (asJson) return Response.json({ error: because }, { status, headers })
  const wait = `Файл не принят и нигде не сохранён. Подождите ${counted(waitSeconds, 'секунду', 'секунды', 'секунд')} и отправьте его ещё раз.`
  const html = `<!doctype html><html lang="ru"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} — Маршрут</title><link rel="icon" href="/favicon.svg"><link rel="stylesheet" href="/plain.css"></head><body><main><p><a href="/">Маршрут</a></p><h1>${title}</h1><p>${text} ${wait}</p><ul><li><a href="/verify">Проверить подпись</a></li><li><a href="/published">Опубликованные акты</a></li></ul></main></body></html>`
  return new Response(html, { status, headers: { ...headers, 'Content-Type': 'text/html; charset=utf-8' } })
}
