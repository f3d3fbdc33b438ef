import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasOpenssl, type OutsideSigner, opensslAccepts, outsideSigner, today } from '@/db/testing/outside-signer'
import { signedPartsOf } from '@/lib/signature/prepared'
import { hasBrowser } from './browser'
import {
  button,
  field,
  fill,
  follow,
  get,
  getPdf,
  main,
  type Office,
  openOffice,
  press,
  pressRefused,
  pressTo,
  sees,
  textOf,
  verdictOn,
  withoutPlugin,
} from './office'
import { pdfPages, pdfText } from './pdf-text'
import { consent, fillCard, pasteMap, send } from './road-map-steps'

const canRun = hasBrowser() && hasOpenssl('gost256')

/** OpenSSL keeps the machine's time, so the district's clock begins today. */
const openToday = (javaScript: boolean) => openOffice({ javaScript, env: { TEST_CLOCK: today().toISOString() } })

/** From the seed to the head's desk. */
async function awaitingOrder(office: Office, year: string): Promise<string> {
  const coordinator = await office.as('coordinator')
  const { orderUrl } = await pasteMap(office, coordinator, undefined, year)
  await fillCard(office, coordinator, orderUrl)
  await send(coordinator, orderUrl, 'Замечания учтём')
  await consent(await office.as('lawyer'), orderUrl)
  return orderUrl
}

/** The newest file of the store: what the server prepared last. The plug-in sees only its hash, but OpenSSL hashes for itself. */
function newestPaper(office: Office): Uint8Array {
  const root = join(office.server.dataDir, 'papers')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /[0-9a-f]{64}$/.test(name))
    .map((name) => join(root, name))
    .sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs)
  return new Uint8Array(readFileSync(files[0] ?? ''))
}

const preparedContent = (office: Office): Buffer => Buffer.concat(signedPartsOf(newestPaper(office)))

