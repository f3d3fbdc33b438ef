import { Status } from '@/components/ui/status'
import type { IndicatorFigure } from '@/lib/indicator/figure'

/**
 * A figure that explains itself: «11 из 13: нет у СОШ № 3, СОШ № 7», what was promised, and the way to its rows. Where nothing can
 * be counted it says so; `mayEdit` offers to make it countable.
 */
export function Figure({ figure, mayEdit }: { figure: IndicatorFigure; mayEdit: boolean }) {
  const { explanation, indicator, isProposed, note } = figure
  const { words, percent, promised, isReached } = explanation
  const rowsHref = `/road-maps/${figure.roadMapId}/execution/${figure.measureKey}/figure`
  const editHref = `/road-maps/${figure.roadMapId}/measures/${figure.measureId}/reading#indicator`
  const isUncountable = indicator.kind === 'uncountable'
  return (
    <>
      <p className="whitespace-pre-line">{figure.text || 'Показатель не указан'}</p>
      <p>
        {isUncountable ? (
          <Status kind="soon">Не считается</Status>
        ) : figure.counted ? (
          <a href={rowsHref}>{words}</a>
        ) : (
          words
        )}
        {percent ? ` (${percent})` : ''}
        {promised ? `, обещано ${promised}` : ''}
        {isReached === null ? null : (
          <>
            {' '}
            <Status kind={isReached ? 'done' : 'wait'}>{isReached ? 'достигнут' : 'пока не достигнут'}</Status>
          </>
        )}
      </p>
      {note ? <p className="soft">{note}</p> : null}
      {isProposed && !isUncountable ? <p className="soft">Так показатель прочитала программа: проверьте.</p> : null}
      {mayEdit ? (
        <p>
          <a href={editHref}>{isUncountable ? 'Сделать счётным' : 'Изменить, как считается'}</a>
        </p>
      ) : null}
    </>
  )
}
