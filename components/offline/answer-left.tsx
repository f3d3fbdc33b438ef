'use client'

import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { answerKey, findKept, forget, isSettled, type KeptAnswer } from './kept-store'

/** At a question that can be answered no more: the text that this device still keeps of it, to be copied or deleted by its author. */
export function AnswerLeft({ user, reportId, question }: { user: string | null; reportId: string; question: string }) {
  const key = user && answerKey(user, reportId, question)
  const [left, setLeft] = useState<KeptAnswer>()
  useEffect(() => {
    if (!key) return
    findKept<KeptAnswer>(key).then(
      (row) => setLeft(row && !isSettled(row) ? row : undefined),
      () => {},
    )
  }, [key])
  if (!left || !key) return null
  return (
    <div className="notice amber">
      <strong>На этом устройстве остался ваш текст, он не отправлен</strong>
      <div className="whitespace-pre-wrap">{[left.text, left.aside].filter(Boolean).join('\n\n')}</div>
      <p>
        <Button type="button" onClick={() => void forget(key).then(() => setLeft(undefined))}>
          Удалить его с устройства
        </Button>
      </p>
    </div>
  )
}
