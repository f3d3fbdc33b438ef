'use client'

import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { keepSheet, type SheetPlace, type SheetTold } from './keep-sheet'

/** Stands in the form of a visit's sheet. Nothing without JavaScript: there «Сохранить» saves. */
export function SheetKeeper({ user, visitId, label, page, done }: SheetPlace) {
  const mark = useRef<HTMLDivElement>(null)
  const [told, tell] = useState<SheetTold>({ words: '' })
  useEffect(() => {
    const form = mark.current?.closest('form')
    if (form) return keepSheet(form, { user, visitId, label, page, done }, tell)
  }, [user, visitId, label, page, done])
  return (
    <div ref={mark}>
      <p className="hint" role="status">
        {told.words}
      </p>
      {told.signIn ? (
        <p>
          <a href={`/login?next=${encodeURIComponent(page)}`}>Войти и вернуться сюда</a>
        </p>
      ) : null}
      {told.errors && told.errors.length > 0 ? (
        <div className="notice red" role="alert">
          <strong>Лист не сохранён. Исправьте и сохраните ещё раз</strong>
          <ul>
            {told.errors.map(({ field, message }) => (
              <li key={`${field}${message}`}>{field ? <a href={`#f-${field}`}>{message}</a> : message}</li>
            ))}
          </ul>
          {told.drawn ? <a href={told.drawn}>Показать лист с замечаниями</a> : null}
        </div>
      ) : null}
      {told.choose ? (
        <div className="notice amber">
          <strong>На этом устройстве есть несохранённый лист этого посещения</strong>
          <p>В форме другой текст. Показать тот, что на устройстве, или удалить его?</p>
          <p>
            <Button type="button" onClick={() => told.choose?.(true)}>
              Показать набранное раньше
            </Button>{' '}
            <Button type="button" onClick={() => told.choose?.(false)}>
              Удалить его
            </Button>
          </p>
        </div>
      ) : null}
    </div>
  )
}