/** КриптоПро ЭЦП Browser plug-in as the page sees it; its key is OpenSSL's, reached through a function that the test exposes. */
async function givePlugin(
  page: Page,
  office: Office,
  signer: OutsideSigner,
  seen: { asked: unknown[]; refusal: string },
) {
  await page.exposeFunction('testSignHash', (hash: string, algorithm: number) => {
    seen.asked.push({ hash, algorithm })
    if (seen.refusal !== '') throw new Error(seen.refusal)
    return signer.sign(preparedContent(office)).toString('base64')
  })
  await page.addInitScript((base64: string) => {
    // As the plug-in's own proxies do: each method answers with a promise.
    const answering =
      <Given extends unknown[]>(work: (...given: Given) => unknown) =>
      async (...given: Given) =>
        work(...given)
    const hex = (sum: ArrayBuffer) =>
      [...new Uint8Array(sum)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
    const certificate = {
      SubjectName: Promise.resolve('CN=Мочалов Андрей Викторович, SN=Мочалов'),
      IssuerName: Promise.resolve('CN=Удостоверяющий центр района'),
      ValidToDate: Promise.resolve('2040-12-31T23:59:59.000Z'),
      Thumbprint: crypto.subtle.digest('SHA-1', bytes).then(hex),
      HasPrivateKey: answering(() => true),
      Export: answering(() => base64),
    }
    const state = { hash: '', algorithm: 0 }
    const outside = window as unknown as { testSignHash(hash: string, algorithm: number): Promise<string> }
    const openStore = (location: number) => {
      if (location === 100) throw new Error('no token (0x80100010)')
    }
    const objects: Record<string, unknown> = {
      'CAdESCOM.Store': {
        Open: answering(openStore),
        Certificates: Promise.resolve({ Count: Promise.resolve(1), Item: answering(() => certificate) }),
        Close: answering(() => undefined),
      },
      'CAdESCOM.HashedData': {
        propset_Algorithm: answering((id: number) => Object.assign(state, { algorithm: id })),
        SetHashValue: answering((hash: string) => Object.assign(state, { hash })),
      },
      'CAdESCOM.CPSigner': {
        propset_Certificate: answering(() => undefined),
        propset_Options: answering(() => undefined),
      },
      'CAdESCOM.CadesSignedData': { SignHash: answering(() => outside.testSignHash(state.hash, state.algorithm)) },
    }
    Object.assign(window, { cadesplugin: { CreateObjectAsync: answering((name: string) => objects[name]) } })
  }, signer.certificate.toString('base64'))
}

const troubles = (office: Office) => withoutPlugin(office.troubles())

describe.skipIf(!canRun)('a head who signs by his own means', () => {
  describe('with КриптоПро’s plug-in in his browser', () => {
    let office: Office
    let orderUrl: string
    const signer = canRun ? outsideSigner('gost256') : undefined
    const seen = { asked: [] as unknown[], refusal: '' }
    beforeAll(async () => {
      office = await openToday(true)
      orderUrl = await awaitingOrder(office, '2022')
    })
    afterAll(async () => {
      await office?.close()
      signer?.close()
    })

    it('is told where there is no plug-in, and may go another way', async () => {
      const head = await office.as('head')
      await head.goto(`${orderUrl}/sign`)
      await follow(head, 'Подписать в браузере')
      await sees(head, 'в этом браузере не найдено')
      expect(troubles(office)).toEqual([])
    })

    it('chooses his certificate, reads what the plug-in’s refusal means, and signs', async () => {
      const head = await office.as('head')
      if (signer) await givePlugin(head, office, signer, seen)
      await head.goto(`${orderUrl}/sign/browser`)
      await head.getByRole('radio', { name: 'Мочалов Андрей Викторович' }).waitFor()
      expect(await field(head, 'Сертификат текстом').inputValue()).toBe(signer?.certificate.toString('base64'))
      await fill(head, { 'Пароль ещё раз': 'не тот' })
      await pressRefused(head, 'Подготовить к подписи')
      await fill(head, { 'Пароль ещё раз': office.server.password })
      await pressTo(head, 'Подготовить к подписи', /done=prepared/)
      expect(await textOf(head)).toContain('ГОСТ Р 34.11-2012, 256 бит')

      for (const [refusal, words] of [
        ['Операция отменена пользователем. (0x000004C7)', 'Вы отменили подписание'],
        ['A certificate chain … (0x800B010A)', 'цепочка не построена'],
        ['Срок действия (0x800B0101)', 'Срок действия сертификата истёк'],
        ['Параметр задан неверно. (0x80070057)', 'не принял хэш'],
      ]) {
        seen.refusal = refusal ?? ''
        await press(head, 'Подписать')
        await sees(head, words ?? '')
      }
      seen.refusal = ''
      await pressTo(head, 'Подписать', /\/signed$/)
      await sees(head, 'подписано и зарегистрировано')
      expect(seen.asked.at(-1)).toEqual({ hash: expect.stringMatching(/^[0-9a-f]{64}$/), algorithm: 101 })
      const bytes = await getPdf(head, `${orderUrl}/order.pdf`)
      expect(await pdfText(bytes)).toMatch(/ДОКУМЕНТ\s+ПОДПИСАН/)
      expect(await verdictOn(await office.guest(), office.url, bytes)).toContain('Подлинный')
      expect(troubles(office)).toEqual([])
    })
  })

  describe('without JavaScript', () => {
    let office: Office
    const signer = canRun ? outsideSigner('gost512') : undefined
    beforeAll(async () => {
      office = await openToday(false)
    })
    afterAll(async () => {
      await office?.close()
      signer?.close()
    })

    it('pastes his certificate and the signature of the hash', async () => {
      const orderUrl = await awaitingOrder(office, '2022')
      const head = await office.as('head')
      await head.goto(`${orderUrl}/sign/browser`)
      await fill(head, { 'Пароль ещё раз': office.server.password, 'Сертификат текстом': 'не он' })
      await pressRefused(head, 'Подготовить к подписи')
      await sees(head, 'Сертификат не читается')
      await fill(head, { 'Пароль ещё раз': office.server.password, 'Сертификат текстом': '' })
      await field(head, 'Или файл сертификата').setInputFiles({
        name: 'head.cer',
        mimeType: 'application/x-x509-ca-cert',
        buffer: signer?.certificate ?? Buffer.alloc(0),
      })
      await pressTo(head, 'Подготовить к подписи', /done=prepared/)
      // The number is spent and nobody else’s: the clerk sees what it waits for, and nobody gets the file.
      const clerk = await office.as('clerk')
      await clerk.goto(orderUrl)
      await sees(clerk, 'ждёт подписи средством подписывающего')
      for (const address of ['order.pdf', 'sign/prepared.pdf'])
        expect((await get(clerk, `${orderUrl}/${address}`)).status).toBe(404)

      await head.goto(orderUrl)
      await follow(head, 'Завершить подписание')
      await fill(head, { 'Подпись текстом': 'не подпись' })
      await pressRefused(head, 'Отправить подпись')
      await sees(head, 'не файл подписи')
      const cms = signer?.sign(preparedContent(office)) ?? Buffer.alloc(0)
      await fill(head, { 'Подпись текстом': cms.toString('base64') })
      await pressTo(head, 'Отправить подпись', /\/signed$/)
      const bytes = await getPdf(head, `${orderUrl}/order.pdf`)
      expect(await verdictOn(await office.guest(), office.url, bytes)).toContain('Подлинный')
    })

    it('takes the file to another program and brings the signature back', async () => {
      const orderUrl = await awaitingOrder(office, '2023')
      const head = await office.as('head')
      await head.goto(`${orderUrl}/sign`)
      await follow(head, 'Подписать файлом .sig')
      await fill(head, { 'Пароль ещё раз': office.server.password })
      await pressTo(head, 'Присвоить номер и подготовить файл', /done=prepared/)
      const file = await getPdf(head, `${orderUrl}/sign/prepared.pdf`)
      expect(await pdfText(file)).not.toMatch(/ЭЛЕКТРОННОЙ\s+ПОДПИСЬЮ/)
      const bring = async (page: Page, buffer: Buffer) =>
        field(page, 'Файл подписи').setInputFiles({
          name: 'order.pdf.sig',
          mimeType: 'application/pkcs7-signature',
          buffer,
        })
      await bring(head, signer?.sign(Buffer.from('другой файл')) ?? Buffer.alloc(0))
      await pressRefused(head, 'Приложить подпись и зарегистрировать')
      await sees(head, 'не то, которое было подписано')

      const clerk = await office.as('clerk')
      await clerk.goto(orderUrl)
      await follow(clerk, 'Файл для подписи и приём .sig')
      expect(Buffer.from(await getPdf(clerk, `${orderUrl}/sign/prepared.pdf`)).equals(Buffer.from(file))).toBe(true)
      await bring(clerk, signer?.sign(file, { form: 'PEM' }) ?? Buffer.alloc(0))
      await pressTo(clerk, 'Приложить подпись и зарегистрировать', /\/signed$/)

      await head.goto(orderUrl)
      await sees(head, 'подпись в отдельном файле .sig')
      const bytes = await getPdf(head, `${orderUrl}/order.pdf`)
      expect(Buffer.from(bytes).equals(Buffer.from(file))).toBe(true)
      const beside = await get(head, `${orderUrl}/order.pdf.sig`)
      expect(beside.headers['content-disposition']).toMatch(/^attachment.*\.pdf\.sig"/)
      expect(opensslAccepts(beside.bytes, bytes, signer?.authority ?? '', 'gost512')).toBe(true)
      for (const sheet of await pdfPages(await getPdf(head, `${orderUrl}/marked-copy.pdf`)))
        expect(sheet.items.filter((item) => item.artifact).map((item) => item.text)).toContain('КОПИЯ')
      expect(
        await main(head)
          .getByRole('link', { name: /Копия с отметкой/ })
          .count(),
      ).toBe(1)
      expect(await button(head, 'Подписать').count()).toBe(0)
      expect(office.troubles()).toEqual([])
    })
  })
})
