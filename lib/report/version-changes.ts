import type { ReportContent, ReportContentSection } from '@/lib/report/content'
import type { ReportSectionCode } from '@/lib/report/rules'

/** One thing that two sent versions say differently. `was` null: added; `became` null: no longer there. */
export type VersionChange = { label: string; was: string | null; became: string | null }

/** What changed from one sent version to the next, by section; sections without a change are not in the answer. */
export function versionChanges(was: ReportContent, became: ReportContent): Map<ReportSectionCode, VersionChange[]> {
  const codes = new Set([...was.sections, ...became.sections].map((section) => section.code))
  const found = new Map<ReportSectionCode, VersionChange[]>()
  for (const code of codes) {
    const of = (content: ReportContent) => content.sections.find((section) => section.code === code)
    const changes = [...changedFacts(of(was), of(became)), ...changedAnswers(of(was), of(became))]
    if (changes.length > 0) found.set(code, changes)
  }
  return found
}

type Section = ReportContentSection | undefined

function changedAnswers(was: Section, became: Section): VersionChange[] {
  const before = new Map(was?.answers.map((answer) => [answer.question, answer]))
  const after = new Map(became?.answers.map((answer) => [answer.question, answer]))
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((question) => {
    const [old, fresh] = [before.get(question), after.get(question)]
    if ((old?.text ?? '') === (fresh?.text ?? '')) return []
    return [{ label: (fresh ?? old)?.label ?? '', was: old?.text || null, became: fresh?.text || null }]
  })
}

/** A fact is the same one while it comes from the same record. */
function changedFacts(was: Section, became: Section): VersionChange[] {
  const keyed = (section: Section) =>
    new Map(
      section?.facts.map((fact) => [`${fact.origin.kind} ${fact.origin.id}`, sayFact(section.columns, fact.cells)]),
    )
  const [before, after] = [keyed(was), keyed(became)]
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((key) => {
    const [old, fresh] = [before.get(key) ?? null, after.get(key) ?? null]
    return old === fresh ? [] : [{ label: 'Сведения', was: old, became: fresh }]
  })
}

/** «Дата: 12.03.2026; Цель: …», empty cells left out. */
const sayFact = (columns: readonly string[], cells: readonly string[]): string =>
  cells
    .map((cell, index) => (cell === '' ? '' : `${columns[index] ?? ''}: ${cell}`))
    .filter(Boolean)
    .join('; ')
