import { Form } from '@/app/_forms/form'
import { BLANK } from '@/app/_forms/form-state'
import { one } from '@/app/_forms/query'
import { orNotFound } from '@/app/_session/or-not-found'
import { ProgrammeChoice } from '@/components/programme/programme-choice'
import { FactorTable } from '@/components/risk-profile/factor-table'
import { MeasureTable } from '@/components/risk-profile/measure-table'
import { ChangeMark, Grade, ProfileStatus } from '@/components/risk-profile/profile-status'
import { ActionBar } from '@/components/ui/action-bar'
import { Button, LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SummaryList } from '@/components/ui/summary-list'
import { getRiskProfile } from '@/db/queries/risk-profile'
import type { Actor } from '@/lib/access/actor'
import { may } from '@/lib/access/policy'
import { programmeTitle } from '@/lib/programme/current'
import { CHANGES, countChanges } from '@/lib/risk-profile/change'
import { shortDate } from '@/lib/shared/dates'
import { openSchool, type SchoolPage, schoolCrumbs, schoolPage } from '../../open-school'
import { actOnMeasureAction } from '../measures/actions'

export const metadata = { title: 'Профиль риска' }

type Found = Awaited<ReturnType<typeof getRiskProfile>>

const DONE: Record<string, string> = {
  questionnaire: 'Анкета сохранена.',
  verified: 'Профиль верифицирован.',
  second: 'Повторная диагностика сохранена.',
  analysed: 'Анализ профиля отмечен.',
  measure: 'Мероприятие сохранено.',
  chosen: 'Мероприятия добавлены в программу школы.',
  removed: 'Мероприятие убрано. Его можно вернуть внизу страницы.',
  restored: 'Мероприятие возвращено.',
}

export default async function RiskProfilePage(props: SchoolPage) {
  const { id, asked, actor, query } = await openSchool(props, '/profile')
  const found = await orNotFound(getRiskProfile(actor, id, asked))
  const { school, programme, programmes, profile, state } = found
  const to = (tail: string) => schoolPage(id, tail, programme.id)
  const done = DONE[one(query, 'done') ?? '']
  return (
    <>
      <PageHead
        title="Профиль риска"
        crumbs={schoolCrumbs(school, programme.id)}
        over={school.shortName}
        sub={programmeTitle(programme)}
        actions={<Actions found={found} actor={actor} to={to} />}
      />
      {done ? (
        <Notice tone="green" live>
          {done}
        </Notice>
      ) : null}
      <ProgrammeChoice page={`/schools/${id}/profile`} chosen={programme} programmes={programmes} />
      {profile ? (
        <>
          <SummaryList
            rows={[
              { label: 'Состояние', value: <ProfileStatus state={state} /> },
              { label: 'Анкета', value: profile.questionnaireOn ? shortDate(profile.questionnaireOn) : 'не внесена' },
              {
                label: 'Верификация',
                value: profile.verifiedOn
                  ? `${shortDate(profile.verifiedOn)}${profile.verifiedBy ? `, ${profile.verifiedBy}` : ''}`
                  : 'не проведена',
                ...(profile.verifiedVisitId
                  ? {
                      change: {
                        href: `/visits/${profile.verifiedVisitId}`,
                        label: 'Посещение',
                        what: 'при верификации',
                      },
                    }
                  : {}),
              },
              {
                label: 'Анализ профиля',
                value: profile.analysedOn
                  ? `${shortDate(profile.analysedOn)}${profile.analysis ? `\n${profile.analysis}` : ''}`
                  : 'не отмечен',
              },
              {
                label: 'Повторная диагностика',
                value: profile.secondOn ? (
                  <>
                    {shortDate(profile.secondOn)}
                    <Changes found={found} />
                  </>
                ) : (
                  'не проведена'
                ),
              },
            ]}
          />
          <Section title="Факторы риска" id="factors">
            <FactorTable factors={found.factors} />
          </Section>
          <Chain found={found} actor={actor} to={to} />
          <Removed found={found} actor={actor} page={to('/profile')} />
        </>
      ) : (
        <Empty
          title="Анкеты школы пока нет"
          action={
            may(actor, 'risk_profile.edit') ? (
              <LinkButton kind="main" href={to('/profile/edit')}>
                Внести анкету
              </LinkButton>
            ) : null
          }
        >
          Профиль риска складывается из анкеты школы: значимость {found.factors.length} факторов из словаря программы.
          Её вносят здесь или загружают файлом сразу по всем школам. Документов от учителей это не требует.
        </Empty>
      )}
    </>
  )
}

type Part = { found: Found; actor: Actor; to: (tail: string) => string }

