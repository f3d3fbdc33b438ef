import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, isTicked, openForm, revisionOf, typed } from '@/app/_forms/form-state'
import { one } from '@/app/_forms/query'
import { EvidenceFields } from '@/components/execution/evidence-fields'
import { EvidenceList } from '@/components/execution/evidence-list'
import { Requests } from '@/components/execution/requests'
import { StandingMark, saidState } from '@/components/execution/standing'
import { StatementFields } from '@/components/execution/statement-fields'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { SummaryList } from '@/components/ui/summary-list'
import { EXECUTION_STATE_LABELS } from '@/lib/execution/labels'
import type { ExecutionState } from '@/lib/execution/rules'
import { executorText, type Statement } from '@/lib/execution/statement'
import { localDateTime, shortDate } from '@/lib/shared/dates'
import { reportAction } from '../../actions'
import { type CellPage, crumbsOf, factsOf, openCell, openPoint } from '../cell'

export const metadata = { title: 'Отметка об исполнении' }

type Current = Statement & { by: string }

export default async function ReportPage(props: CellPage) {
  const { id, measureKey, point, executor, measurePage, page, query, actor } = await openPoint(props, 'report')
  if (!executor) notFound()
  const found = await openCell(actor, id, measureKey, point, executor)
  const { cell } = found
  const state = await openForm('execution-report', one(query, 'kept'), actor.userId)
  const current = state.details.current as Current | undefined
  const said = cell.execution
  const evidence = (
    <Section title="Подтверждения" narrow>
      <EvidenceList
        evidence={found.evidence}
        zone={actor.zone}
        removeHref={found.mayReport ? (evidenceId) => `${measurePage}/evidence/${evidenceId}/remove` : undefined}
      />
    </Section>
  )
  return (
    <div className="col">
      <PageHead
        title={found.mayReport ? 'Отметить исполнение' : 'Отметка об исполнении'}
        crumbs={crumbsOf(found, measurePage)}
        sub={<StandingMark standing={cell.standing} />}
      />
      {one(query, 'done') === 'evidence-removed' ? (
        <Notice tone="green" live>
          Подтверждение убрано; запись о нём осталась с причиной.
        </Notice>
      ) : null}
      <div className="mb-6">
        <SummaryList
          rows={[
            ...factsOf(found),
            ...(said
              ? [
                  {
                    label: 'Сейчас отмечено',
                    value: `${EXECUTION_STATE_LABELS[said.state]}${said.doneOn ? `, ${shortDate(said.doneOn)}` : ''}${said.isBeforeApproval ? ', до утверждения' : ''}${said.note ? `\n${said.note}` : ''}\n${found.savedBy}, ${localDateTime(said.savedAt, actor.zone)}`,
                  },
                ]
              : [{ label: 'Сейчас отмечено', value: saidState(cell) || 'ничего' }]),
          ]}
        />
      </div>
      {found.requests.length > 0 ? (
        <Section title="Переносы срока" narrow>
          <Requests requests={found.requests} here={measurePage} zone={actor.zone} />
        </Section>
      ) : null}
      {found.evidence.length > 0 ? evidence : null}
      {current ? <TheirWord current={current} /> : null}
      {found.mayReport ? (
        <Form action={reportAction} page={page} state={state}>
          <input type="hidden" name="roadMapId" value={id} />
          <input type="hidden" name="measureKey" value={measureKey} />
          <input type="hidden" name="point" value={point} />
          <input type="hidden" name="executor" value={executorText(executor)} />
          <input type="hidden" name="revision" value={revisionOf(state, said?.revision ?? 0)} />
          <StatementFields
            value={{
              state: typed(state, 'state', said?.state === 'not_started' ? '' : said?.state),
              doneOn: typed(state, 'doneOn', said?.doneOn ? shortDate(said.doneOn) : ''),
              note: typed(state, 'note', said?.note),
              isBeforeApproval: isTicked(state, 'isBeforeApproval', said?.isBeforeApproval),
            }}
            errors={{
              state: errorOf(state, 'state'),
              doneOn: errorOf(state, 'doneOn'),
              note: errorOf(state, 'note'),
              isBeforeApproval: errorOf(state, 'isBeforeApproval'),
            }}
            approvedOn={found.approvedOn}
          />
          <EvidenceFields
            value={{ evidenceText: typed(state, 'evidenceText'), evidenceLink: typed(state, 'evidenceLink') }}
            errors={{
              evidenceText: errorOf(state, 'evidenceText'),
              evidenceLink: errorOf(state, 'evidenceLink'),
              file: errorOf(state, 'file'),
            }}
            wasRefused={state.errors.length > 0 || state.afterSignIn}
          />
          <ActionBar>
            <SubmitButton sending="Сохраняем…">Сохранить отметку</SubmitButton>
            <LinkButton href={page.replace('/report?', '/term?')}>Попросить перенести срок</LinkButton>
            <LinkButton href={measurePage}>К мероприятию</LinkButton>
          </ActionBar>
        </Form>
      ) : (
        <ActionBar>
          <LinkButton href={measurePage}>К мероприятию</LinkButton>
        </ActionBar>
      )}
    </div>
  )
}

function TheirWord({ current }: { current: Current }) {
  return (
    <Notice tone="amber" title={`Отметил(а) ${current.by || 'другой сотрудник'}`}>
      <p>
        {EXECUTION_STATE_LABELS[current.state as ExecutionState]}
        {current.doneOn ? `, ${shortDate(current.doneOn)}` : ''}
        {current.isBeforeApproval ? ', до утверждения' : ''}
      </p>
      {current.note ? <p className="whitespace-pre-wrap">{current.note}</p> : null}
      <p>В форме ниже — ваша отметка. Если сохранить её, она заменит эту; прежняя останется в истории.</p>
    </Notice>
  )
}
