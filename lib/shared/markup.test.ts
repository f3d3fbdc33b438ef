import { describe, expect, it } from 'vitest'
import { markup } from './markup'

describe('markup', () => {
  it('escapes whatever is put in, in text and in attributes', () => {
    const hostile = `<script>alert("&'")</script>`
    const safe = '&lt;script&gt;alert(&quot;&amp;&#39;&quot;)&lt;/script&gt;'
    expect(String(markup`<td title="${hostile}">${hostile}</td>`)).toBe(`<td title="${safe}">${safe}</td>`)
  })

  it('escapes once: markup inside markup stays', () => {
    const cells = ['а < б', 'в & г'].map((text) => markup`<td>${text}</td>`)
    expect(String(markup`<tr>${cells}</tr>`)).toBe('<tr><td>а &lt; б</td><td>в &amp; г</td></tr>')
    expect(String(markup`<tr>${markup`<td>&amp;</td>`}</tr>`)).toBe('<tr><td>&amp;</td></tr>')
  })

  it('does not take an object that only looks like markup for markup', () => {
    const forged = { toString: () => '<b>' } as never
    expect(String(markup`<i>${forged}</i>`)).not.toContain('<b>')
  })

  it('writes nothing for what is absent, and a zero as a zero', () => {
    expect(String(markup`<b>${null}${undefined}${false}${0}${''}</b>`)).toBe('<b>0</b>')
  })

  it('leaves the letters of the peoples of Russia, line breaks and U+00A0 as they are', () => {
    const text = 'Үлгэр Өргөө Һөт Җир ё\nвторая\u00A0строка'
    expect(String(markup`${text}`)).toBe(text)
  })
})
