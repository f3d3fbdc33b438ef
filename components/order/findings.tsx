import { Notice } from '@/components/ui/notice'
import type { Finding } from '@/lib/order/check'

/** The check before approval: errors stop sending, warnings want a word of reason. Each names its place and the way out. */
export function Findings({ findings, hrefOf }: { findings: Finding[]; hrefOf: (finding: Finding) => string }) {
  const errors = findings.filter((finding) => finding.level === 'error')
  const warnings = findings.filter((finding) => finding.level === 'warning')
  if (findings.length === 0) return <Notice tone="green">Проверка замечаний не нашла.</Notice>
  return (
    <>
      {errors.length > 0 ? (
        <Group tone="red" title="Отправить нельзя, пока не исправлено" findings={errors} hrefOf={hrefOf} />
      ) : null}
      {warnings.length > 0 ? (
        <Group
          tone="amber"
          title="Замечания: исправьте или поясните ниже, почему отправляете так"
          findings={warnings}
          hrefOf={hrefOf}
        />
      ) : null}
    </>
  )
}

function Group({
  tone,
  title,
  findings,
  hrefOf,
}: {
  tone: 'red' | 'amber'
  title: string
  findings: Finding[]
  hrefOf: (finding: Finding) => string
}) {
  return (
    <Notice tone={tone} title={title}>
      <ul className="list-disc pl-5">
        {findings.map((finding) => (
          <li key={`${finding.place} ${finding.text}`}>
            <a href={hrefOf(finding)}>{finding.place || 'Без номера'}</a>: {finding.text}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
