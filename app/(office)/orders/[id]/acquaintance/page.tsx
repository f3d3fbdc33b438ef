import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { PageHead } from '@/components/ui/page-head'
import { MarkupTable } from '@/components/ui/table'
import { getAcquaintance } from '@/db/queries/acquaintance'
import { shortDate } from '@/lib/shared/dates'
import { markup } from '@/lib/shared/markup'
import { capitalised } from '@/lib/shared/text'
import { actInSheet } from './sheet'

export const metadata = { title: 'Лист ознакомления' }

export default async function AcquaintancePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const here = `/orders/${pageId(id)}/acquaintance`
  const actor = await requireActor(here)
  const { act, isKept, lines } = await orNotFound(getAcquaintance(actor, id))
  const crumbs = [
    { label: 'Распоряжения', href: '/orders' },
    { label: act ? `Акт ${act.number}` : 'Карточка акта', href: `/orders/${id}` },
  ]
  const read = lines.filter((line) => line.date !== null).length
  const rows = lines.map(
    ({ school, head, date }) =>
      markup`<tr class="row"><td class="title">${school}</td><td data-l="Руководитель">${head || 'не назначен'}</td><td data-l="Ознакомлен(а)">${date ? shortDate(date) : 'ещё нет'}</td></tr>`,
  )
  return (
    <>
      <PageHead
        title="Лист ознакомления"
        crumbs={crumbs}
        sub={act && isKept ? `Ознакомлены: ${read} из ${lines.length}` : undefined}
        actions={
          lines.length > 0 ? (
            <LinkButton kind="main" href={`${here}/acquaintance.pdf`}>
              Печать, PDF
            </LinkButton>
          ) : null
        }
      />
      {act ? <p className="mb-4">{capitalised(actInSheet(act))}</p> : null}
      {act === null ? (
        <Empty title="Знакомить ещё не с чем" action={<LinkButton href={`/orders/${id}`}>К карточке акта</LinkButton>}>
          Лист появится, когда акт подпишут и зарегистрируют.
        </Empty>
      ) : lines.length === 0 ? (
        <Empty title="Школ в списке нет" action={<LinkButton href={`/orders/${id}`}>К карточке акта</LinkButton>}>
          За вами сегодня не закреплена школа, либо школы ещё не внесены в настройки.
        </Empty>
      ) : (
        <>
          <p className="soft mb-6">
            {isKept
              ? 'Руководитель отмечает ознакомление на странице карты под своим именем. Кто не отметил, расписывается на листе от руки.'
              : 'Отметки в программе ведутся для дорожных карт; этот лист печатают и заполняют от руки.'}
          </p>
          <MarkupTable
            caption="Руководители школ"
            head={[{ label: 'Школа' }, { label: 'Руководитель' }, { label: 'Ознакомлен(а)' }]}
            bodies={[markup`<tbody>${rows}</tbody>`]}
          />
        </>
      )}
    </>
  )
}
