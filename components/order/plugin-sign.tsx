'use client'

import { useEffect, useState } from 'react'
import { explain, findPlugin, type Plugin, signHash } from '@/components/order/cades-plugin'
import { Button } from '@/components/ui/button'

/**
 * «Подписать»: the plug-in signs the hash with the announced certificate, the signature goes into the field with the id `target`
 * and its form is sent. Absent without JavaScript; says so where there is no plug-in.
 */
export function PluginSign({
  target,
  ...input
}: {
  target: string
  /** SHA-1 of the certificate, as the plug-in names it. */
  thumbprint: string
  hash: string
  algorithm: number
}) {
  const [plugin, setPlugin] = useState<Plugin | null>()
  const [words, setWords] = useState('')
  const [signing, setSigning] = useState(false)
  useEffect(() => {
    findPlugin().then(setPlugin, (error) => {
      setPlugin(null)
      setWords(explain(error))
    })
  }, [])
  if (plugin === undefined) return null
  const sign = async () => {
    if (!plugin || signing) return
    setSigning(true)
    setWords('Подтвердите подпись в окне КриптоПро.')
    try {
      const field = document.getElementById(target)
      if (!(field instanceof HTMLTextAreaElement)) return
      field.value = await signHash(plugin, input)
      setWords('Подпись получена, отправляем…')
      field.form?.requestSubmit()
    } catch (error) {
      setWords(explain(error))
    }
    setSigning(false)
  }
  return (
    <div className="mb-6">
      {plugin ? (
        <Button type="button" kind="main" aria-disabled={signing || undefined} onClick={sign}>
          Подписать
        </Button>
      ) : (
        <p className="notice amber">
          {words === ''
            ? 'Расширение «КриптоПро ЭЦП Browser plug-in» в этом браузере не найдено. Установите его и обновите страницу или пришлите подпись, сделанную иначе.'
            : words}
        </p>
      )}
      <p role="status" className="mt-3">
        {plugin ? words : ''}
      </p>
    </div>
  )
}
