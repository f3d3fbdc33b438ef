'use client'

import { useEffect, useState } from 'react'
import { explain, findPlugin, type ListedCertificate, listCertificates } from '@/components/order/cades-plugin'

type Found = { certificates: ListedCertificate[] } | { words: string }

const MISSING =
  'Расширение «КриптоПро ЭЦП Browser plug-in» в этом браузере не найдено. Установите его и обновите страницу, вставьте сертификат ниже или подпишите файлом .sig в другой программе.'

/**
 * Lists the certificates that the plug-in knows; the chosen one goes as text into the field with the id `target`, which stands on
 * the page anyhow. Absent without JavaScript.
 */
export function PluginCertificates({ target, owner }: { target: string; owner: string }) {
  const [found, setFound] = useState<Found>()
  const [started, setStarted] = useState(false)
  useEffect(() => {
    let shown = true
    setStarted(true)
    look().then((answer) => {
      if (!shown) return
      setFound(answer)
      if ('certificates' in answer) fill(target, likely(answer.certificates, owner))
    })
    return () => {
      shown = false
    }
  }, [target, owner])
  if (!started) return null
  if (!found) return <p role="status">Ищем сертификаты через КриптоПро ЭЦП Browser plug-in…</p>
  if ('words' in found)
    return (
      <p role="status" className="notice amber">
        {found.words}
      </p>
    )
  const chosen = likely(found.certificates, owner)
  return (
    <fieldset className="field">
      <legend>Ваш сертификат</legend>
      {found.certificates.map((certificate) => (
        <div className="choice" key={certificate.thumbprint}>
          <input
            type="radio"
            name="_picked"
            id={`c-${certificate.thumbprint}`}
            defaultChecked={certificate === chosen}
            onChange={() => fill(target, certificate)}
          />
          <label htmlFor={`c-${certificate.thumbprint}`}>{certificate.owner}</label>
          <div className="hint">
            до {dateOf(certificate.until)}, выдан: {certificate.issuer}
          </div>
        </div>
      ))}
    </fieldset>
  )
}

async function look(): Promise<Found> {
  try {
    const plugin = await findPlugin()
    if (!plugin) return { words: MISSING }
    const certificates = await listCertificates(plugin)
    return certificates.length > 0
      ? { certificates }
      : {
          words:
            'Плагин работает, но сертификатов с закрытым ключом не нашёл. Вставьте носитель с ключом и обновите страницу.',
        }
  } catch (error) {
    return { words: explain(error) }
  }
}

/** Nobody's else's certificate is chosen for a person; with several of his own he chooses. */
function likely(certificates: ListedCertificate[], owner: string): ListedCertificate | undefined {
  const form = (name: string) => name.toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ').trim()
  const own = certificates.filter((one) => form(one.owner) === form(owner))
  return own.length === 1 ? own[0] : undefined
}

function fill(target: string, certificate: ListedCertificate | undefined): void {
  const field = document.getElementById(target)
  if (certificate && field instanceof HTMLTextAreaElement) field.value = certificate.base64
}

const dateOf = (text: string): string => {
  const date = /^(\d{4})-(\d{2})-(\d{2})/.exec(text)
  return date ? `${date[3]}.${date[2]}.${date[1]}` : text
}