/** The next step is the main one. */
function Actions({ found: { profile, state, mayVerify }, actor, to }: Part) {
  if (!profile) return null
  const kind = (isNext: boolean) => (isNext ? ('main' as const) : ('plain' as const))
  return (
    <>
      {may(actor, 'risk_profile.edit') ? <LinkButton href={to('/profile/edit')}>Изменить анкету</LinkButton> : null}
      {may(actor, 'risk_profile.edit') && state !== 'questionnaire' ? (
        <LinkButton href={to('/profile/second')}>Повторная диагностика</LinkButton>
      ) : null}
      {may(actor, 'risk_profile.analyse') ? (
        <LinkButton
          kind={kind(profile.analysedOn === null && !(mayVerify && state === 'questionnaire'))}
          href={to('/profile/analysis')}
        >
          Анализ профиля
        </LinkButton>
      ) : null}
      {mayVerify ? (
        <LinkButton kind={kind(state === 'questionnaire')} href={to('/profile/verify')}>
          {state === 'questionnaire' ? 'Верифицировать' : 'Верифицировать ещё раз'}
        </LinkButton>
      ) : null}
    </>
  )
}

function Changes({ found }: { found: Found }) {
  const counts = countChanges(found.factors.map((factor) => factor.change))
  return (
    <ul>
      {CHANGES.filter((change) => counts[change]).map((change) => (
        <li key={change}>
          <ChangeMark change={change} />: {counts[change]}
        </li>
      ))}
    </ul>
  )
}

/** The chain: factor and its significance, the school's measures, what shows them, by what they are measured. */
function Chain({ found, actor, to }: Part) {
  const mayEdit = may(actor, 'school_measure.edit')
  const shown = found.factors.filter((factor) => factor.isActive || factor.measures.length > 0)
  return (
    <Section
      title="Фактор → мероприятия → подтверждение → показатель"
      id="measures"
      aside={
        mayEdit && found.factors.some((factor) => factor.isActive) ? (
          <a href={to('/measures/library')}>Предложенные мероприятия</a>
        ) : null
      }
    >
      {shown.length === 0 ? (
        <p className="soft">
          Активированных факторов пока нет: их выбирает куратор при верификации. К ним программа предложит мероприятия.
        </p>
      ) : null}
      {shown.map((factor) => (
        <div key={factor.id} className="mb-6" id={`chain-${factor.id}`}>
          <h3>
            {factor.order}. {factor.name}
          </h3>
          <p className="soft mb-2">
            Значимость: <Grade significance={factor.start.significance} value={factor.start.value} />
            {factor.change ? (
              <>
                {' → '}
                <Grade significance={factor.second ?? 'unassessed'} value={factor.secondValue} />,{' '}
                <ChangeMark change={factor.change} />
              </>
            ) : null}
            {factor.isActive ? '' : '. Фактор не активирован: новых мероприятий по нему не планируют.'}
          </p>
          {factor.measures.length > 0 ? (
            <MeasureTable
              caption={`Мероприятия по фактору ${factor.order}`}
              measures={factor.measures}
              edit={mayEdit ? (measureId) => to(`/measures/${measureId}`) : undefined}
            />
          ) : (
            <p>Мероприятий пока нет.</p>
          )}
          {mayEdit && factor.isActive ? (
            <p className="bar">
              <a href={`${to('/measures/library')}#factor-${factor.id}`}>
                Взять из предложенных<span className="vh">: фактор {factor.order}</span>
              </a>
              <a href={`${to('/measures/new')}&factor=${factor.id}`}>
                Добавить своё<span className="vh">: фактор {factor.order}</span>
              </a>
            </p>
          ) : null}
        </div>
      ))}
    </Section>
  )
}

function Removed({ found, actor, page }: { found: Found; actor: Actor; page: string }) {
  if (found.removed.length === 0 || !may(actor, 'school_measure.edit')) return null
  return (
    <Section title="Убранные мероприятия" aside={found.removed.length}>
      {found.removed.map((measure) => (
        <Form key={measure.id} action={actOnMeasureAction} page={page} state={BLANK}>
          <input type="hidden" name="schoolId" value={found.school.id} />
          <input type="hidden" name="programmeId" value={found.programme.id} />
          <input type="hidden" name="id" value={measure.id} />
          <p className="mb-2 flex flex-wrap items-center gap-3">
            <span className="min-w-0 break-words">{measure.title}</span>
            <Button small name="act" value="restore">
              Вернуть<span className="vh">: {measure.title}</span>
            </Button>
          </p>
        </Form>
      ))}
      <ActionBar>
        <a href="#measures">К мероприятиям школы</a>
      </ActionBar>
    </Section>
  )
}
