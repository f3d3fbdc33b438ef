import { localDateTime } from '@/lib/shared/dates'

type Evidence = {
  id: string
  kind: 'text' | 'link' | 'file'
  text: string
  size: number | null
  fileName: string | null
  addedAt: Date
  addedBy: string
  removedAt: Date | null
  removedWhy: string | null
}

/** Evidence of one cell; what was removed stays as a line with the reason. */
export function EvidenceList({
  evidence,
  zone,
  removeHref,
}: {
  evidence: Evidence[]
  zone: string
  /** Where one is removed; undefined for those who may not. */
  removeHref?: ((id: string) => string) | undefined
}) {
  if (evidence.length === 0) return <p className="soft">Подтверждений пока нет.</p>
  return (
    <ul className="links">
      {evidence.map((one) => (
        <li key={one.id}>
          {one.removedAt ? (
            <span className="soft">
              Убрано {localDateTime(one.removedAt, zone)}: {one.fileName ?? one.text}. Причина: {one.removedWhy}
            </span>
          ) : (
            <>
              <Shown one={one} />{' '}
              <span className="soft">
                {one.size === null ? '' : `${Math.max(1, Math.round(one.size / 1024))} КБ, `}
                {localDateTime(one.addedAt, zone)}, {one.addedBy}
              </span>{' '}
              {removeHref ? (
                <a href={removeHref(one.id)}>
                  Убрать<span className="vh"> подтверждение: {one.fileName ?? one.text}</span>
                </a>
              ) : null}
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

function Shown({ one }: { one: Evidence }) {
  if (one.kind === 'file') return <a href={`/evidence/${one.id}`}>{one.fileName}</a>
  if (one.kind === 'link')
    return (
      <a href={one.text} rel="noreferrer nofollow noopener">
        {one.text}
      </a>
    )
  return <span className="whitespace-pre-wrap">{one.text}</span>
}
