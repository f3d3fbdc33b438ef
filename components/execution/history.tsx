import { type HistoryLine, sayHistory } from '@/lib/execution/history'
import { localDateTime } from '@/lib/shared/dates'

/** Who, when, what; newest first. */
export function History({
  lines,
  zone,
  most,
}: {
  lines: (HistoryLine & { id: number; at: Date; actorName: string })[]
  zone: string
  most: number
}) {
  if (lines.length === 0) return <p className="soft">Пока ничего не происходило.</p>
  return (
    <>
      <ul className="links">
        {lines.map((line) => {
          const { what, details } = sayHistory(line)
          return (
            <li key={line.id}>
              {what} <span className="soft">{`${localDateTime(line.at, zone)}, ${line.actorName}`}</span>
              {details.map((detail, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a line's details do not move
                <span key={index} className="under">
                  {detail}
                </span>
              ))}
            </li>
          )
        })}
      </ul>
      {lines.length >= most ? <p className="soft">Показаны последние {most} записей.</p> : null}
    </>
  )
}
