import { redirect } from 'next/navigation'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { ConsolidatedParts } from '@/components/report/consolidated-parts'
import { LinkButton } from '@/components/ui/button'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SummaryList } from '@/components/ui/summary-list'
import { getConsolidated } from '@/db/queries/report-matrix'
import { reportCrumbs } from '../crumbs'

export const metadata = { title: 'Сводный отчёт муниципалитета' }

type Props = { searchParams: Promise<Query> }

/** The district's report of a stage; every figure opens the rows that it was counted from. */
export default async function ConsolidatedPage({ searchParams }: Props) {
  const stage = one(await searchParams, 'stage')
  if (!stage) redirect('/reports/matrix')
  const stageId = pageId(stage)
  const actor = await requireActor(`/reports/consolidated?stage=${stageId}`)
  const { programmeId, report } = await orNotFound(getConsolidated(actor, stageId))
  return (
    <>
      <PageHead
        title="Сводный отчёт муниципалитета"
        crumbs={reportCrumbs({ programmeId, stageId })}
        sub={report.stage}
        actions={<LinkButton href={`/reports/consolidated.pdf?stage=${stageId}`}>PDF</LinkButton>}
      />
      <SummaryList rows={report.facts} />
      {report.sections.map((section) => (
        <Section key={section.id} title={section.heading} id={section.id}>
          <ConsolidatedParts parts={section.parts} />
        </Section>
      ))}
    </>
  )
}
