import { Status, type StatusKind } from '@/components/ui/status'
import { Table } from '@/components/ui/table'
import { MEASURE_STANDING_LABELS } from '@/lib/risk-profile/labels'
import { evidenceLink } from '@/lib/risk-profile/measure-schema'
import type { MeasureStanding } from '@/lib/risk-profile/measure-standing'
import { capitalised } from '@/lib/shared/text'

export type MeasureRow = {
  id: string
  title: string
  term: string
  executors: string
  indicator: string
  standing: MeasureStanding
  evidence: string
}

const KINDS: Record<MeasureStanding, StatusKind> = {
  not_due: 'idle',
  unmarked: 'late',
  done: 'done',
  partly: 'soon',
  not_done: 'late',
}

/** The school's measures against one factor: what is done, what shows it, by what it is measured. `edit` gives the page of one. */
export function MeasureTable({
  caption,
  measures,
  edit,
}: {
  caption: string
  measures: readonly MeasureRow[]
  edit?: ((id: string) => string) | undefined
}) {
  return (
    <Table caption={caption} head={['Мероприятие', 'Как выполнено', 'Что подтверждает', 'Показатель']}>
      <tbody>
        {measures.map((measure) => (
          <tr className="row" key={measure.id} id={`measure-${measure.id}`}>
            <td className="title">
              {edit ? <a href={edit(measure.id)}>{measure.title}</a> : measure.title}
              {measure.term ? <span className="under">Срок: {measure.term}</span> : null}
              {measure.executors ? <span className="under">Исполнители: {measure.executors}</span> : null}
            </td>
            <td className="state" data-l="Как выполнено">
              <Status kind={KINDS[measure.standing]}>{capitalised(MEASURE_STANDING_LABELS[measure.standing])}</Status>
            </td>
            <td data-l="Что подтверждает">
              <Evidence text={measure.evidence} />
            </td>
            <td data-l="Показатель">{measure.indicator || 'не указан'}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

/** Words as they are; an address as a link that tells the other site nothing. */
export function Evidence({ text }: { text: string }) {
  if (text === '') return <>нет</>
  const link = evidenceLink(text)
  if (!link) return <span className="whitespace-pre-line">{text}</span>
  return (
    <a href={link} rel="noreferrer noopener nofollow" className="break-all">
      {text}
    </a>
  )
}
