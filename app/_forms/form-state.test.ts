import { describe, expect, it } from 'vitest'
import { BLANK, type FormState, revisionOf } from './form-state'

const STORED = 2
const typed = (more: Partial<FormState> = {}): FormState => ({ ...BLANK, values: { revision: ['1'] }, ...more })
const wrongTime = [{ field: 'startsAt', message: 'Напишите время так: 10:30.' }]
const refused = [{ field: null, message: 'Пока лист был открыт, его сохранили в другом месте.' }]

describe('the revision that a form is drawn with', () => {
  it.each<[string, FormState, string]>([
    ['is the stored one of a form that nobody has filled', BLANK, '2'],
    ['stays that of a draft', typed(), '1'],
    ['stays that of text brought back after a sign-in', typed({ afterSignIn: true }), '1'],
    // Else the second press would write over what was saved meanwhile and shown to nobody.
    ['stays the typed one after an error of a field', typed({ errors: wrongTime }), '1'],
    ['stays the typed one after a refusal that showed no other text', typed({ errors: refused }), '1'],
    [
      'is that of the other text after a conflict that showed it',
      typed({ errors: refused, details: { revision: 2 } }),
      '2',
    ],
    // Saved once more between the refusal and the drawing: that third text was shown to nobody.
    ['is no newer than the text that was shown', typed({ errors: refused, details: { revision: 1 } }), '1'],
  ])('%s', (_, state, revision) => expect(revisionOf(state, STORED)).toBe(revision))

  it('is the stored one where what was typed has none', () =>
    expect(revisionOf({ ...BLANK, errors: wrongTime }, STORED)).toBe('2'))
})
