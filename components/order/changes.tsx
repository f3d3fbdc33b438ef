import { DiffText } from '@/components/ui/diff-text'
import { Section } from '@/components/ui/section'
import type { Change } from '@/lib/road-map/diff'

/** What has changed since the round that this reader decided; said also when nothing has. */
export function Changes({ changes, title }: { changes: Change[]; title: string }) {
  return (
    <Section title={title} aside={changes.length > 0 ? changes.length : undefined} id="changes">
      {changes.length === 0 ? <p>Изменений нет.</p> : null}
      {changes.map((change, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one place may change twice
        <div key={index} className="mb-4">
          <h3>{change.place}</h3>
          <DiffText was={change.was} became={change.became} />
        </div>
      ))}
    </Section>
  )
}
