import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { BLANK, openForm } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { ActionBar } from '@/components/ui/action-bar'
import { Button, LinkButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { getRiskProfile } from '@/db/queries/risk-profile'
import { may } from '@/lib/access/policy'
import { openSchool, schoolCrumbs, schoolPage } from '../../../open-school'
import { actOnMeasureAction } from '../actions'
import { MeasureForm } from '../measure-form'

export const metadata = { title: 'Мероприятие школы' }

type Props = { params: Promise<{ id: string; measureId: string }>; searchParams: Promise<Query> }

export default async function MeasurePage(props: Props) {
  const measureId = pageId((await props.params).measureId)
  const { id, asked, actor, query } = await openSchool(props, `/measures/${measureId}`)
  if (!may(actor, 'school_measure.edit')) notFound()
  const { school, programme, profile, factors, removed } = await orNotFound(getRiskProfile(actor, id, asked))
  const living = factors.flatMap((factor) => factor.measures).find((one) => one.id === measureId)
  const measure = living ?? removed.find((one) => one.id === measureId)
  if (!profile || !measure) notFound()
  const page = schoolPage(id, `/measures/${measureId}`, programme.id)
  const back = schoolPage(id, '/profile', programme.id)
  const state = await openForm('school-measure', one(query, 'kept'), actor.userId)
  const act = (word: 'remove' | 'restore', label: string) => (
    <Form action={actOnMeasureAction} page={page} state={BLANK}>
      <input type="hidden" name="id" value={measureId} />
      <input type="hidden" name="schoolId" value={id} />
      <input type="hidden" name="programmeId" value={programme.id} />
      <Button name="act" value={word} kind={word === 'remove' ? 'warn' : 'main'}>
        {label}
      </Button>
    </Form>
  )
  return (
    <div className="col">
      <PageHead title="Мероприятие школы" crumbs={schoolCrumbs(school, programme.id, true)} over={school.shortName} />
      {living ? (
        <>
          <MeasureForm
            page={page}
            back={back}
            state={state}
            of={{
              schoolId: id,
              programmeId: programme.id,
              profileId: profile.id,
              id: measureId,
              revision: living.revision,
            }}
            stored={living}
            factors={factors}
          />
          <Section title="Убрать мероприятие" narrow>
            <p className="mb-3">Убранное мероприятие не считается, но его можно вернуть со страницы профиля.</p>
            {act('remove', 'Убрать из программы школы')}
          </Section>
        </>
      ) : (
        <>
          <Notice tone="amber" title="Мероприятие убрано">
            {measure.title}
          </Notice>
          {act('restore', 'Вернуть мероприятие')}
          <ActionBar>
            <LinkButton href={back}>К профилю</LinkButton>
          </ActionBar>
        </>
      )}
    </div>
  )
}
