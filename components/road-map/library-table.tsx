import { SectionRow, Table } from '@/components/ui/table'
import type { TypicalMeasure } from '@/lib/preset/typical'
import { factorName } from '@/lib/programme/factors'

/** Typical measures under the risk factor that each answers; `picked` are those ticked before a refusal. */
export function LibraryTable({
  measures,
  here,
  picked,
  mayPick,
}: {
  measures: (TypicalMeasure & { isOwn: boolean })[]
  here: string
  picked: string[]
  mayPick: boolean
}) {
  const factors = [...new Set(measures.map((measure) => measure.factor))].sort((a, b) => (a ?? 99) - (b ?? 99))
  return (
    <Table caption="Типовые мероприятия" head={['Мероприятие', 'Срок', 'Исполнители', 'Показатель']}>
      {factors.map((factor) => {
        const own = measures.filter((measure) => measure.factor === factor)
        return (
          <tbody key={factor ?? 'none'}>
            <SectionRow title={factorName(factor)} share={own.length} columns={4} />
            {own.map((measure) => (
              <tr className="row" key={measure.id}>
                <td className="title">
                  {mayPick ? (
                    <span className="choice">
                      <input
                        type="checkbox"
                        id={`pick-${measure.id}`}
                        name="pick[]"
                        value={measure.id}
                        defaultChecked={picked.includes(measure.id)}
                      />
                      <label htmlFor={`pick-${measure.id}`}>{measure.title}</label>
                    </span>
                  ) : (
                    measure.title
                  )}
                  {measure.isOwn ? (
                    <span className="under">
                      Ваше типовое · <a href={`${here}/remove?measure=${measure.id}`}>Убрать</a>
                    </span>
                  ) : null}
                </td>
                <td className="fine" data-l="Срок">
                  {measure.term}
                </td>
                <td className="fine" data-l="Исполнители">
                  {measure.executors}
                </td>
                <td className="fine" data-l="Показатель">
                  {measure.indicator}
                </td>
              </tr>
            ))}
          </tbody>
        )
      })}
    </Table>
  )
}
