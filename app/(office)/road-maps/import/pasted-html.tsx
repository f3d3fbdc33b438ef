'use client'

import { useEffect, useRef } from 'react'

/** Longer, and the browser's form would be refused as a whole: then the text is read. */
const LONGEST = 8_000_000

/**
 * The table as Word and Excel put it on the clipboard, beside the text in the field `target`: merged cells and line breaks survive.
 * Typing in the field makes the text the only source again. Without JavaScript the text is read.
 */
export function PastedHtml({ target }: { target: string }) {
  const hidden = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const area = document.getElementById(target)
    if (!(area instanceof HTMLTextAreaElement)) return
    const set = (html: string) => {
      if (hidden.current) hidden.current.value = html
    }
    const paste = (event: ClipboardEvent) => {
      const html = event.clipboardData?.getData('text/html') ?? ''
      // Put into text that is there already, the table would be only a part.
      const isAlone = area.value.trim() === '' || area.selectionEnd - area.selectionStart === area.value.length
      const isTable = /<table[\s>]/i.test(html) && html.length <= LONGEST
      // After the field has taken the text, which is typing, too.
      setTimeout(() => set(isAlone && isTable ? html : ''))
    }
    const type = () => set('')
    area.addEventListener('paste', paste)
    area.addEventListener('input', type)
    return () => {
      area.removeEventListener('paste', paste)
      area.removeEventListener('input', type)
    }
  }, [target])
  return <input type="hidden" name="html" ref={hidden} />
}
