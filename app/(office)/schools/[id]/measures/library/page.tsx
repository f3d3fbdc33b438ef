import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { BLANK, openForm, typed, typedAll } from '@/app/_forms/form-state'
import { one } from '@/app/_forms/query'
import { orNotFound } from '@/app/_session/or-not-found'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { getMeasureProposals } from '@/db/queries/risk-profile'
import { may } from '@/lib/access/policy'
import { openSchool, type SchoolPage, schoolCrumbs, schoolPage } from '../../../open-school'
import { chooseMeasuresAction } from '../actions'

export const metadata = { title: 'Предложенные мероприятия' }

/** What the library holds against each activated factor: the school ticks what it takes (feature 4). */
export default async function ProposalsPage(props: SchoolPage) {
  const { id, asked, actor, query } = await openSchool(props, '/measures/library')
  if (!may(actor, 'school_measure.edit')) notFound()
  const { school, programme, profile, factors } = await orNotFound(getMeasureProposals(actor, id, asked))
  const page = schoolPage(id, '/measures/library', programme.id)
  const back = schoolPage(id, '/profile', programme.id)
  const kept = await openForm('school-measures-choose', one(query, 'kept'), actor.userId)
  return (
    <div className="col">
      <PageHead
        title="Предложенные мероприятия"
        crumbs={schoolCrumbs(school, programme.id, true)}
        over={school.shortName}
        sub="Типовые мероприятия по активированным факторам. После добавления их текст можно изменить."
      />
      {!profile || factors.length === 0 ? (
        <Empty title="Активированных факторов нет">
          Мероприятия предлагаются по факторам, которые куратор активировал при верификации профиля.
        </Empty>
      ) : null}
      {profile
        ? factors.map((factor) => {
            // The refused form of one factor is shown in its place only.
            const state = typed(kept, 'factorId') === factor.id ? kept : BLANK
            return (
              <Section key={factor.id} title={`${factor.order}. ${factor.name}`} id={`factor-${factor.id}`} narrow>
                {factor.proposed.length === 0 ? (
                  <p>
                    {factor.number === null
                      ? 'Для этого фактора типовых мероприятий нет.'
                      : 'Все типовые мероприятия по этому фактору уже взяты.'}{' '}
                    <a href={`${schoolPage(id, '/measures/new', programme.id)}&factor=${factor.id}`}>
                      Добавить своё<span className="vh">: фактор {factor.order}</span>
                    </a>
                  </p>
                ) : (
                  <Form action={chooseMeasuresAction} page={page} state={state}>
                    <input type="hidden" name="schoolId" value={id} />
                    <input type="hidden" name="programmeId" value={programme.id} />
                    <input type="hidden" name="profileId" value={profile.id} />
                    <input type="hidden" name="factorId" value={factor.id} />
                    <fieldset
                      className="field"
                      aria-label={`Мероприятия по фактору ${factor.order}`}
                      id={state === BLANK ? undefined : 'f-pick'}
                      tabIndex={-1}
                    >
                      {factor.proposed.map((measure) => {
                        const own = `pick-${factor.id}-${measure.id}`
                        return (
                          <div className="choice" key={measure.id}>
                            <input
                              type="checkbox"
                              id={own}
                              name="pick[]"
                              value={measure.id}
                              defaultChecked={typedAll(state, 'pick[]').includes(measure.id)}
                              aria-describedby={`${own}-note`}
                            />
                            <label htmlFor={own}>{measure.title}</label>
                            <div className="hint" id={`${own}-note`}>
                              {[termOf(measure), measure.executors, measure.indicator].filter(Boolean).join(' · ')}
                            </div>
                          </div>
                        )
                      })}
                    </fieldset>
                    <ActionBar>
                      <SubmitButton kind="plain" sending="Добавляем…">
                        Добавить отмеченные<span className="vh">: фактор {factor.order}</span>
                      </SubmitButton>
                    </ActionBar>
                  </Form>
                )}
              </Section>
            )
          })
        : null}
      <ActionBar>
        <LinkButton href={back}>К профилю</LinkButton>
      </ActionBar>
    </div>
  )
}

const termOf = ({ term, isTermPast }: { term: string; isTermPast: boolean }): string => {
  if (term === '') return ''
  return isTermPast ? `Срок: ${term} (уже прошёл, после добавления измените)` : `Срок: ${term}`
}
