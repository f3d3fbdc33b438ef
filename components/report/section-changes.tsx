import { DiffText } from '@/components/ui/diff-text'
import { Notice } from '@/components/ui/notice'
import type { VersionChange } from '@/lib/report/version-changes'

/** What was remarked on a section of the earlier version, and what the curator changed in it since. */
export function SectionChanges({
  remark,
  previousNumber,
  changes,
}: {
  remark: string | undefined
  previousNumber: number | undefined
  changes: VersionChange[]
}) {
  return (
    <>
      {remark ? (
        <Notice tone="amber" title={`Замечание к версии ${previousNumber}`}>
          <p className="whitespace-pre-line">{remark}</p>
        </Notice>
      ) : null}
      {changes.length > 0 ? (
        <details className="mb-4" open>
          <summary>Что изменилось с версии {previousNumber}</summary>
          {changes.map((change, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the changes of two frozen versions stand as they are
            <div key={index} className="mt-2">
              <p className="soft">{change.label}</p>
              <DiffText was={change.was} became={change.became} />
            </div>
          ))}
        </details>
      ) : null}
    </>
  )
}
