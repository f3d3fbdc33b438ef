import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { RadioGroup } from '@/components/ui/choice'
import { Empty } from '@/components/ui/empty'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { getReportOpening } from '@/db/queries/report-review'
import { locksOn, stageStanding } from '@/lib/programme/stage'
import { shortDate } from '@/lib/shared/dates'
import { openReportAction } from '../[id]/unlock/actions'
import { UnlockFields } from '../[id]/unlock/unlock-fields'
import { matrixAddress, reportCrumbs } from '../crumbs'

export const metadata = { title: 'Открыть отчёт после срока' }

type Props = { searchParams: Promise<Query> }

/** For a report that nobody began while its stage was open: begins it for a curator of the school with a last day of its own. */
export default async function OpenReportPage({ searchParams }: Props) {
  const query = await searchParams
  const stageId = pageId(one(query, 'stage') ?? '')
  const schoolId = pageId(one(query, 'school') ?? '')
  const here = `/reports/unlock?stage=${stageId}&school=${schoolId}`
  const actor = await requireActor(here)
  const found = await orNotFound(getReportOpening(actor, stageId, schoolId))
  const state = await openForm('report-open', one(query, 'kept'), actor.userId)
  const last = locksOn(found)
  const [first] = found.curators
  const back = matrixAddress(found.programmeId, stageId)
  return (
    <div className="col">
      <PageHead
        title="Открыть отчёт после срока"
        crumbs={reportCrumbs({ programmeId: found.programmeId, stageId })}
        over={`${found.programme}, ${found.year} · ${found.stage}`}
        sub={found.school}
      />
      {stageStanding(found, actor.today) === 'locked' ? null : (
        <Notice tone="amber" title="Этап не закрыт">
          Куратор начнёт отчёт сам{last ? `: отчёты принимаются до ${shortDate(last)} включительно` : ''}.
        </Notice>
      )}
      {first === undefined ? (
        <Empty title="У школы нет куратора" action={<LinkButton href="/curators">Закрепить куратора</LinkButton>}>
          Отчёт открывают тому, кто сегодня закреплён за школой.
        </Empty>
      ) : (
        <Form action={openReportAction} page={here} state={state}>
          <input type="hidden" name="stageId" value={stageId} />
          <input type="hidden" name="schoolId" value={schoolId} />
          <RadioGroup
            name="curatorId"
            label="Кому открыть"
            defaultValue={typed(state, 'curatorId', first.id)}
            error={errorOf(state, 'curatorId')}
            options={found.curators.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <UnlockFields state={state} today={actor.today} />
          <ActionBar note="Запись об открытии с причиной останется в журнале.">
            <SubmitButton sending="Открываем…">Открыть отчёт</SubmitButton>
            <LinkButton href={back}>Не открывать</LinkButton>
          </ActionBar>
        </Form>
      )}
    </div>
  )
}
