import { randomBytes } from 'node:crypto'
import { Refusal } from '@/lib/shared/refusal'
import { OID } from '@/lib/signature/algorithms'
import { sameBytes } from '@/lib/signature/certificate'
import {
  childrenOf,
  der,
  expectTag,
  integer,
  nullValue,
  octetString,
  oid,
  readDer,
  readNumber,
  sequence,
  TAG,
} from '@/lib/signature/der'
import { digestOf } from '@/lib/signature/digest'
import { type OpenedToken, openToken } from '@/lib/signature/timestamp-token'
import { log } from '@/lib/system/log'

/** An RFC 3161 service over HTTP; `fetch` is the platform's by default. */
export type TimeStampService = { url: string; fetch?: typeof fetch; timeLimitMs?: number }

const TIME_LIMIT_MS = 10_000
const LARGEST_ANSWER = 65_536
/** A server's clock a day off puts another date on the paper than the stamp proves. */
const CLOCK_TOLERANCE = 86_400_000

const WAY_OUT =
  'Документ не подписан. Повторите через несколько минут; если не поможет, обратитесь к администратору (настройка TIMESTAMP_URL).'
const refusal = (what: string) => new Refusal('invalid', `${what} ${WAY_OUT}`)

/**
 * A time-stamp token over `signature` (RFC 3161): asked for with a nonce and the service's certificate, and checked for
 * the imprint, the nonce, its signature, and a certificate that is for time stamps. Whether the service is one that the
 * operator trusts is asked on verifying. Refuses when the service is out of reach, slow, says no, answers nonsense, or
 * its clock and the server's differ by more than a day.
 */
export async function requestTimeStamp(
  signature: Uint8Array,
  service: TimeStampService,
  now: Date,
): Promise<Uint8Array> {
  const imprint = digestOf([signature], 'sha256')
  const nonce = integer(randomBytes(16))
  const request = sequence(
    integer(1),
    sequence(sequence(oid(OID.sha256), nullValue()), octetString(imprint)),
    nonce,
    der(TAG.boolean, Buffer.from([0xff])),
  )
  const token = readAnswer(await ask(service, request))
  const { info } = open(token)
  if (info.digestAlgorithm !== OID.sha256 || !sameBytes(info.imprint, imprint)) {
    throw refusal('Служба меток времени прислала метку не на эту подпись.')
  }
  if (!info.nonce || !sameBytes(info.nonce, readDer(nonce).body)) {
    throw refusal('Служба меток времени прислала ответ на чужой запрос.')
  }
  if (Math.abs(info.at.getTime() - now.getTime()) > CLOCK_TOLERANCE) {
    throw new Refusal(
      'invalid',
      `Часы сервера и службы меток времени расходятся больше чем на сутки: на сервере ${now.toISOString()}, у службы ${info.at.toISOString()}. Документ не подписан. Попросите администратора проверить часы сервера.`,
    )
  }
  return token
}

async function ask(service: TimeStampService, request: Uint8Array): Promise<Uint8Array> {
  const { url, fetch: send = fetch, timeLimitMs = TIME_LIMIT_MS } = service
  const signal = AbortSignal.timeout(timeLimitMs)
  const post = () =>
    send(url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      body: Buffer.from(request),
      redirect: 'error',
      signal,
    })
  try {
    // A connection kept from an earlier stamp may have been closed by the service just now: one more try opens a new one.
    const response = await post().catch((error: unknown) => {
      if (signal.aborted) throw error
      return post()
    })
    if (!response.ok) {
      await response.body?.cancel()
      throw refusal(`Служба меток времени ответила ошибкой ${response.status}.`)
    }
    return await readBody(response)
  } catch (error) {
    if (error instanceof Refusal) throw error
    log.error('timestamp.failed', error)
    const slow = error instanceof Error && error.name === 'TimeoutError'
    throw refusal(
      slow
        ? `Служба меток времени не ответила за ${Math.ceil(timeLimitMs / 1000)} с.`
        : 'До службы меток времени не удалось достучаться.',
    )
  }
}

async function readBody(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = response.body?.getReader()
  for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
    chunks.push(piece.value)
    length += piece.value.length
    if (length > LARGEST_ANSWER) {
      await reader?.cancel()
      throw refusal('Служба меток времени ответила слишком длинно: это не метка времени.')
    }
  }
  return Buffer.concat(chunks)
}

/** TimeStampResp (2.4.2): the token, where the status is granted, with or without changes. */
function readAnswer(answer: Uint8Array): Uint8Array {
  let status: number
  let token: Uint8Array | undefined
  try {
    const [statusInfo, tokenNode] = childrenOf(expectTag(readDer(answer), TAG.sequence))
    status = readNumber(childrenOf(expectTag(statusInfo, TAG.sequence))[0])
    token = tokenNode?.raw
  } catch {
    throw refusal('Служба меток времени ответила неразборчиво: это не метка времени.')
  }
  if (status > 1 || !token) throw refusal(`Служба меток времени отказала (код ${status}).`)
  return token
}

function open(token: Uint8Array): OpenedToken {
  try {
    return openToken(token)
  } catch (error) {
    log.error('timestamp.bad_token', error)
    throw refusal('Метка времени, которую прислала служба, не проходит проверку.')
  }
}
