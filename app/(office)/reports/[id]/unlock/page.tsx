import { Form } from '@/app/_forms/form'
import { errorOf, type FormState, openForm, typedAll } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { ErrorText } from '@/components/ui/field-frame'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { getReportUnlocking } from '@/db/queries/report-review'
import { locksOn } from '@/lib/programme/stage'
import { DEFAULT_REPORT_FORM } from '@/lib/report/form'
import { REPORT_STATE_LABELS } from '@/lib/report/labels'
import { shortDate } from '@/lib/shared/dates'
import { reportCrumbs } from '../../crumbs'
import { unlockReportAction } from './actions'
import { UnlockFields } from './unlock-fields'

export const metadata = { title: 'Открыть отчёт для правки' }

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> }

/** Opens a report after its stage was locked, or one that was sent or accepted, up to a day and for a reason. */
export default async function UnlockPage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const here = `/reports/${pageId(id)}/unlock`
  const actor = await requireActor(here)
  const report = await orNotFound(getReportUnlocking(actor, id))
  const state = await openForm('report-unlock', one(query, 'kept'), actor.userId)
  const isWritten = report.state === 'draft' || report.state === 'returned'
  const last = locksOn(report)
  return (
    <div className="col">
      <PageHead
        title="Открыть отчёт для правки"
        crumbs={reportCrumbs(report)}
        over={`${report.programme}, ${report.year} · ${report.stage}`}
        sub={`${report.school} · ${report.curator} · ${REPORT_STATE_LABELS[report.state]}`}
      />
      <p>
        {isWritten
          ? `Куратор пишет этот отчёт${last ? `; без открытия он доступен до ${shortDate(last)} включительно` : ''}. Новый последний день заменит прежний.`
          : 'Отчёт вернётся к куратору как возвращённый на доработку. Отправленные версии и решения по ним останутся.'}
      </p>
      <Form action={unlockReportAction} page={here} state={state}>
        <input type="hidden" name="reportId" value={report.id} />
        <input type="hidden" name="state" value={report.state} />
        <input type="hidden" name="version" value={report.version} />
        {isWritten ? null : <Sections state={state} />}
        <UnlockFields state={state} today={actor.today} />
        <ActionBar note="Запись об открытии с причиной останется в журнале.">
          <SubmitButton sending="Открываем…">Открыть отчёт</SubmitButton>
          <LinkButton href={`/reports/${id}/history`}>Не открывать</LinkButton>
        </ActionBar>
      </Form>
    </div>
  )
}

function Sections({ state }: { state: FormState }) {
  const error = errorOf(state, 'sections')
  const ticked = typedAll(state, 'sections[]')
  return (
    <fieldset className={error ? 'field bad' : 'field'}>
      <legend>Какие разделы открыть</legend>
      {error ? <ErrorText>{error}</ErrorText> : null}
      {DEFAULT_REPORT_FORM.sections.map(({ code, title }, index) => (
        <div className="choice" key={code}>
          <input
            type="checkbox"
            id={index === 0 ? 'f-sections' : `f-sections-${code}`}
            name="sections[]"
            value={code}
            defaultChecked={ticked.includes(code)}
          />
          <label htmlFor={index === 0 ? 'f-sections' : `f-sections-${code}`}>{title}</label>
        </div>
      ))}
    </fieldset>
  )
}
