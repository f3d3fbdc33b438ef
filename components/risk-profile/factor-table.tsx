import { ChangeMark, Grade } from '@/components/risk-profile/profile-status'
import { Table } from '@/components/ui/table'
import { type Change, valueChange } from '@/lib/risk-profile/change'
import { VERDICT_LABELS } from '@/lib/risk-profile/labels'
import type { Significance, Verdict } from '@/lib/risk-profile/rules'
import { capitalised } from '@/lib/shared/text'

export type FactorRow = {
  id: string
  order: number
  name: string
  isEnded: boolean
  hasMark: boolean
  initial: Significance
  initialValue: number | null
  verdict: Verdict | null
  verified: Significance | null
  why: string
  isActive: boolean
  second: Significance | null
  secondValue: number | null
  result: string
  change: Change | null
}

const HEAD = ['Фактор риска', 'Анкета', 'После верификации', 'Повторная диагностика', 'Изменение']

/** The factors of a profile, from the questionnaire to the second diagnosis, with the change in words and a sign. */
export function FactorTable({ factors }: { factors: readonly FactorRow[] }) {
  return (
    <Table caption="Факторы риска школы" head={[{ label: '№', className: 'num' }, ...HEAD]}>
      <tbody>
        {factors.map((factor) => (
          <tr className="row" key={factor.id} id={`factor-${factor.id}`}>
            <td className="num">{factor.order}</td>
            <td className="title">
              {factor.isActive ? <a href={`#chain-${factor.id}`}>{factor.name}</a> : factor.name}
              {factor.isActive ? <span className="under">активирован: школа работает по нему</span> : null}
              {factor.isEnded ? <span className="under">исключён из словаря, в профиле сохраняется</span> : null}
            </td>
            <td data-l="Анкета">
              {factor.hasMark ? <Grade significance={factor.initial} value={factor.initialValue} /> : 'нет в анкете'}
            </td>
            <td data-l="После верификации">
              <Verified factor={factor} />
            </td>
            <td data-l="Повторная диагностика">
              {factor.second ? <Grade significance={factor.second} value={factor.secondValue} /> : '—'}
              {factor.result ? <span className="under whitespace-pre-line">{factor.result}</span> : null}
            </td>
            <td data-l="Изменение">
              {factor.change ? (
                <ChangeMark change={factor.change} value={valueChange(factor.initialValue, factor.secondValue)} />
              ) : (
                '—'
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

function Verified({ factor: { verdict, verified, why } }: { factor: FactorRow }) {
  if (verdict === null) return <>не верифицирован{why ? <span className="under">прежде: {why}</span> : null}</>
  return (
    <>
      {verified ? <Grade significance={verified} /> : null}
      <span className="under">
        {capitalised(VERDICT_LABELS[verdict])}
        {why ? `: ${why}` : ''}
      </span>
    </>
  )
}
