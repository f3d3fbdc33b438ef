import { describe, expect, it } from 'vitest'
import { BLANK } from '@/app/_forms/form-state'
import { typedProfile } from '@/app/(office)/settings/page/typed-profile'
import { DEFAULT_PROFILE } from '@/lib/order/document'

const typed = (values: Record<string, string[]>) => ({ ...BLANK, values })
const { layout: _, ...WITHOUT_LAYOUT } = DEFAULT_PROFILE

describe('the page as the form has it', () => {
  it('is the stored one at first, also where it was stored before there was a choice of layout', () => {
    const stored = { ...WITHOUT_LAYOUT, marginLeftMm: 25.5, hyphenation: true }
    expect(typedProfile(BLANK, stored)).toEqual({ ...stored, layout: 'longitudinal' })
  })

  it('takes what is typed, with a comma, and a tick that was taken away', () => {
    const state = typed({ firstLineIndentMm: ['10,5'], layout: ['angular'] })
    expect(typedProfile(state, { ...DEFAULT_PROFILE, hyphenation: true })).toEqual({
      ...DEFAULT_PROFILE,
      firstLineIndentMm: 10.5,
      layout: 'angular',
    })
  })

  it('is none where something typed cannot be taken', () => {
    expect(typedProfile(typed({ marginLeftMm: ['5'] }), DEFAULT_PROFILE)).toBeNull()
  })
})
