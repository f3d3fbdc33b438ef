import { Section } from '@/components/ui/section'
import { Status } from '@/components/ui/status'
import { Table } from '@/components/ui/table'
import { DECISION_MADE, ROUND_STATE_LABELS } from '@/lib/approval/labels'
import type { Decision, RoundState } from '@/lib/approval/rules'
import { localDateTime } from '@/lib/shared/dates'

export type RoundView = {
  id: string
  number: number
  state: RoundState
  note: string
  sentBy: string
  sentAt: Date
  endedAt: Date | null
  endReason: string
  endedBy: string
  stages: {
    id: string
    name: string
    openedAt: Date | null
    tasks: {
      id: string
      name: string
      title: string
      decision: Decision | null
      reason: string
      decidedAt: Date | null
      decidedBy: string
    }[]
  }[]
}

const KIND = { approve: 'done', approve_with_remarks: 'soon', return: 'late' } as const

/** The course of approval, the newest round first: who, when, what, and for whom a deputy acted. */
export function Rounds({ rounds, zone }: { rounds: RoundView[]; zone: string }) {
  if (rounds.length === 0) return null
  return (
    <Section title="Ход согласования">
      {[...rounds].reverse().map((round) => (
        <div key={round.id} className="mb-6">
          <h3>
            Круг {round.number}: {ROUND_STATE_LABELS[round.state]}
          </h3>
          <p className="soft small">
            Отправлено {localDateTime(round.sentAt, zone)}, {round.sentBy}
            {round.endedAt && round.endedBy
              ? `; завершено ${localDateTime(round.endedAt, zone)}, ${round.endedBy}`
              : ''}
          </p>
          {round.note ? <p>Пояснение автора: {round.note}</p> : null}
          {round.endReason ? <p>Причина: {round.endReason}</p> : null}
          {round.stages.length > 0 ? (
            <Table caption={`Решения круга ${round.number}`} head={['Этап', 'Кто', 'Решение', 'Когда']}>
              <tbody>
                {round.stages.flatMap((stage) =>
                  stage.tasks.map((task) => (
                    <tr className="row" key={task.id}>
                      <td data-l="Этап">{stage.name}</td>
                      <td data-l="Кто">
                        {task.name}
                        {task.title ? `, ${task.title}` : ''}
                        {task.decidedBy ? <span className="under">решил замещающий: {task.decidedBy}</span> : null}
                      </td>
                      <td data-l="Решение">
                        {task.decision ? (
                          <Status kind={KIND[task.decision]}>{DECISION_MADE[task.decision]}</Status>
                        ) : (
                          <Status kind={stage.openedAt && round.state === 'open' ? 'wait' : 'idle'}>
                            {stage.openedAt && round.state === 'open'
                              ? 'Ждём решения'
                              : round.state === 'open'
                                ? 'Ещё не наступил'
                                : 'Не потребовалось'}
                          </Status>
                        )}
                        {task.reason ? <span className="under">{task.reason}</span> : null}
                      </td>
                      <td className="date" data-l="Когда">
                        {task.decidedAt ? localDateTime(task.decidedAt, zone) : '—'}
                      </td>
                    </tr>
                  )),
                )}
              </tbody>
            </Table>
          ) : (
            <p className="soft">Маршрут без согласующих: сразу на подпись.</p>
          )}
        </div>
      ))}
    </Section>
  )
}
