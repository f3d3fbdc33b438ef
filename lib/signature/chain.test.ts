import { beforeAll, describe, expect, it } from 'vitest'
import { fromPem, issueCertificate, type TestAuthority } from '@/lib/signature/authority'
import { chainTo, isIssuedBy } from '@/lib/signature/chain'
import { HOLDER, makeAuthority } from '@/lib/signature/signed-paper.testing'

const VALID = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2027-12-31T23:59:59Z') }
const authorityOf = ({ certificatePem }: TestAuthority) => fromPem(certificatePem)

let authority: TestAuthority
let namesakes: TestAuthority[]
let leaf: Uint8Array
beforeAll(async () => {
  authority = await makeAuthority('центр')
  namesakes = [await makeAuthority('центр'), await makeAuthority('центр')]
  leaf = (await issueCertificate(authority, { ...HOLDER, ...VALID })).certificate
}, 60_000)

describe('a chain of certificates', () => {
  it('leads to the authority whose key signed, among others of the same name', () => {
    const all = [...namesakes, authority].map(authorityOf)
    expect(chainTo(leaf, [], all)).toEqual([leaf, authorityOf(authority)])
    expect(chainTo(leaf, [], namesakes.map(authorityOf))).toBe(null)
  })

  it('does not lead through what only came along, nor through a certificate that may not issue', async () => {
    expect(chainTo(leaf, [authorityOf(authority)], [])).toBe(null)
    const person = await issueCertificate(authority, { ...HOLDER, ...VALID })
    expect(isIssuedBy(leaf, person.certificate)).toBe(false)
    expect(isIssuedBy(authorityOf(authority), leaf)).toBe(false)
  })

  it('that goes in a circle, or is no certificate, ends in nothing', () => {
    const root = authorityOf(authority)
    expect(chainTo(root, [root, leaf, root], [Buffer.from('не сертификат')])).toBe(null)
    expect(chainTo(Buffer.from('мусор'), [root], [root])).toBe(null)
  })
})
