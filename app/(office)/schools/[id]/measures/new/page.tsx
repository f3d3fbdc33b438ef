import { notFound } from 'next/navigation'
import { openForm } from '@/app/_forms/form-state'
import { one } from '@/app/_forms/query'
import { orNotFound } from '@/app/_session/or-not-found'
import { LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { PageHead } from '@/components/ui/page-head'
import { getRiskProfile } from '@/db/queries/risk-profile'
import { may } from '@/lib/access/policy'
import { openSchool, type SchoolPage, schoolCrumbs, schoolPage } from '../../../open-school'
import { MeasureForm } from '../measure-form'

export const metadata = { title: 'Новое мероприятие школы' }

export default async function NewMeasurePage(props: SchoolPage) {
  const { id, asked, actor, query } = await openSchool(props, '/measures/new')
  if (!may(actor, 'school_measure.edit')) notFound()
  const { school, programme, profile, factors } = await orNotFound(getRiskProfile(actor, id, asked))
  const active = factors.filter((factor) => factor.isActive)
  const back = schoolPage(id, '/profile', programme.id)
  const state = await openForm('school-measure', one(query, 'kept'), actor.userId)
  return (
    <div className="col">
      <PageHead
        title="Новое мероприятие школы"
        crumbs={schoolCrumbs(school, programme.id, true)}
        over={school.shortName}
      />
      {profile && active.length > 0 ? (
        <MeasureForm
          page={`${schoolPage(id, '/measures/new', programme.id)}`}
          back={back}
          state={state}
          of={{ schoolId: id, programmeId: programme.id, profileId: profile.id, revision: 0 }}
          stored={{
            factorId: active.find((factor) => factor.id === one(query, 'factor'))?.id ?? active[0]?.id ?? '',
            title: '',
            term: '',
            executors: '',
            indicator: '',
            state: 'not_due',
            evidence: '',
          }}
          factors={factors}
        />
      ) : (
        <Empty title="Активированных факторов нет" action={<LinkButton href={back}>К профилю</LinkButton>}>
          Мероприятия планируют по факторам, которые куратор активировал при верификации профиля.
        </Empty>
      )}
    </div>
  )
}
