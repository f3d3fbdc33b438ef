import { describe, expect, it } from 'vitest'
import type { Package } from '@/lib/approval/package'
import { type Annex, DEFAULT_PROFILE } from '@/lib/order/document'
import { comparePackages } from './diff'
import { DEFAULT_COLUMNS } from './rules'
import { annexTable } from './table'

type Change = { points?: string[]; title?: string; sections?: Package['sections']; measures?: Package['measures'] }
const sections = [
  { key: 's1', number: '1', title: 'Первый' },
  { key: 's2', number: '', title: 'Второй' },
]
const measure = (key: string, sectionKey = 's1', more: object = {}) => ({
  key,
  sectionKey,
  number: key.slice(1),
  title: `Мероприятие ${key}`,
  term: 'май',
  executors: 'ОУ',
  tasks: '',
  indicator: '100 %',
  extra: [],
  ...more,
})
const measures = [measure('m1'), measure('m2'), measure('m3', 's2')]

function packageOf(change: Change = {}): Package {
  const parts = { sections: change.sections ?? sections, measures: change.measures ?? measures }
  return {
    columns: DEFAULT_COLUMNS,
    ...parts,
    document: {
      template: '2026',
      profile: DEFAULT_PROFILE,
      emblem: null,
      body: ['Администрация'],
      kind: 'РАСПОРЯЖЕНИЕ',
      place: 'пгт',
      title: change.title ?? 'Об утверждении',
      preamble: 'На основании',
      operativeWord: 'обязывает:',
      points: change.points ?? ['Один.', 'Два.'],
      signature: { post: 'Глава', name: 'А.В. Мочалов' },
      annex: {
        approval: ['УТВЕРЖДЕНА'],
        title: 'Дорожная карта',
        table: annexTable(DEFAULT_COLUMNS, parts.sections, parts.measures),
      },
    },
  }
}
const changes = (became: Change, was: Change = {}) => comparePackages(packageOf(was), packageOf(became))

describe('comparePackages', () => {
  it('finds nothing between equal packages', () => expect(changes({})).toEqual([]))

  it('tells what was and what became of the order’s text, point by point', () => {
    expect(changes({ title: 'О карте', points: ['Один.', 'Иначе.', 'Три.'] })).toEqual([
      { place: 'Заголовок', was: 'Об утверждении', became: 'О карте' },
      { place: 'Пункт 2', was: 'Два.', became: 'Иначе.' },
      { place: 'Пункт 3', was: null, became: 'Три.' },
    ])
    expect(changes({ points: [] })).toHaveLength(2)
  })

  it('finds a cell by its row’s key, not by its number or place', () => {
    const moved = [
      measure('m2', 's1', { number: '1', term: 'июнь' }),
      measure('m1', 's1', { number: '2' }),
      measure('m3', 's2'),
    ]
    expect(changes({ measures: moved })).toEqual([
      { place: '1. Первый, строка 1: № п/п', was: '2', became: '1', measureKey: 'm2' },
      { place: '1. Первый, строка 1: Срок', was: 'май', became: 'июнь', measureKey: 'm2' },
      { place: '1. Первый, строка 2: № п/п', was: '1', became: '2', measureKey: 'm1' },
    ])
  })

  it('tells added, deleted and carried rows, and sections by their keys', () => {
    expect(changes({ measures: [measure('m1'), measure('m2'), measure('m3', 's1'), measure('m4', 's2')] })).toEqual([
      { place: '1. Первый, строка 3: раздел', was: 'Второй', became: '1. Первый', measureKey: 'm3' },
      { place: 'Второй, строка 4', was: null, became: '4 · Мероприятие m4 · май · ОУ · 100 %', measureKey: 'm4' },
    ])
    expect(changes({ measures: measures.slice(1) })).toEqual([
      { place: '1. Первый, строка 1', was: '1 · Мероприятие m1 · май · ОУ · 100 %', became: null },
    ])
    expect(
      changes({
        sections: [
          { key: 's1', number: '1', title: 'Новый' },
          { key: 's3', number: '', title: 'Третий' },
        ],
        measures: measures.slice(0, 2),
      }),
    ).toEqual([
      { place: 'Раздел', was: '1. Первый', became: '1. Новый' },
      { place: 'Раздел', was: null, became: 'Третий' },
      { place: 'Раздел', was: 'Второй', became: null },
      { place: 'Второй, строка 3', was: '3 · Мероприятие m3 · май · ОУ · 100 %', became: null },
    ])
  })

  it('never keeps silent where the signed text would differ: order alone, approval, page and emblem included', () => {
    expect(
      changes({ measures: [measures[1] ?? measure('x'), measures[0] ?? measure('x'), measures[2] ?? measure('x')] })[0]
        ?.place,
    ).toBe('Порядок строк')
    const base = packageOf()
    const annex = base.document.annex as Annex
    const others: Partial<Package['document']>[] = [
      { body: ['Управа'] },
      { kind: 'ПОСТАНОВЛЕНИЕ' },
      { place: 'город' },
      { signature: { post: 'И.о.', name: 'А.В. Мочалов' } },
      { annex: { ...annex, title: 'План' } },
      { annex: { ...annex, approval: ['УТВЕРЖДЁН'] } },
      { emblem: 'a'.repeat(64) },
      { profile: { ...DEFAULT_PROFILE, bodySizePt: 12 } },
    ]
    for (const document of others) {
      expect(
        comparePackages(base, { ...base, document: { ...base.document, ...document } }),
        JSON.stringify(Object.keys(document)),
      ).toHaveLength(1)
    }
  })

  it('tells a changed order of sections', () => {
    expect(
      changes({ sections: [...sections].reverse(), measures: [measure('m3', 's2'), measure('m1'), measure('m2')] }),
    ).toHaveLength(1)
    expect(
      comparePackages(packageOf({ measures: [] }), packageOf({ measures: [], sections: [...sections].reverse() })),
    ).toHaveLength(1)
  })
})
