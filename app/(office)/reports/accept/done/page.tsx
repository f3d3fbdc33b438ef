import { redirect } from 'next/navigation'
import { openForm, typed, typedAll } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { Notice } from '@/components/ui/notice'
import { Receipt } from '@/components/ui/receipt'
import { Section } from '@/components/ui/section'
import { counted } from '@/lib/shared/text'
import { matrixAddress } from '../../crumbs'

export const metadata = { title: 'Отчёты приняты' }

type Props = { searchParams: Promise<Query> }

/** Which of the ticked reports were accepted, which not and why. */
export default async function AcceptedPage({ searchParams }: Props) {
  const query = await searchParams
  const actor = await requireActor('/reports/accept/done')
  const state = await openForm('reports-accepted', one(query, 'kept'), actor.userId)
  const [accepted, refused] = [typedAll(state, 'accepted'), typedAll(state, 'refused')]
  if (accepted.length + refused.length === 0) redirect('/reports/matrix')
  return (
    <div className="col">
      <Receipt
        title={`${accepted.length === 1 ? 'Принят' : 'Приняты'} ${counted(accepted.length, 'отчёт', 'отчёта', 'отчётов')}`}
        lead={accepted.join('; ')}
        links={[{ href: matrixAddress(typed(state, 'programme')), label: 'К сводке отчётов' }]}
      >
        {refused.length > 0 ? (
          <Section title="Не приняты">
            <Notice tone="amber" title={counted(refused.length, 'отчёт', 'отчёта', 'отчётов')}>
              <ul className="links">
                {refused.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </Notice>
          </Section>
        ) : null}
      </Receipt>
    </div>
  )
}
