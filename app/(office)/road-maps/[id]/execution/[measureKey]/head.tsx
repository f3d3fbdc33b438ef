import { Figure } from '@/components/indicator/figure'
import { LinkButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { SummaryList } from '@/components/ui/summary-list'
import type { MeasureExecution } from '@/db/queries/execution'
import type { Actor } from '@/lib/access/actor'
import { may } from '@/lib/access/policy'
import type { IndicatorFigure } from '@/lib/indicator/figure'
import { sayReading } from '@/lib/term/say'

const DONE: Record<string, string> = {
  reported: 'Отметка сохранена.',
  marked: 'Отметки сохранены.',
  asked: 'Просьба о переносе срока отправлена муниципальному координатору.',
  granted: 'Рабочий срок перенесён. Утверждённый текст остался прежним.',
  refused: 'В переносе отказано; просивший увидит причину.',
  withdrawn: 'Просьба отозвана.',
  commented: 'Замечание добавлено.',
  resolved: 'Замечание закрыто.',
  reopened: 'Замечание открыто снова.',
}

export function DoneNotice({ done }: { done: string | undefined }) {
  const message = done && DONE[done]
  return message ? (
    <Notice tone="green" live>
      {message}
    </Notice>
  ) : null
}

/** The row as approved, word for word, and beneath the words what the program understood of them. */
export function MeasureFacts({
  actor,
  found,
  figure,
}: {
  actor: Actor
  found: MeasureExecution
  figure: IndicatorFigure | undefined
}) {
  const { row, reading, executors, map } = found
  const mayEdit = may(actor, 'plan.edit')
  const readingPage = `/road-maps/${map.roadMapId}/measures/${row.id}/reading`
  const roles = executors.roles.map((role) => role.name).join(', ')
  return (
    <SummaryList
      rows={[
        { label: 'Мероприятие', value: row.title || 'без названия' },
        {
          label: 'Срок',
          value: (
            <>
              {row.term || 'не указан'}
              <span className="under">
                {found.isCorrected ? 'Прочитано вручную: ' : 'Прочитано: '}
                {sayReading(reading)}
                {found.isJoined ? ', по графику карты' : ''}
              </span>
              {reading.doubts.map((doubt) => (
                <span className="under" key={doubt}>
                  Проверьте: {doubt}
                </span>
              ))}
              {found.isCorrectionLost ? (
                <span className="under">Срок был прочитан вручную для прежнего текста; текст изменился.</span>
              ) : null}
            </>
          ),
          change: mayEdit ? { href: readingPage, label: 'Исправить чтение', what: 'срока' } : undefined,
        },
        {
          label: 'Исполнители',
          value: (
            <>
              {row.executors || 'не указаны'}
              {roles ? <span className="under">Прочитано: {roles}</span> : null}
              {executors.unknown.length > 0 ? (
                <span className="under">Не распознано: {executors.unknown.join('; ')}</span>
              ) : null}
            </>
          ),
          change: mayEdit ? { href: readingPage, label: 'Исправить чтение', what: 'исполнителей' } : undefined,
        },
        { label: 'Задачи', value: row.tasks || 'не указаны' },
        {
          label: 'Показатель',
          value: figure ? <Figure figure={figure} mayEdit={mayEdit} /> : row.indicator || 'не указан',
        },
        ...row.extra.map((one) => ({ label: one.header, value: one.text || 'не указано' })),
      ]}
    />
  )
}

/** «По графику» that no schedule has been joined to has one point without a date: the way out stands here. */
export function ScheduleHint({ actor, found }: { actor: Actor; found: MeasureExecution }) {
  if (found.reading.kind !== 'reference' || found.isJoined || !may(actor, 'plan.edit')) return null
  return (
    <Notice tone="amber" title="Даты не известны: срок взят из другого документа">
      <p>Присоедините мероприятие к графику, и у каждой даты появится своя отметка.</p>
      <p>
        <LinkButton href={`/road-maps/${found.map.roadMapId}/schedules`}>К графикам</LinkButton>
      </p>
    </Notice>
  )
}
