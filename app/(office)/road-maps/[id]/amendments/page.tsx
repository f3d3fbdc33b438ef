import { Form } from '@/app/_forms/form'
import { openForm } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { ActReference } from '@/components/order/act-reference'
import { RoadMapStatusTag } from '@/components/road-map/status-tag'
import { LinkButton } from '@/components/ui/button'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { Table } from '@/components/ui/table'
import { listEditions } from '@/db/queries/amendment'
import { may } from '@/lib/access/policy'
import type { Edition } from '@/lib/road-map/editions'
import { isEditable } from '@/lib/road-map/rules'
import { addDays, shortDate } from '@/lib/shared/dates'
import { startEditionAction } from '../actions'
import { mapAddress } from '../address'

export const metadata = { title: 'Изменения карты' }

export default async function AmendmentsPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>
  searchParams: Promise<Query>
}) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const here = `/road-maps/${id}/amendments`
  const actor = await requireActor(here)
  const map = await orNotFound(listEditions(actor, id))
  const state = await openForm('road-map-edition', one(query, 'kept'), actor.userId)
  const mayEdit = may(actor, 'road_map.edit')
  const main = map.mayStart === 'amendment' ? 'Подготовить изменения' : 'Подготовить новую редакцию'
  return (
    <>
      <PageHead
        title="Изменения карты"
        crumbs={[
          { label: 'Дорожные карты', href: '/road-maps' },
          { label: `${map.programme}, ${map.year}`, href: `/road-maps/${id}` },
        ]}
        sub="Утверждённая карта не правится: её меняют актом о внесении изменений"
        actions={
          <>
            <LinkButton href={`/road-maps/${id}/text`}>Текст на дату</LinkButton>
            {map.editions.length > 1 ? <LinkButton href={`/road-maps/${id}/changes`}>Что изменилось</LinkButton> : null}
            {map.mayStart ? (
              <Form action={startEditionAction} page={here} state={state}>
                <input type="hidden" name="roadMapId" value={id} />
                <SubmitButton>{main}</SubmitButton>
              </Form>
            ) : null}
          </>
        }
      />
      <Table
        caption="Редакции карты"
        head={[{ label: '№', className: 'num' }, 'Редакция', 'Акт', 'Действует', 'Состояние']}
      >
        <tbody>
          {map.editions.map((edition) => (
            <tr className="row" key={edition.versionId}>
              <td className="num">{edition.number}</td>
              <td className="title">
                <a href={mapAddress(id, edition.number)}>Редакция {edition.number}</a>
                {edition.baseNumber ? (
                  <span className="under">
                    <a href={`/road-maps/${id}/changes?from=${edition.baseNumber}&to=${edition.number}`}>
                      отличия от редакции {edition.baseNumber}
                    </a>
                  </span>
                ) : null}
                {mayEdit && edition.baseNumber && isEditable(edition.status) ? (
                  <span className="under">
                    <a href={`${here}/${edition.number}`}>текст изменений</a>
                  </span>
                ) : null}
                {mayEdit && edition.isBaseLost && edition.act ? (
                  <span className="under">
                    <a href={`${here}/rebase?order=${edition.act.id}`}>перенести на действующую редакцию</a>
                  </span>
                ) : null}
              </td>
              <td data-l="Акт">
                {edition.link ? (
                  <ActReference act={edition.link} />
                ) : edition.act && mayEdit ? (
                  <a href={`/orders/${edition.act.id}`}>проект</a>
                ) : (
                  'нет'
                )}
              </td>
              <td data-l="Действует">{forceOf(edition)}</td>
              <td className="state" data-l="Состояние">
                <RoadMapStatusTag status={edition.status} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  )
}

/** An annulled act never had force; one that was replaced on its first day had none for a whole day. */
function forceOf({ inForceFrom, inForceTo, act }: Edition): string {
  if (!inForceFrom || !act || act.status === 'annulled') return '—'
  if (inForceTo === null) return `с ${shortDate(inForceFrom)}`
  if (inForceTo <= inForceFrom) return `${shortDate(inForceFrom)}, заменена в тот же день`
  return `с ${shortDate(inForceFrom)} по ${shortDate(addDays(inForceTo, -1))}`
}
