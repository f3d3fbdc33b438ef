import { SummaryList } from '@/components/ui/summary-list'
import { countedCells, isAccepted, isSent, type MatrixCell, type MatrixStage, missingCells } from '@/lib/report/matrix'
import { cellName, stageWords } from '@/lib/report/matrix-words'
import { cellAnchor } from './matrix-table'

/** Figures of a stage that explain themselves: «Отправлено 11 из 13: нет у …», each name leads to its row. */
export function StageSummary({ matrix, programmeId }: { matrix: MatrixStage; programmeId: string }) {
  const { stage, standing, cells } = matrix
  const counted = countedCells(cells)
  const sent = counted.filter(isSent)
  const waiting = counted.filter((cell) => cell.standing === 'sent')
  const nobody = cells.filter((cell) => cell.curator === null)
  const isAsked = standing !== 'ahead'
  return (
    <section className="section" id={`stage-${stage.id}`}>
      <div className="section-head">
        <h2>{stage.name}</h2>
        {sent.length > 0 ? (
          <div className="section-aside">
            <a href={`/reports/consolidated?stage=${stage.id}`}>
              Сводный отчёт<span className="vh">: {stage.name}</span>
            </a>
          </div>
        ) : null}
      </div>
      <SummaryList
        rows={[
          { label: 'Этап', value: stageWords(stage, standing) },
          ...(isAsked && counted.length > 0
            ? [
                {
                  label: 'Отправлено',
                  value: (
                    <>
                      {sent.length} из {counted.length}
                      <Names lead=": нет у " cells={missingCells(cells)} />
                    </>
                  ),
                },
                {
                  label: 'Принято',
                  value: (
                    <>
                      {sent.filter(isAccepted).length} из {counted.length}
                      <Names
                        lead="; ждут решения: "
                        cells={waiting}
                        href={(cell) => `/reports/${cell.report?.id}/review`}
                      />
                    </>
                  ),
                },
              ]
            : []),
          ...(nobody.length > 0
            ? [
                {
                  label: 'Без куратора',
                  value: (
                    <>
                      {nobody.length}
                      <Names lead=": " cells={nobody} href={() => `/curators?programme=${programmeId}`} />
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
    </section>
  )
}

function Names({
  lead,
  cells,
  href = (cell) => `#${cellAnchor(cell)}`,
}: {
  lead: string
  cells: MatrixCell[]
  href?: (cell: MatrixCell) => string
}) {
  if (cells.length === 0) return null
  return (
    <>
      {lead}
      {cells.map((cell, index) => (
        <span key={cellAnchor(cell)}>
          {index > 0 ? ', ' : ''}
          <a href={href(cell)}>{cellName(cell)}</a>
        </span>
      ))}
    </>
  )
}
