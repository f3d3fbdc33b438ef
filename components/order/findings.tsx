import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { DiffText } from '@/components/ui/diff-text'
import { Notice } from '@/components/ui/notice'
import { Section } from '@/components/ui/section'
import type { Finding } from '@/lib/order/finding'

/** `mark` is what the press of the finding's repair sends back. */
type Shown = Finding & { mark?: string }

type Props = {
  findings: readonly Shown[]
  hrefOf: (finding: Finding) => string
  /** Code of the one rule whose findings are all shown; of the others the first ones are. */
  all?: string | undefined
  /** Address of this page with every finding of a rule. */
  allHref: (code: string) => string
  /** Puts the repairs' buttons into a form; absent where nothing may be changed. */
  form?: ((children: ReactNode) => ReactNode) | undefined
}

/** As many findings of one rule are shown at once: a map of thousands of rows must open on a phone. */
const MOST_SHOWN = 10

/**
 * The check before approval: errors stop sending, warnings want a word of reason. Findings of one rule stand together, each with its
 * place, cause and way out, and a button where one press mends it.
 */
export function Findings({ findings, form, ...rest }: Props) {
  if (findings.length === 0) return <Notice tone="green">Проверка замечаний не нашла.</Notice>
  const errors = findings.filter((finding) => finding.level === 'error')
  const warnings = findings.filter((finding) => finding.level === 'warning')
  const content = (
    <>
      {errors.length > 0 ? (
        <Level title="Отправить нельзя, пока не исправлено" tone="red" findings={errors} hasForm={!!form} {...rest} />
      ) : null}
      {warnings.length > 0 ? (
        <Level
          title={`Замечания: исправьте или поясните при отправке, почему оставляете так (${warnings.length})`}
          tone="amber"
          findings={warnings}
          hasForm={!!form}
          {...rest}
        />
      ) : null}
    </>
  )
  return form ? form(content) : content
}

type LevelProps = Omit<Props, 'form'> & { title: string; tone: 'red' | 'amber'; hasForm: boolean }

function Level({ title, tone, findings, ...rest }: LevelProps) {
  return (
    <Section title={title}>
      <Notice tone={tone}>
        <ul className="list-disc pl-5">
          {[...byCode(findings)].map(([code, group]) => (
            <Rule key={code} code={code} group={group} {...rest} />
          ))}
        </ul>
      </Notice>
    </Section>
  )
}

function byCode(findings: readonly Shown[]): Map<string, Shown[]> {
  const groups = new Map<string, Shown[]>()
  for (const finding of findings) {
    const own = groups.get(finding.code)
    if (own) own.push(finding)
    else groups.set(finding.code, [finding])
  }
  return groups
}

function Rule({
  code,
  group,
  all,
  allHref,
  hrefOf,
  hasForm,
}: Omit<LevelProps, 'title' | 'tone' | 'findings'> & { code: string; group: readonly Shown[] }) {
  const shown = all === code ? group : group.slice(0, MOST_SHOWN)
  const left = group.length - shown.length
  return (
    <>
      {shown.map((finding, index) => (
        <li key={`${finding.place} ${finding.mark ?? index}`} className="mt-2">
          <a href={hrefOf(finding)}>{finding.place || 'Без номера'}</a>: {finding.text} {finding.wayOut}
          {hasForm && finding.repair && finding.mark ? (
            <Offer repair={finding.repair} mark={finding.mark} place={finding.place} />
          ) : null}
        </li>
      ))}
      {left > 0 ? (
        <li>
          <a href={allHref(code)}>Показать ещё {left} таких же</a>
        </li>
      ) : null}
    </>
  )
}

function Offer({ repair, mark, place }: { repair: NonNullable<Finding['repair']>; mark: string; place: string }) {
  return (
    <div className="mt-1 mb-4">
      <details className="mb-2">
        <summary>Что изменится</summary>
        <DiffText was={repair.before} became={repair.after} labels={['Сейчас', 'Станет']} />
      </details>
      <Button small name="mark" value={mark} aria-label={`${place}: ${repair.label}`}>
        {repair.label}
      </Button>
    </div>
  )
}
