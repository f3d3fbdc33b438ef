/**
 * The part of КриптоПро ЭЦП Browser plug-in that the page of signing uses, in its asynchronous form: a property is a promise, and
 * is set by a method `propset_…`. Written from the vendor's descriptions; it was never run against the plug-in itself.
 */
type Remote = Record<string, unknown>
type Certificate = Remote & {
  SubjectName: Promise<string>
  IssuerName: Promise<string>
  ValidToDate: Promise<string>
  Thumbprint: Promise<string>
  HasPrivateKey(): Promise<boolean>
  Export(encoding: number): Promise<string>
}
type Certificates = Remote & { Count: Promise<number>; Item(index: number): Promise<Certificate> }
type Store = Remote & {
  Open(location: number, name: string, mode: number): Promise<void>
  Certificates: Promise<Certificates>
  Close(): Promise<void>
}
type HashedData = Remote & { propset_Algorithm(id: number): Promise<void>; SetHashValue(hex: string): Promise<void> }
type Signer = Remote & {
  propset_Certificate(certificate: Certificate): Promise<void>
  propset_Options(options: number): Promise<void>
}
type SignedData = Remote & {
  SignHash(hash: HashedData, signer: Signer, type: number, encoding: number): Promise<string>
}

type Named = {
  'CAdESCOM.Store': Store
  'CAdESCOM.HashedData': HashedData
  'CAdESCOM.CPSigner': Signer
  'CAdESCOM.CadesSignedData': SignedData
}
export type Plugin = { CreateObjectAsync<Name extends keyof Named>(name: Name): Promise<Named[Name]> }

type Extension = {
  check_chrome_plugin(found: () => void, lost: (reason?: unknown) => void): void
  CreatePluginObject(): Promise<Plugin>
}
declare global {
  interface Window {
    cadesplugin?: Partial<Plugin> & Record<string, unknown>
    cpcsp_chrome_nmcades?: Extension
  }
}

/** The vendor's extension in the shops of Chrome (two generations) and Opera; the policy of the page names the same ones. */
export const EXTENSIONS = [
  'pfhgbfnnjiafkhfdkmpiflachepdcjod',
  'iifchhfnnmpdbibifmljnfjhpififfog',
  'epebfcehmdedogndhlcacafjaacknbcm',
]
const ANSWER_MS = 5_000

const CURRENT_USER_STORE = 2
const CONTAINER_STORE = 100
const MAXIMUM_ALLOWED = 2
const ENCODE_BASE64 = 0
const INCLUDE_WHOLE_CHAIN = 1
const CADES_BES = 1

/** The plug-in, where it is installed and answers; null where there is none. */
export async function findPlugin(): Promise<Plugin | null> {
  const present = window.cadesplugin
  if (present && typeof present.CreateObjectAsync === 'function') {
    await Promise.resolve(present)
    return present as Plugin
  }
  // The extension's script writes its log by these names and expects nothing else of the page.
  window.cadesplugin = { LOG_LEVEL_DEBUG: 4, LOG_LEVEL_INFO: 2, LOG_LEVEL_ERROR: 1, current_log_level: 1 }
  for (const id of EXTENSIONS) {
    if (!(await loadScript(`chrome-extension://${id}/nmcades_plugin_api.js`))) continue
    const extension = window.cpcsp_chrome_nmcades
    if (!extension || !(await answers(extension))) continue
    return extension.CreatePluginObject()
  }
  return null
}

function loadScript(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const script = document.createElement('script')
    script.src = address
    script.onload = () => resolve(true)
    script.onerror = () => resolve(false)
    document.head.append(script)
  })
}

/** The extension is there; whether the program behind it is installed, only its answer tells. */
function answers(extension: Extension): Promise<boolean> {
  return new Promise((resolve) => {
    const done = (found: boolean) => {
      clearTimeout(late)
      window.removeEventListener('message', hear)
      resolve(found)
    }
    const hear = (event: MessageEvent) => {
      if (typeof event.data !== 'string' || !event.data.startsWith('cadesplugin_loaded')) return
      extension.check_chrome_plugin(
        () => done(true),
        () => done(false),
      )
    }
    const late = setTimeout(() => done(false), ANSWER_MS)
    window.addEventListener('message', hear)
    window.postMessage('cadesplugin_echo_request', window.location.origin)
  })
}

export type ListedCertificate = { owner: string; issuer: string; until: string; thumbprint: string; base64: string }

