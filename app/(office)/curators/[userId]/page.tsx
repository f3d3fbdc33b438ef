import { count, one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { LinkButton } from '@/components/ui/button'
import { Figures } from '@/components/ui/figures'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { Table } from '@/components/ui/table'
import { getCurator } from '@/db/queries/curator'
import { sayOpenWork, sayStages } from '@/lib/curator/labels'
import { isLiving } from '@/lib/curator/rules'
import { periodText } from '@/lib/person/labels'
import { counted, plural } from '@/lib/shared/text'
import { CURATORS } from '../crumbs'
import { Standing } from '../standing'

export const metadata = { title: 'Куратор' }

type Props = { params: Promise<{ userId: string }>; searchParams: Promise<Query> }

export default async function CuratorPage({ params, searchParams }: Props) {
  const id = pageId((await params).userId)
  const actor = await requireActor(`/curators/${id}`)
  const query = await searchParams
  const found = await orNotFound(getCurator(actor, id))
  const { person, visits, reports, stages, conflicts, toHandOver } = found
  const work = [person.post, person.workplace].filter(Boolean).join(', ')
  return (
    <>
      <PageHead
        title={person.name}
        sub={work || 'Должность и место работы не указаны: их вносит администратор'}
        crumbs={[CURATORS]}
        actions={
          <>
            {toHandOver.length > 0 ? (
              <LinkButton href={`/curators/${id}/hand-over`}>Передать школы другому куратору</LinkButton>
            ) : null}
            {person.isActing ? (
              <LinkButton kind="main" href={`/curators/assign?userId=${id}`}>
                Назначить школе
              </LinkButton>
            ) : null}
          </>
        }
      />
      <Done query={query} />
      {person.isActing ? null : (
        <Notice tone="amber" title={person.isEnded ? 'Учётная запись отключена' : 'Роли куратора сегодня нет'}>
          {toHandOver.length > 0
            ? 'Записи остаются под этим именем. Незаконченное передайте другому куратору.'
            : 'Записи остаются под этим именем.'}
        </Notice>
      )}
      {conflicts.length > 0 && person.isActing ? (
        <Notice tone="amber" title="Обратите внимание">
          {conflicts.map((conflict) => (
            <p key={conflict.message}>{conflict.message}</p>
          ))}
        </Notice>
      ) : null}
      <Section title="Нагрузка" aside={sayStages(stages)}>
        <Figures
          items={[
            {
              value: found.schools,
              label: `${plural(found.schools, 'школа', 'школы', 'школ')}${found.schools > found.mostSchools ? `, по правилу не больше ${found.mostSchools}` : ''}`,
              kind: found.schools > found.mostSchools ? 'soon' : undefined,
            },
            { value: visits.held, label: `${ofVisits(visits.held)} проведено` },
            { value: visits.planned, label: `${ofVisits(visits.planned)} впереди` },
            {
              value: visits.missed,
              label: `${ofVisits(visits.missed)} пропущено`,
              kind: visits.missed > 0 ? 'late' : undefined,
            },
            stages.length === 0
              ? { value: '—', label: 'отчёты: этап не открыт' }
              : {
                  value: `${reports.sent} из ${reports.due}`,
                  label: `${plural(reports.due, 'отчёта', 'отчётов', 'отчётов')} этапа отправлено`,
                },
          ]}
        />
      </Section>
      <Section title="Назначения">
        {found.history.length === 0 ? (
          <p>Школ у этого куратора ещё не было.</p>
        ) : (
          <Table
            caption="Назначения куратора"
            head={['Школа', 'Дни', 'Не закончено', 'Причина', { label: 'Действия', hidden: true }]}
          >
            <tbody>
              {found.history.map((link) => {
                const open = found.unfinished.find((school) => school.id === link.schoolId)
                return (
                  <tr className="row" key={link.linkId}>
                    <td className="title">
                      <a href={`/curators/schools/${link.schoolId}`}>{link.school}</a>
                      <span className="under">
                        <Standing standing={link.standing} />
                      </span>
                    </td>
                    <td data-l="Дни">{periodText(link)}</td>
                    <td data-l="Не закончено">{open ? sayOpenWork(open) : ''}</td>
                    <td data-l="Причина" className="whitespace-pre-line">
                      {link.note}
                    </td>
                    <td className="tight right">
                      {isLiving(link.standing) ? (
                        <a href={`/curators/assignments/${link.linkId}/end`}>
                          Завершить<span className="vh"> назначение: {link.school}</span>
                        </a>
                      ) : null}
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </Table>
        )}
      </Section>
    </>
  )
}

const ofVisits = (count: number): string => plural(count, 'посещение', 'посещения', 'посещений')

function Done({ query }: { query: Query }) {
  const done = one(query, 'done')
  if (done === 'ended')
    return (
      <Notice tone="green" live>
        Назначение завершено.
      </Notice>
    )
  if (done !== 'handed') return null
  const of = (name: string) => count(query, name) ?? 0
  const staying = of('staying')
  const stayingVisits = of('stayingVisits')
  return (
    <Notice tone="green" live title="Школы переданы">
      <p>
        Передано: {counted(of('schools'), 'школа', 'школы', 'школ')},{' '}
        {counted(of('visits'), 'посещение', 'посещения', 'посещений')},{' '}
        {counted(of('reports'), 'отчёт', 'отчёта', 'отчётов')}. Проведённые посещения и отправленные отчёты остались под
        прежним именем.
      </p>
      {stayingVisits > 0 ? (
        <p>
          Осталось здесь посещений, потому что у нового куратора в тот же день есть своё: {stayingVisits}. Лишнее
          отмените.
        </p>
      ) : null}
      {staying > 0 ? <p>Неотправленных отчётов осталось здесь: {staying}.</p> : null}
    </Notice>
  )
}
