import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { PageHead } from '@/components/ui/page-head'
import { MarkupTable } from '@/components/ui/table'
import { getExtracts } from '@/db/queries/extract'
import { markup } from '@/lib/shared/markup'
import { counted } from '@/lib/shared/text'
import { paperCrumbs } from '../paper-crumbs'

export const metadata = { title: 'Выписки для школ' }

export default async function ExtractsPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const here = `/orders/${pageId(id)}/extracts`
  const actor = await requireActor(here)
  const { act, why, schools, unnamed } = await orNotFound(getExtracts(actor, id))
  const rows = schools.map(
    (school) =>
      markup`<tr class="row"><td class="title"><a href="${here}/${school.id}/extract.pdf">${school.name}</a></td><td data-l="Строк приложения">${school.rows}</td></tr>`,
  )
  return (
    <>
      <PageHead
        title="Выписки для школ"
        crumbs={paperCrumbs(act)}
        sub={act.document ? `${act.document.number} от ${act.document.date}` : undefined}
        actions={
          schools.length > 1 ? (
            <LinkButton kind="main" href={`${here}/extracts.zip`}>
              Все выписки, ZIP
            </LinkButton>
          ) : null
        }
      />
      {why ? (
        <Empty title="Выписок нет" action={<LinkButton href={`/orders/${id}`}>К карточке акта</LinkButton>}>
          {why}
        </Empty>
      ) : schools.length === 0 ? (
        <Empty
          title="Ни одна школа в приложении не названа"
          action={<LinkButton href={`/orders/${id}`}>К карточке акта</LinkButton>}
        >
          Строк, которые относились бы к школам, доступным вам, в приложении нет. Кого означают исполнители, задано в
          справочнике исполнителей.
        </Empty>
      ) : (
        <>
          <p className="mb-6">
            В выписке: заголовок и пункты акта, строки приложения этой школы и «Верно» с местом для подписи и печати.
            Отметки об электронной подписи на ней нет: она бывает только на подлиннике.
          </p>
          <MarkupTable
            caption="Выписки"
            linked
            head={[{ label: 'Школа' }, { label: 'Строк приложения' }]}
            bodies={[markup`<tbody>${rows}</tbody>`]}
          />
          {unnamed.length > 0 ? (
            <p className="soft">
              Без выписки, потому что в приложении не {unnamed.length === 1 ? 'названа' : 'названы'}{' '}
              {counted(unnamed.length, 'школа', 'школы', 'школ')}: {unnamed.join('; ')}.
            </p>
          ) : null}
        </>
      )}
    </>
  )
}