/** Certificates of this person that have a private key: of his store, then of the tokens that are plugged in. */
export async function listCertificates(plugin: Plugin): Promise<ListedCertificate[]> {
  const found = new Map<string, ListedCertificate>()
  await eachCertificate(plugin, async (certificate) => {
    const thumbprint = (await certificate.Thumbprint).toUpperCase()
    if (found.has(thumbprint) || !(await certificate.HasPrivateKey())) return false
    found.set(thumbprint, {
      owner: commonName(await certificate.SubjectName),
      issuer: commonName(await certificate.IssuerName),
      until: String(await certificate.ValidToDate),
      thumbprint,
      base64: await certificate.Export(ENCODE_BASE64),
    })
    return false
  })
  return [...found.values()]
}

/** Goes through the stores until `look` says that it has what it wanted. */
async function eachCertificate(plugin: Plugin, look: (certificate: Certificate) => Promise<boolean>): Promise<void> {
  for (const location of [CURRENT_USER_STORE, CONTAINER_STORE]) {
    const store = await plugin.CreateObjectAsync('CAdESCOM.Store')
    try {
      await store.Open(location, 'My', MAXIMUM_ALLOWED)
    } catch (error) {
      // Without a token there is no such store.
      if (location === CONTAINER_STORE) continue
      throw error
    }
    try {
      const certificates = await store.Certificates
      const count = await certificates.Count
      for (let index = 1; index <= count; index++) if (await look(await certificates.Item(index))) return
    } finally {
      await store.Close()
    }
  }
}

const commonName = (name: string): string => /(?:^|,\s*)CN=("(?:[^"]|"")*"|[^,]*)/.exec(name)?.[1] ?? name

/** Has the hash signed by the key of the certificate with that SHA-1 fingerprint: a detached CAdES-BES in Base64. */
export async function signHash(
  plugin: Plugin,
  input: { thumbprint: string; hash: string; algorithm: number },
): Promise<string> {
  let chosen: Certificate | undefined
  await eachCertificate(plugin, async (certificate) => {
    if ((await certificate.Thumbprint).toUpperCase() !== input.thumbprint) return false
    chosen = certificate
    return true
  })
  if (!chosen) throw new CertificateGone()
  const hash = await plugin.CreateObjectAsync('CAdESCOM.HashedData')
  await hash.propset_Algorithm(input.algorithm)
  await hash.SetHashValue(input.hash)
  const signer = await plugin.CreateObjectAsync('CAdESCOM.CPSigner')
  await signer.propset_Certificate(chosen)
  await signer.propset_Options(INCLUDE_WHOLE_CHAIN)
  const signed = await plugin.CreateObjectAsync('CAdESCOM.CadesSignedData')
  return signed.SignHash(hash, signer, CADES_BES, ENCODE_BASE64)
}

export class CertificateGone extends Error {}

const KNOWN: Record<string, string> = {
  '0X800B010A':
    'Этот компьютер не доверяет сертификату: цепочка не построена. Установите корневой и промежуточные сертификаты удостоверяющего центра и повторите.',
  '0X000004C7': 'Вы отменили подписание. Номер остаётся за распоряжением: подпишите ещё раз, пока не кончился день.',
  '0X800B0101':
    'Срок действия сертификата истёк или ещё не начался. Проверьте часы компьютера или подготовьте файл с другим сертификатом.',
  '0X80070057':
    'Плагин не принял хэш: его вид не подходит к ключу. Подготовьте файл заново и выберите тот же сертификат, каким подписываете.',
  '0X80090016': 'Закрытый ключ не найден. Вставьте носитель с ключом и повторите.',
  '0X8010006E': 'Вы отменили ввод пароля ключа. Повторите, когда будете готовы.',
}

/** In Russian what the plug-in's refusal means and what to do; its own words where it is not known. */
export function explain(error: unknown): string {
  if (error instanceof CertificateGone)
    return 'Сертификата, с которым подготовлен файл, на этом компьютере нет. Вставьте носитель с ключом или подготовьте файл с другим сертификатом.'
  const message = error instanceof Error ? error.message : String((error as { message?: unknown })?.message ?? error)
  const code = /0x[0-9a-f]{8}/i.exec(message)?.[0]
  const known = code && KNOWN[code.toUpperCase()]
  return known
    ? `${known} (${code})`
    : `Плагин ответил отказом: ${message.slice(0, 300)}. Повторите; если не поможет, подпишите файлом .sig в другой программе.`
}
