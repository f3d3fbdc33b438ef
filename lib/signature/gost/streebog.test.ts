import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { hasGostEngine } from '@/lib/signature/gost/gost-engine.testing'
import { streebog } from '@/lib/signature/gost/streebog'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
/** RFC 6986 prints numbers, highest byte first; a file holds them the other way round. */
const printed = (bytes: Uint8Array) => hex(Buffer.from(bytes).reverse())

// RFC 6986, 10.1 and 10.2.
const M1 = Buffer.from('012345678901234567890123456789012345678901234567890123456789012')
const M2 = Buffer.from(
  'd1e520e2e5f2f0e82c20d1f2f0e8e1eee6e820e2edf3f6e82c20e2e5fef2fa20f120eceef0ff20f1f2f0e5ebe0ece820ede020f5f0e0e1f0fbff20efebfaeafb20c8e3eef0e5e2fb',
  'hex',
)

describe('Streebog', () => {
  it('gives the digests that RFC 6986 prints', () => {
    expect(printed(streebog([M1], 512))).toBe(
      '486f64c1917879417fef082b3381a4e211c324f074654c38823a7b76f830ad00fa1fbae42b1285c0352f227524bc9ab16254288dd6863dccd5b9f54a1ad0541b',
    )
    expect(printed(streebog([M1], 256))).toBe('00557be5e584fd52a449b16b0251d05d27f94ab76cbaa6da890b59d8ef1e159d')
    expect(printed(streebog([M2], 512))).toBe(
      '28fbc9bada033b1460642bdcddb90c3fb3e56c497ccd0f62b8a2ad4935e85f037613966de4ee00531ae60f3b5a47f8dae06915d5f2f194996fcabf2622e6881e',
    )
    expect(printed(streebog([M2], 256))).toBe('508f7e553c06501d749a66fc28c6cac0b005746d97537fa85d9e40904efed29d')
  })

  it('does not care how the bytes are cut', () => {
    const bytes = Buffer.from(Array.from({ length: 1000 }, (_, index) => (index * 7) & 0xff))
    const whole = hex(streebog([bytes], 256))
    for (const cut of [0, 1, 63, 64, 65, 128, 999]) {
      expect(hex(streebog([bytes.subarray(0, cut), bytes.subarray(cut)], 256)), `cut at ${cut}`).toBe(whole)
    }
  })

  it.skipIf(!hasGostEngine())('agrees with OpenSSL on lengths around the block and on long carries', () => {
    const cases = [0, 1, 31, 32, 62, 63, 64, 65, 127, 128, 129, 1000, 70_001].flatMap((length) => [
      Buffer.from(Array.from({ length }, (_, index) => (index * 31 + 5) & 0xff)),
      Buffer.alloc(length, 0xff),
    ])
    for (const bytes of cases) {
      for (const bits of [256, 512] as const) {
        const theirs = execFileSync('openssl', ['dgst', '-engine', 'gost', `-md_gost12_${bits}`, '-binary'], {
          input: bytes,
          stdio: ['pipe', 'pipe', 'ignore'],
        })
        expect(hex(streebog([bytes], bits)), `${bits} bits over ${bytes.length} bytes`).toBe(hex(theirs))
      }
    }
  })
})
