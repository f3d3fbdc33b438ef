import { describe, expect, it } from 'vitest'
import { localPath } from './local-path'

describe('localPath', () => {
  it.each([
    ['/road-maps?x=1#a', '/road-maps?x=1#a'],
    ['/', '/'],
    ['/orders/1/sign', '/orders/1/sign'],
    ['/a//b', '/a//b'],
    ['/поиск', '/%D0%BF%D0%BE%D0%B8%D1%81%D0%BA'],
    ['/?next=https://evil.example', '/?next=https://evil.example'],
  ])('follows %s', (text, path) => expect(localPath(text)).toBe(path))

  it.each([
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    ' /x',
    'x',
    '',
    null,
    undefined,
    '/\t/evil.example',
    '/\n/evil.example',
    '/a\\b',
    'http:/evil',
    '///evil.example',
    '/\u0000',
  ])('goes home instead of %j', (text) => expect(localPath(text, '/home')).toBe('/home'))

  it('leads to no other place by dots either', () => {
    for (const text of ['/..//evil.example', '/.//evil.example', '/a/../..//evil.example'])
      expect(localPath(text, '/home'), text).not.toMatch(/^\/[/\\]/)
  })
})
