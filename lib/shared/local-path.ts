/**
 * Only a path of this program may be followed after sign-in or a form: `/road-maps?x=1` yes; `//evil`, `/\evil`, `https:` no.
 * Anything else becomes `fallback`.
 */
export function localPath(text: string | null | undefined, fallback = '/'): string {
  if (!text?.startsWith('/') || /^\/[/\\]/.test(text) || /[\\\u0000-\u001f]/.test(text)) return fallback
  try {
    const url = new URL(text, 'http://here.invalid')
    // Dots are resolved here: «/..//evil» has become «//evil», which a browser takes for another host.
    if (url.host !== 'here.invalid' || url.pathname.startsWith('//')) return fallback
    return url.pathname + url.search + url.hash
  } catch {
    return fallback
  }
}
