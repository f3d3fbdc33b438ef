/** Cases that an official text asks of a name (the nominative is the name itself). */
export const CASES = ['genitive', 'dative', 'accusative', 'instrumental', 'prepositional'] as const
export type Case = (typeof CASES)[number]

export const CASE_LABELS: Record<Case, string> = {
  genitive: 'Родительный (кого? чего?)',
  dative: 'Дательный (кому? чему?)',
  accusative: 'Винительный (кого? что?)',
  instrumental: 'Творительный (кем? чем?)',
  prepositional: 'Предложный (о ком? о чём?)',
}

/** Forms that a person typed himself; a missing one is made by the program. */
export type NameForms = Partial<Record<Case, string>>
