import { Form } from '@/app/_forms/form'
import { openForm } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Status } from '@/components/ui/status'
import { SubmitButton } from '@/components/ui/submit-button'
import { Table } from '@/components/ui/table'
import { getAcknowledgement } from '@/db/queries/acknowledgement'
import { localDateTime } from '@/lib/shared/dates'
import { acknowledgeAction } from './actions'

export const metadata = { title: 'Ознакомление с картой' }

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> }

export default async function AcknowledgementPage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const here = `/road-maps/${pageId(id)}/acknowledgement`
  const actor = await requireActor(here)
  const { map, own, all } = await orNotFound(getAcknowledgement(actor, id))
  const state = await openForm('acknowledge', one(query, 'kept'), actor.userId)
  const left = own.filter((school) => school.at === null)
  return (
    <>
      <PageHead
        title="Ознакомление с картой"
        crumbs={[
          { label: 'Дорожные карты', href: '/road-maps' },
          { label: `${map.programme}, ${map.year}`, href: `/road-maps/${id}` },
        ]}
        sub={`Ознакомлены: ${all.filter((school) => school.at).length} из ${all.length}`}
      />
      {one(query, 'done') ? (
        <Notice tone="green" live>
          Записано: вы ознакомлены с дорожной картой.
        </Notice>
      ) : null}
      {left.length > 0 ? (
        <Form action={acknowledgeAction} page={here} state={state}>
          <input type="hidden" name="roadMapId" value={id} />
          <Notice title="Прочтите карту, затем подтвердите">
            Запишется, что вы ознакомлены с утверждённой картой: {left.map((school) => school.name).join(', ')}. Это
            делается один раз.
          </Notice>
          <ActionBar>
            <SubmitButton sending="Записываем…">Ознакомлен</SubmitButton>
            <LinkButton href={`/road-maps/${id}`}>Прочитать карту</LinkButton>
          </ActionBar>
        </Form>
      ) : null}
      <Table caption="Школы и их ознакомление" head={['Школа', 'Состояние', 'Кто и когда']}>
        <tbody>
          {all.map((school) => (
            <tr className="row" key={school.schoolId}>
              <td className="title">{school.name}</td>
              <td className="state" data-l="Состояние">
                {school.at ? <Status kind="done">ознакомлена</Status> : <Status kind="wait">ещё нет</Status>}
              </td>
              <td className="fine" data-l="Кто и когда">
                {school.at ? `${school.by}, ${localDateTime(school.at, actor.zone)}` : ''}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      {all.length === 0 ? <p className="soft">Школ, о которых вы могли бы прочесть, нет.</p> : null}
    </>
  )
}
