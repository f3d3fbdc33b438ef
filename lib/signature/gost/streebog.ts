import { A, C, PI } from '@/lib/signature/gost/streebog-tables'

/**
 * GOST R 34.11-2012 «Стрибог» (RFC 6986). A block of 512 bits is sixteen 32-bit words, the lowest first; the first byte
 * of a message is the lowest byte of its number, and so the first byte of the digest.
 */
const WORDS = 16
const BLOCK = 64

/** What byte `v` at place `j` of a row of eight gives after substitution and the linear map: `LOW[j * 256 + v]`. */
const LOW = new Uint32Array(8 * 256)
const HIGH = new Uint32Array(8 * 256)

const substitution = Buffer.from(PI, 'hex')
const rows = Buffer.from(A, 'hex')
for (let place = 0; place < 8; place += 1) {
  for (let value = 0; value < 256; value += 1) {
    const replaced = substitution.readUInt8(value)
    for (let bit = 0; bit < 8; bit += 1) {
      if (((replaced >> bit) & 1) === 0) continue
      const row = 8 * (63 - (8 * place + bit))
      LOW[place * 256 + value] = (LOW[place * 256 + value] ?? 0) ^ rows.readUInt32BE(row + 4)
      HIGH[place * 256 + value] = (HIGH[place * 256 + value] ?? 0) ^ rows.readUInt32BE(row)
    }
  }
}

const ROUND_CONSTANTS = C.map((hex) => wordsOf(Buffer.from(hex, 'hex').reverse()))
const NOTHING = new Uint32Array(WORDS)

function wordsOf(block: Uint8Array): Uint32Array {
  const bytes = Buffer.from(block.buffer, block.byteOffset, BLOCK)
  return Uint32Array.from({ length: WORDS }, (_, index) => bytes.readUInt32LE(4 * index))
}

function xor(target: Uint32Array, other: Uint32Array): void {
  for (let index = 0; index < WORDS; index += 1) target[index] = (target[index] ?? 0) ^ (other[index] ?? 0)
}

const scratch = new Uint32Array(WORDS)

/** Substitution, transposition and the linear map in one pass over the tables, in place. */
function mix(state: Uint32Array): void {
  for (let row = 0; row < 8; row += 1) {
    const half = row < 4 ? 0 : 1
    const shift = 8 * (row % 4)
    let low = 0
    let high = 0
    for (let place = 0; place < 8; place += 1) {
      const entry = place * 256 + (((state[2 * place + half] ?? 0) >>> shift) & 0xff)
      low ^= LOW[entry] ?? 0
      high ^= HIGH[entry] ?? 0
    }
    scratch[2 * row] = low
    scratch[2 * row + 1] = high
  }
  state.set(scratch)
}

/** The step of compression g_N(h, m); changes `hash`. */
function compress(hash: Uint32Array, counter: Uint32Array, message: Uint32Array): void {
  const key = hash.slice()
  xor(key, counter)
  mix(key)
  const state = message.slice()
  for (const constant of ROUND_CONSTANTS) {
    xor(state, key)
    mix(state)
    xor(key, constant)
    mix(key)
  }
  xor(state, key)
  xor(hash, state)
  xor(hash, message)
}

/** Addition of numbers of 512 bits; what runs over is lost. */
function add(target: Uint32Array, other: Uint32Array): void {
  let carry = 0
  for (let index = 0; index < WORDS; index += 1) {
    const sum = (target[index] ?? 0) + (other[index] ?? 0) + carry
    target[index] = sum
    carry = sum > 0xffff_ffff ? 1 : 0
  }
}

/** The digest of `parts` one after another: 32 bytes for 256, 64 for 512. */
export function streebog(parts: Uint8Array[], bits: 256 | 512): Uint8Array {
  const hash = new Uint32Array(WORDS).fill(bits === 256 ? 0x0101_0101 : 0)
  const counter = new Uint32Array(WORDS)
  const total = new Uint32Array(WORDS)
  const pending = new Uint8Array(BLOCK)
  let filled = 0
  const take = (block: Uint8Array, length: number) => {
    const message = wordsOf(block)
    compress(hash, counter, message)
    add(counter, Uint32Array.of(8 * length))
    add(total, message)
  }
  for (const part of parts) {
    for (let at = 0; at < part.length; ) {
      const piece = part.subarray(at, at + BLOCK - filled)
      pending.set(piece, filled)
      filled += piece.length
      at += piece.length
      if (filled < BLOCK) continue
      take(pending, BLOCK)
      filled = 0
    }
  }
  pending.fill(0, filled)
  pending[filled] = 1
  take(pending, filled)
  compress(hash, NOTHING, counter)
  compress(hash, NOTHING, total)
  const digest = Buffer.alloc(BLOCK)
  hash.forEach((word, index) => {
    digest.writeUInt32LE(word, 4 * index)
  })
  return bits === 256 ? digest.subarray(32) : digest
}
