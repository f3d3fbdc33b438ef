import { count, one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { ProgrammeChoice } from '@/components/programme/programme-choice'
import { ProfileStatus } from '@/components/risk-profile/profile-status'
import { LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Status } from '@/components/ui/status'
import { Table } from '@/components/ui/table'
import { listSchoolWork } from '@/db/queries/school-work'
import { type Actor, hasRole } from '@/lib/access/actor'
import { may } from '@/lib/access/policy'
import { programmeTitle } from '@/lib/programme/current'
import { shortDate } from '@/lib/shared/dates'
import { schoolPage } from './open-school'

export const metadata = { title: 'Школы' }

type School = Awaited<ReturnType<typeof listSchoolWork>>['schools'][number]

export default async function SchoolsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams
  const actor = await requireActor('/schools')
  const { programme, programmes, schools } = await orNotFound(listSchoolWork(actor, one(query, 'programme')))
  const mayEdit = programme !== null && may(actor, 'risk_profile.edit')
  return (
    <>
      <PageHead
        title="Школы"
        sub={programme ? `${programmeTitle(programme)}. Всего: ${schools.length}` : `Всего: ${schools.length}`}
        actions={
          <>
            {programme && may(actor, 'programme.content') ? (
              <LinkButton href={`/programmes/${programme.id}/factors`}>Словарь факторов</LinkButton>
            ) : null}
            {mayEdit && schools.length > 0 ? (
              <>
                <LinkButton href={`/schools/export?programme=${programme.id}`}>Excel</LinkButton>
                <LinkButton kind="main" href={`/schools/import?programme=${programme.id}`}>
                  Загрузить анкеты
                </LinkButton>
              </>
            ) : null}
          </>
        }
      />
      {one(query, 'done') === 'imported' ? (
        <Notice tone="green" live wide title="Анкеты сохранены">
          Профилей заведено: {count(query, 'added') ?? 0}, изменено: {count(query, 'changed') ?? 0}, без изменений:{' '}
          {count(query, 'same') ?? 0}.
        </Notice>
      ) : null}
      <ProgrammeChoice page="/schools" chosen={programme} programmes={programmes} />
      {programme === null ? (
        <Notice tone="amber">
          Программы пока нет. Её заводит администратор или она появляется с первой дорожной картой.
        </Notice>
      ) : null}
      {schools.length === 0 ? (
        <NoSchools actor={actor} />
      ) : (
        <Table
          caption="Школы программы"
          linked
          head={[
            'Школа',
            'Кураторы',
            'Профиль риска',
            'Активировано факторов',
            'Открыто рекомендаций',
            'Следующее посещение',
          ]}
        >
          <tbody>
            {schools.map((school) => (
              <Row key={school.id} school={school} programmeId={programme?.id} actor={actor} />
            ))}
          </tbody>
        </Table>
      )}
    </>
  )
}

function Row({ school, programmeId, actor }: { school: School; programmeId: string | undefined; actor: Actor }) {
  const next = school.nextVisitOn
  return (
    <tr className="row">
      <td className="title">
        <a href={schoolPage(school.id, '', programmeId)}>{school.shortName}</a>
        {school.isInForce ? null : <span className="under">{leftText(school)}</span>}
      </td>
      <td data-l="Кураторы">
        {school.curators.length === 0 ? 'не закреплены' : null}
        {school.curators.map((name) => (
          <div key={name} className="whitespace-nowrap">
            {name}
          </div>
        ))}
      </td>
      <td className="state" data-l="Профиль риска">
        <ProfileStatus state={school.state} />
        {school.profile?.analysedOn ? (
          <span className="under">анализ {shortDate(school.profile.analysedOn)}</span>
        ) : null}
      </td>
      <td data-l="Активировано факторов">{school.profile?.active ?? 0}</td>
      <td data-l="Открыто рекомендаций">{school.openRecommendations}</td>
      <td data-l="Следующее посещение">
        {next === null ? (
          'не назначено'
        ) : next < actor.today ? (
          <Status kind="late">{shortDate(next)}, не отмечено</Status>
        ) : (
          shortDate(next)
        )}
      </td>
    </tr>
  )
}

const leftText = ({ validFrom, validTo }: School): string =>
  validTo ? `действовала до ${shortDate(validTo)}` : validFrom ? `действует с ${shortDate(validFrom)}` : ''

function NoSchools({ actor }: { actor: Actor }) {
  if (hasRole(actor, 'coordinator'))
    return <Empty title="Школ пока нет">Школы добавляет администратор в разделе «Настройки».</Empty>
  return (
    <Empty title="За вами пока не закреплена школа">
      Школы кураторам назначает муниципальный координатор, администрацию школы закрепляет администратор программы.
    </Empty>
  )
}
