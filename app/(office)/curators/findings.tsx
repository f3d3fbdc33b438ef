import { Notice } from '@/components/ui/notice'
import { FINDING_WEIGHT_LABELS } from '@/lib/curator/labels'
import type { Finding, FindingWeight } from '@/lib/curator/rules'

const TONES = { refused: 'red', reason: 'amber', warning: 'info' } as const satisfies Record<FindingWeight, string>

/** What is told before the last press, the gravest first. */
export function Findings({
  findings,
  title = FINDING_WEIGHT_LABELS,
}: {
  findings: Finding[]
  title?: Record<FindingWeight, string>
}) {
  return (['refused', 'reason', 'warning'] as const).map((weight) => {
    const said = findings.filter((finding) => finding.weight === weight)
    return said.length === 0 ? null : (
      <Notice key={weight} tone={TONES[weight]} title={title[weight]}>
        {said.map((finding) => (
          <p key={finding.code}>{finding.message}</p>
        ))}
      </Notice>
    )
  })
}
