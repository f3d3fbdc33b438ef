import { notFound } from 'next/navigation'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { ProgrammeChoice } from '@/components/programme/programme-choice'
import { Button, LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Select, TextArea } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { getReportMatrix } from '@/db/queries/report-matrix'
import { may } from '@/lib/access/policy'
import { programmeTitle } from '@/lib/programme/current'
import { REPORT_STANDINGS } from '@/lib/report/matrix'
import { missingText, STANDING_LABELS } from '@/lib/report/matrix-words'
import { MATRIX_CRUMBS, matrixAddress } from '../crumbs'
import { MatrixTable } from './matrix-table'
import { StageSummary } from './stage-summary'

export const metadata = { title: 'Сводка отчётов' }

type Props = { searchParams: Promise<Query> }

/** Who has sent a report, who has not, what waits for a decision (features 66, 67). */
export default async function MatrixPage({ searchParams }: Props) {
  const query = await searchParams
  const actor = await requireActor('/reports/matrix')
  if (!may(actor, 'report.review')) notFound()
  const asked = one(query, 'programme') || undefined
  const found = await orNotFound(getReportMatrix(actor, asked && pageId(asked)))
  const { programme, choices, stages, seesDrafts } = found
  if (!programme) {
    return (
      <>
        <PageHead title="Сводка отчётов" crumbs={MATRIX_CRUMBS} />
        <Empty title="Программ пока нет">Программу года с этапами отчётов заводит администратор в настройках.</Empty>
      </>
    )
  }
  const stageId = stages.some(({ stage }) => stage.id === one(query, 'stage')) ? one(query, 'stage') : undefined
  const state = REPORT_STANDINGS.find((known) => known === one(query, 'state'))
  const shown = stages.filter(({ stage }) => !stageId || stage.id === stageId)
  const letter = missingText(programmeTitle(programme), shown, actor.today)
  return (
    <>
      <PageHead
        title="Сводка отчётов"
        crumbs={MATRIX_CRUMBS}
        sub={programmeTitle(programme)}
        actions={
          may(actor, 'programme.content') ? (
            <LinkButton href={`/programmes/${programme.id}/report-form`}>Форма отчёта</LinkButton>
          ) : null
        }
      />
      <ProgrammeChoice page="/reports/matrix" chosen={programme} programmes={choices} />
      {stages.length === 0 ? (
        <Empty title="У программы нет этапов">Этапы и их сроки задаёт администратор в настройках программы.</Empty>
      ) : (
        <>
          {shown.map((one) => (
            <StageSummary key={one.stage.id} matrix={one} programmeId={programme.id} />
          ))}
          <Section title="По школам" id="schools">
            <form method="get" action="/reports/matrix" className="filter">
              <input type="hidden" name="programme" value={programme.id} />
              <Select
                name="stage"
                label="Этап"
                empty="Все этапы"
                options={stages.map(({ stage }) => ({ value: stage.id, label: stage.name }))}
                defaultValue={stageId ?? ''}
              />
              <Select
                name="state"
                label="Состояние"
                empty="Любое"
                options={REPORT_STANDINGS.map((value) => ({ value, label: STANDING_LABELS[value] }))}
                defaultValue={state ?? ''}
              />
              <div className="field">
                <Button>Показать</Button>
              </div>
            </form>
            {stageId || state ? (
              <p className="chips">
                <a href={matrixAddress(programme.id)}>Снять отбор</a>
              </p>
            ) : null}
            {seesDrafts ? null : (
              <p className="soft">Черновики видит муниципальный координатор. «Не начат» здесь значит «не отправлен».</p>
            )}
            <MatrixTable actor={actor} stages={shown} state={state} />
          </Section>
          <Section title="Кто не сдал" id="missing" narrow>
            {letter === '' ? (
              <p className="soft">По открытым этапам сданы все отчёты.</p>
            ) : (
              <TextArea
                name="missing"
                label="Список для письма"
                hint="Выделите и скопируйте. Напоминания по почте программа пока не отправляет."
                rows={Math.min(16, letter.split('\n').length + 1)}
                defaultValue={letter}
                readOnly
              />
            )}
          </Section>
        </>
      )}
    </>
  )
}
