'use client'

import { type ComponentProps, useLayoutEffect, useState } from 'react'

/**
 * A textarea that keeps what was typed before the scripts were ready.
 *
 * When React takes over a textarea that the server drew, it writes its first text into it once more if `textContent` equals that
 * text (`initTextarea` of react-dom; inputs and selects are spared). On a slow line that erases half a minute of typing. This
 * component is called before its textarea is taken over, so it hides `textContent` of one that was typed into until that is done.
 */
export function TypedArea(props: ComponentProps<'textarea'> & { id: string }) {
  const [typedInto] = useState(() => {
    const area =
      typeof window === 'undefined' ? null : (document.getElementById(props.id) as HTMLTextAreaElement | null)
    if (area?.tagName !== 'TEXTAREA' || area.value === area.defaultValue) return null
    Object.defineProperty(area, 'textContent', { configurable: true, get: () => null, set() {} })
    return area
  })
  // The element's own `textContent` is uncovered again.
  useLayoutEffect(() => void (typedInto && Reflect.deleteProperty(typedInto, 'textContent')), [typedInto])
  return <textarea {...props} />
}
