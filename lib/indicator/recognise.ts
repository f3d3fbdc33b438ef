import { presetIndicator } from '@/lib/indicator/preset-counters'
import type { Indicator, IndicatorBase } from '@/lib/indicator/rules'
import {
  allOf,
  CURATORS,
  countIn,
  DONE,
  PAPER,
  plainIndicator,
  SCHOOLS,
  shareIn,
  vaguenessOf,
} from '@/lib/indicator/words'

/** An indicator read from its text. `note` tells in Russian how it would be counted, or why it cannot be and what to do. */
export type ProposedIndicator = Indicator & { note: string }

/** Longer than any indicator: only its beginning is read. */
const LONGEST = 5_000

const uncountable = (note: string): ProposedIndicator => ({
  kind: 'uncountable',
  unit: '',
  base: 'none',
  target: null,
  counter: 'manual',
  note,
})

/**
 * Reads an indicator's text as data. Nothing is guessed: what no rule understands is `uncountable` with the reason and the way out.
 * A proposal only: the text stays as typed, and people confirm or change it. A measure of the preset of 2022 is known by its `title`.
 */
export function proposeIndicator(text: string, title = ''): ProposedIndicator {
  const plain = plainIndicator(text.slice(0, LONGEST))
  if (plain === '') {
    return uncountable(
      'Показатель не указан. Напишите, сколько чего должно быть: «100 % школ», «не менее 5 вебинаров».',
    )
  }
  const read = readIndicator(plain)
  const preset = presetIndicator(title)
  if (!preset || !agrees(read, preset)) return read
  const joined = { ...preset, target: read.kind === 'share' ? read.target : preset.target }
  return { ...joined, note: preset.kind === 'uncountable' ? read.note : noteOf(joined) }
}

/** A text that promises other than the preset's is somebody's own and is read as it stands. */
const agrees = (read: Indicator, preset: Indicator): boolean =>
  read.kind === preset.kind || (read.kind === 'yes_no' && preset.kind === 'share')

const WHAT_IS_MISSING = {
  growth:
    'Не сказано, сколько было и сколько должно стать. Укажите начальное и целевое значение и откуда берётся число.',
  quality:
    'Не сказано, что именно считать. Назовите, что должно быть у каждой школы, и считайте долю школ: «100 % школ».',
} as const

function readIndicator(plain: string): ProposedIndicator {
  const share = shareIn(plain)
  if (share) return shareOf(share.target, share.of)
  const all = allOf(plain)
  if (all !== null && baseOf(all) !== 'none') return shareOf(100, all)
  const count = countIn(plain)
  if (count) {
    return {
      kind: 'number',
      unit: count.unit,
      base: 'none',
      target: count.target,
      counter: 'manual',
      note: 'Число вводится вручную с указанием источника.',
    }
  }
  const vague = vaguenessOf(plain)
  if (vague) return uncountable(WHAT_IS_MISSING[vague])
  if (/(?<!\p{L})отчет\p{L}* куратор/u.test(plain)) {
    return withNote({ kind: 'share', unit: 'отчётов', base: 'points', target: 100, counter: 'execution' })
  }
  if (DONE.test(plain))
    return withNote({ kind: 'yes_no', unit: '', base: 'points', target: null, counter: 'execution' })
  if (PAPER.test(plain)) {
    return withNote({ kind: 'yes_no', unit: '', base: 'points', target: null, counter: 'evidence_present' })
  }
  return uncountable('Из текста не видно, по какой записи это считать. Выберите ниже, что и из скольких считать.')
}

function shareOf(target: number, of: string): ProposedIndicator {
  const base = baseOf(of)
  if (base === 'none') {
    return {
      kind: 'share',
      unit: '%',
      base,
      target,
      counter: 'manual',
      note: 'Доля не школ и не кураторов: она вводится вручную с указанием источника.',
    }
  }
  return withNote({
    kind: 'share',
    unit: base === 'schools' ? 'школ' : 'кураторов',
    base,
    target,
    counter: 'execution',
  })
}

/** Whose share: whoever is named first. */
function baseOf(text: string): IndicatorBase {
  const schools = text.search(SCHOOLS)
  const curators = text.search(CURATORS)
  if (schools < 0 && curators < 0) return 'none'
  return curators < 0 || (schools >= 0 && schools < curators) ? 'schools' : 'curators'
}

const withNote = (indicator: Indicator): ProposedIndicator => ({ ...indicator, note: noteOf(indicator) })

function noteOf({ counter, base }: Indicator): string {
  if (counter === 'acknowledged') return 'Считаются школы, руководители которых нажали «Ознакомлен».'
  if (counter === 'curators_assigned') return 'Считаются школы, за которыми закреплён куратор.'
  if (counter === 'map_sent_and_published') return 'Считаются записи о рассылке и о публикации распоряжения.'
  if (counter === 'evidence_present') return 'Исполнено, когда приложено подтверждение.'
  if (counter === 'manual') return 'Записей для подсчёта пока нет: значение вводится вручную с указанием источника.'
  if (base === 'schools') return 'Считаются школы, у которых мероприятие исполнено.'
  if (base === 'curators') return 'Считаются кураторы, у которых мероприятие исполнено.'
  return 'Считаются отметки об исполнении по контрольным точкам.'
}
