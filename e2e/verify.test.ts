import { createHash } from 'node:crypto'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasBrowser } from './browser'
import { field, follow, getPdf, main, type Office, openOffice, pressTo, SCAN, textOf, verdictOn } from './office'
import { signedOrder } from './road-map-steps'

/** As a program asks: the answer is the operator's JSON. */
async function ask(office: Office, bytes: Uint8Array, accept = 'application/json'): Promise<Response> {
  const form = new FormData()
  form.set('file', new File([new Uint8Array(bytes)], 'любое имя.bin'))
  const headers = { accept, 'x-forwarded-for': `10.0.0.${Math.floor(Math.random() * 250)}` }
  return fetch(`${office.url}/verify/check`, { method: 'POST', body: form, headers, redirect: 'manual' })
}

describe.runIf(hasBrowser())('the verification of papers, without scripts', () => {
  let office: Office
  let signed: Uint8Array
  beforeAll(async () => {
    office = await openOffice({ javaScript: false })
    const { orderUrl } = await signedOrder(office)
    signed = await getPdf(await office.as('head'), `${orderUrl}/order.pdf`)
  })
  afterAll(() => office?.close())

  it('says the word, what was seen, and where the act stands; the act’s page names no person', async () => {
    const page = await office.guest()
    expect(await verdictOn(page, office.url, signed, 'Скан (1).docx')).toBe('Подлинный')
    const seen = await textOf(page)
    for (const words of ['неквалифицированная', 'Тестовый сертификат', 'Проверено на дату 15.09.2026', 'Файл удалён']) {
      expect(seen).toContain(words)
    }
    expect(seen).toContain(createHash('sha256').update(signed).digest('hex'))
    await follow(page, 'Открыть сведения об акте')
    await page.waitForURL('**/p/*')
    const act = await textOf(page)
    expect(act).toMatch(/Не опубликовано/)
    expect(act).toMatch(/Зарегистрировано/)
    expect(act).not.toMatch(/Мочалов|Иванов/)
    expect(await main(page).getByRole('link', { name: 'Проверить подпись' }).count()).toBe(1)
  })

  it('tells a changed and a strange file in red words', async () => {
    const page = await office.guest()
    expect(await verdictOn(page, office.url, Buffer.concat([signed, Buffer.from('\n')]))).toBe('Изменён')
    expect(await textOf(page)).toContain('За какой документ себя выдаёт')
    expect(await verdictOn(page, office.url, SCAN.buffer)).toBe('Не наш')
    expect(await verdictOn(page, office.url, Buffer.from('письмо'))).toBe('Не удалось проверить')
  })

  it('asks for the document where only a signature was chosen', async () => {
    const page = await office.guest()
    await page.goto(`${office.url}/verify`)
    const signature = { name: 'order.pdf.sig', mimeType: 'application/octet-stream', buffer: Buffer.from([0x30, 0]) }
    await field(page, 'Файл подписи').setInputFiles(signature)
    await pressTo(page, 'Проверить подпись', /why=alone/)
    expect(await textOf(page)).toContain('Выбран только файл подписи')
  })

  it('66 refuses 200 megabytes before they come', async () => {
    const { port } = new URL(office.url)
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), 'localhost')
      socket.setTimeout(10_000, () => reject(new Error('no answer before the file was sent')))
      socket.once('error', reject)
      socket.once('data', (part) => {
        socket.destroy()
        resolve(part.toString('latin1'))
      })
      const head = [
        'POST /verify/check HTTP/1.1',
        `Host: localhost:${port}`,
        'Accept: application/json',
        'Content-Type: multipart/form-data; boundary=x',
        `Content-Length: ${200 * 1024 * 1024}`,
      ]
      socket.write(`${head.join('\r\n')}\r\n\r\n--x\r\n`)
      socket.write(Buffer.alloc(1024 * 1024))
    })
    expect(answer).toMatch(/^HTTP\/1\.1 413/)
    expect((await fetch(`${office.url}/health`)).ok).toBe(true)
  })

  it('66 stops a flood with the time to wait and a page for people, whoever it says it is', async () => {
    const statuses: number[] = []
    for (let count = 0; count < 40; count += 1) statuses.push((await ask(office, Buffer.from('письмо'))).status)
    expect(statuses).toContain(200)
    expect(statuses.at(-1)).toBe(429)
    const told = await ask(office, signed, 'text/html')
    expect(told.status).toBe(429)
    expect(Number(told.headers.get('retry-after'))).toBeGreaterThan(0)
    const page = await told.text()
    expect(page).toContain('Слишком много проверок подряд')
    expect(page).toContain('href="/verify"')
    expect((await fetch(`${office.url}/verify`)).status).toBe(200)
  })
})
