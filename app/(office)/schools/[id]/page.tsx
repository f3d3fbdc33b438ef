import { orNotFound } from '@/app/_session/or-not-found'
import { ProgrammeChoice } from '@/components/programme/programme-choice'
import { ProfileStatus } from '@/components/risk-profile/profile-status'
import { LinkButton } from '@/components/ui/button'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SummaryList } from '@/components/ui/summary-list'
import { getSchoolWork } from '@/db/queries/school-work'
import { periodText } from '@/lib/person/labels'
import { shortDate } from '@/lib/shared/dates'
import { openSchool, type SchoolPage, schoolPage } from '../open-school'

export const metadata = { title: 'Школа' }

export default async function SchoolCardPage(props: SchoolPage) {
  const { id, asked, actor } = await openSchool(props, '')
  const { school, programme, programmes } = await orNotFound(getSchoolWork(actor, id, asked))
  const { profile } = school
  const to = (tail: string) => schoolPage(id, tail, programme?.id)
  return (
    <div className="col">
      <PageHead
        title={school.shortName}
        crumbs={[{ label: 'Школы', href: programme ? `/schools?programme=${programme.id}` : '/schools' }]}
        sub={school.name}
        actions={
          programme ? (
            <LinkButton kind="main" href={to('/profile')}>
              Профиль риска
            </LinkButton>
          ) : null
        }
      />
      <ProgrammeChoice page={`/schools/${id}`} chosen={programme} programmes={programmes} />
      <SummaryList
        rows={[
          { label: 'Кураторы сегодня', value: school.curators.join(', ') || 'не закреплены' },
          { label: 'Администрация', value: school.administration.join(', ') || 'не закреплена' },
          ...(school.site ? [{ label: 'Сайт', value: school.site }] : []),
          ...(school.validFrom || school.validTo ? [{ label: 'Действует', value: periodText(school) }] : []),
        ]}
      />
      {programme ? (
        <Section title={`Работа в программе: ${programme.name}, ${programme.year}`} id="work">
          <SummaryList
            rows={[
              {
                label: 'Профиль риска',
                value: <ProfileStatus state={school.state} />,
                change: { href: to('/profile'), label: 'Открыть', what: 'профиль риска' },
              },
              { label: 'Анкета', value: profile?.questionnaireOn ? shortDate(profile.questionnaireOn) : 'не внесена' },
              { label: 'Верификация', value: profile?.verifiedOn ? shortDate(profile.verifiedOn) : 'не проведена' },
              { label: 'Анализ профиля', value: profile?.analysedOn ? shortDate(profile.analysedOn) : 'не отмечен' },
              {
                label: 'Повторная диагностика',
                value: profile?.secondOn ? shortDate(profile.secondOn) : 'не проведена',
              },
              { label: 'Активировано факторов', value: profile?.active ?? 0 },
              {
                label: 'Мероприятий школы',
                value: profile?.measures ?? 0,
                ...(profile
                  ? { change: { href: `${to('/profile')}#measures`, label: 'Открыть', what: 'мероприятия школы' } }
                  : {}),
              },
              {
                label: 'Открыто рекомендаций',
                value: school.openRecommendations,
                change: { href: visitsOf(id, programme.id), label: 'Посещения', what: 'и рекомендации школы' },
              },
              {
                label: 'Следующее посещение',
                value: school.nextVisitOn
                  ? `${shortDate(school.nextVisitOn)}${school.nextVisitOn < actor.today ? ' (день прошёл, не отмечено)' : ''}`
                  : 'не назначено',
                change: { href: visitsOf(id, programme.id), label: 'Посещения', what: 'школы' },
              },
              {
                label: 'Отчёты куратора',
                value: 'по этапам программы',
                change: { href: `/reports?school=${id}&programme=${programme.id}`, label: 'Открыть', what: 'отчёты' },
              },
            ]}
          />
        </Section>
      ) : null}
    </div>
  )
}

const visitsOf = (schoolId: string, programmeId: string): string =>
  `/visits?school=${schoolId}&programme=${programmeId}`
