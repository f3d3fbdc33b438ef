import { one, type Query } from '@/app/_forms/query'
import { KeepPage } from '@/app/_offline/keep-page'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SummaryList } from '@/components/ui/summary-list'
import { Table } from '@/components/ui/table'
import { VisitPhotos } from '@/components/visit/photos'
import { RecommendationTable } from '@/components/visit/recommendation-table'
import { VisitStandingMark } from '@/components/visit/standing'
import { getVisit } from '@/db/queries/visit'
import { localDateTime, shortDate, weekday } from '@/lib/shared/dates'
import { isBlank } from '@/lib/shared/text'
import { PROFILE_MATCH_LABELS, VISIT_FORM_LABELS, VISIT_KIND_LABELS, VISIT_STATE_LABELS } from '@/lib/visit/labels'
import { NEXT_TROUBLES, sayNextTrouble } from '@/lib/visit/sheet-next'
import { schoolPage } from '../../schools/open-school'

export const metadata = { title: 'Посещение' }

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> }
type Visit = Awaited<ReturnType<typeof getVisit>>

const DONE: Record<string, string> = {
  planned: 'Посещение внесено в график.',
  moved: 'Посещение перенесено; прежний день и причина остались в истории.',
  cancelled: 'Посещение отменено: в график оно больше не считается. Его можно запланировать снова.',
  refused: 'Отказ школы записан: посещение считается несостоявшимся. Его можно запланировать снова.',
  'taken-back': 'Посещение больше не считается состоявшимся. Текст листа сохранён, причина осталась в истории.',
  kind: 'Вид посещения изменён.',
  'photo-removed': 'Снимок убран; запись о нём осталась с причиной.',
}

export default async function VisitPage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const page = `/visits/${pageId(id)}`
  const actor = await requireActor(page)
  const visit = await orNotFound(getVisit(actor, id))
  const done = one(query, 'done') ?? ''
  const isHeld = visit.state === 'held'
  return (
    <div className="col">
      <KeepPage
        name={`Посещение: ${visit.school}`}
        also={visit.mayWrite ? [`${page}/sheet`, '/visits'] : ['/visits']}
      />
      <PageHead
        title={`Посещение: ${visit.school}`}
        crumbs={[{ label: 'Посещения', href: '/visits' }]}
        sub={<VisitStandingMark standing={visit.standing} />}
        actions={isHeld ? <LinkButton href={`${page}/act.pdf`}>Справка, PDF</LinkButton> : null}
      />
      {done === 'saved' ? <Saved visit={visit} next={one(query, 'next')} trouble={one(query, 'trouble')} /> : null}
      {Object.hasOwn(DONE, done) ? (
        <Notice tone="green" live>
          {DONE[done]}
          {done === 'kind' ? <ToVerify visit={visit} /> : null}
        </Notice>
      ) : null}
      <SummaryList rows={factsOf(visit)} />
      <ActionBar>
        {visit.mayWrite ? (
          <LinkButton kind="main" href={`${page}/sheet`}>
            {isHeld ? 'Изменить лист' : 'Заполнить лист'}
          </LinkButton>
        ) : null}
        {visit.mayChangeKind ? <LinkButton href={`${page}/kind`}>Изменить вид</LinkButton> : null}
        {visit.mayTakeBack ? (
          <LinkButton href={`${page}/take-back`}>
            {visit.plannedOn === null ? 'Отменить посещение' : 'Вернуть в план'}
          </LinkButton>
        ) : null}
        {visit.mayMove ? (
          <LinkButton href={`${page}/move`}>
            {visit.state === 'planned' ? 'Перенести' : 'Запланировать снова'}
          </LinkButton>
        ) : null}
        {visit.mayRefuse ? <LinkButton href={`${page}/refuse`}>Школа отказалась</LinkButton> : null}
        {visit.mayCancel ? <LinkButton href={`${page}/cancel`}>Отменить</LinkButton> : null}
      </ActionBar>
      {isHeld || visit.isOwn || visit.plans ? <Sheet visit={visit} /> : null}
      {visit.recommendations.length > 0 ? (
        <Section title="Рекомендации школе">
          <RecommendationTable rows={visit.recommendations} today={actor.today} />
        </Section>
      ) : null}
      {visit.photos.length > 0 ? (
        <Section title="Снимки">
          <VisitPhotos photos={visit.photos} mayRemove={visit.mayWrite} />
        </Section>
      ) : null}
      {visit.moves.length > 0 ? (
        <Section title="История">
          <Table caption="История посещения" head={['Было', 'Стало', 'Причина', 'Кто и когда']}>
            <tbody>
              {visit.moves.map((move) => (
                <tr className="row" key={move.id}>
                  <td data-l="Было">
                    {priorOf(move)}
                    {move.priorReason ? <span className="under whitespace-pre-wrap">{move.priorReason}</span> : null}
                  </td>
                  <td data-l="Стало">
                    {move.movedTo ? `в графике ${shortDate(move.movedTo)}` : VISIT_STATE_LABELS[move.state]}
                  </td>
                  <td className="whitespace-pre-wrap" data-l="Причина">
                    {move.reason}
                  </td>
                  <td data-l="Кто и когда">
                    {move.by}, {localDateTime(move.movedAt, actor.zone)}
                  </td>
                </tr>
              ))}
            </tbody>
          </Table>
        </Section>
      ) : null}
    </div>
  )
}

