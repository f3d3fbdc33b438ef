'use client'

import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { keepAnswer, type Place, type Told } from './keep-answer'

/**
 * Stands in the form of one question, beside its field `text` and the hidden `revision`: what is typed lies on the server two
 * seconds after the last key, and on this device at once. Nothing without JavaScript: there each «Сохранить и продолжить» saves.
 */
export function AnswerKeeper(place: Place) {
  const mark = useRef<HTMLDivElement>(null)
  const [told, tell] = useState<Told>({ words: '' })
  const { user, reportId, question, label, page, next } = place
  // Objects of a new drawing are new ones; what they say is not.
  const { text, revision } = place.stored ?? {}
  useEffect(() => {
    const form = mark.current?.closest('form')
    const stored = text === undefined || revision === undefined ? undefined : { text, revision }
    if (form) return keepAnswer(form, { user, reportId, question, label, page, next, stored }, tell)
  }, [user, reportId, question, label, page, next, text, revision])
  return (
    <div ref={mark} className="hint">
      <p role="status">{told.words}</p>
      {told.signIn ? (
        <p>
          <a href={`/login?next=${encodeURIComponent(page)}`}>Войти и вернуться сюда</a>
        </p>
      ) : null}
      {told.rivals ? (
        <p>
          <a href={page}>Сравнить оба текста и выбрать</a>
        </p>
      ) : null}
      {told.aside === null || told.aside === undefined ? null : (
        <div className="notice amber">
          <strong>На этом устройстве есть другой текст этого ответа, он не отправлен</strong>
          <div className="whitespace-pre-wrap">{told.aside}</div>
          <p>
            <Button type="button" onClick={() => told.choose?.(true)}>
              Взять его в ответ
            </Button>{' '}
            <Button type="button" onClick={() => told.choose?.(false)}>
              Оставить то, что в поле
            </Button>
          </p>
        </div>
      )}
    </div>
  )
}