/** Said after the sheet was saved: what it led to, and what is left to do. */
function Saved({ visit, next, trouble }: { visit: Visit; next: string | undefined; trouble: string | undefined }) {
  const known = NEXT_TROUBLES.find((one) => one === trouble)
  return (
    <Notice tone="green" title="Лист сохранён" live>
      <p>
        {visit.recommendations.some((row) => row.state === 'open') ? 'Школа видит рекомендации и ответит на них. ' : ''}
        <a href={`/visits/${visit.id}/act.pdf`}>Справка по итогам посещения, PDF</a>.
      </p>
      {next ? (
        <p>
          Следующее посещение стоит в графике:{' '}
          <a href={`/visits/${next}`}>{visit.nextOn ? shortDate(visit.nextOn) : 'открыть'}</a>.
        </p>
      ) : null}
      {known && visit.nextOn ? (
        <p>
          <b>{sayNextTrouble(known, visit.nextOn)}</b>
        </p>
      ) : null}
      <ToVerify visit={visit} />
    </Notice>
  )
}

/** The profile of the visit's own programme, which is not always the current one. */
function ToVerify({ visit }: { visit: Visit }) {
  if (!visit.isOwn || !visit.awaitsVerification) return null
  const href = `${schoolPage(visit.schoolId, '/profile/verify', visit.programmeId)}&visit=${visit.id}`
  return (
    <p>
      Осталось верифицировать профиль риска: <a href={href}>открыть профиль школы</a>.
    </p>
  )
}

/** What stood before a step of the history. */
function priorOf({ priorState, priorHeldOn, movedFrom }: Visit['moves'][number]): string {
  if (priorHeldOn) return `${VISIT_STATE_LABELS[priorState]} ${shortDate(priorHeldOn)}`
  const day = movedFrom ? `в графике ${shortDate(movedFrom)}` : 'вне графика'
  return priorState === 'planned' ? day : `${VISIT_STATE_LABELS[priorState]}, ${day}`
}

const onDay = (day: string): string => `${shortDate(day)}, ${weekday(day)}`

function factsOf(visit: Visit) {
  const times = [visit.startsAt, visit.endsAt].map((time) => time.trim()).filter(Boolean)
  const rows: [string, string | null][] = [
    ['По графику', visit.plannedOn ? onDay(visit.plannedOn) : 'вне графика'],
    [
      'Состоялось',
      visit.state === 'held' && visit.heldOn ? [onDay(visit.heldOn), times.join('–')].filter(Boolean).join(', ') : null,
    ],
    ['Вид', `${VISIT_KIND_LABELS[visit.kind]}, ${VISIT_FORM_LABELS[visit.form]}`],
    ['Куратор', visit.curator],
    ['Программа', `${visit.programme}, ${visit.year} год`],
    [visit.state === 'refused' ? 'Почему школа отказалась' : 'Почему отменено', visit.reason || null],
    ['Следующее посещение', visit.nextOn ? onDay(visit.nextOn) : null],
  ]
  return rows.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]))
}

function Sheet({ visit }: { visit: Visit }) {
  const texts: [string, string][] = [
    ['С кем встречались', visit.participants],
    ['Цель', visit.aim],
    ['Программа посещения', visit.agenda],
    ['Изучены документы', visit.documentsSeen],
    ['Что выявлено', visit.found],
    ['Рисковый профиль', visit.profileMatch ? PROFILE_MATCH_LABELS[visit.profileMatch] : ''],
  ]
  const filled = texts.filter(([, value]) => !isBlank(value))
  if (filled.length === 0 && visit.observations.length === 0) return null
  return (
    <Section title={visit.state === 'held' ? 'Лист посещения' : 'Текст листа (посещение не состоялось)'}>
      <SummaryList rows={filled.map(([label, value]) => ({ label, value }))} />
      {visit.observations.length > 0 ? (
        <Table caption="Наблюдения на занятиях" showCaption head={['Класс', 'Предмет', 'Что наблюдали']}>
          <tbody>
            {visit.observations.map((one, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: observations stand as they were written
              <tr className="row" key={index}>
                <td data-l="Класс">{one.schoolClass}</td>
                <td data-l="Предмет">{one.subject}</td>
                <td className="whitespace-pre-wrap" data-l="Что наблюдали">
                  {one.text}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      ) : null}
    </Section>
  )
}
