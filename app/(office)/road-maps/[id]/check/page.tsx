import { Form } from '@/app/_forms/form'
import { openForm } from '@/app/_forms/form-state'
import { count, one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { Findings } from '@/components/order/findings'
import { LinkButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { getMapCheck } from '@/db/queries/check'
import { ROAD_MAP_STATUS_LABELS } from '@/lib/road-map/labels'
import { mapAddress } from '../address'
import { repairAction } from './actions'
import { mendAddress } from './mend-address'

export const metadata = { title: 'Проверка карты' }

export default async function CheckPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>
  searchParams: Promise<Query>
}) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const asked = count(query, 'version')
  const path = `/road-maps/${id}/check`
  const here = asked === undefined ? path : `${path}?version=${asked}`
  const actor = await requireActor(here)
  const check = await orNotFound(getMapCheck(actor, id, asked))
  const state = await openForm('repair', one(query, 'kept'), actor.userId)
  const all = one(query, 'all')
  const more = (code: string) => `${path}?version=${check.version}&all=${encodeURIComponent(code)}`
  const page = all ? more(all) : here
  return (
    <div className="col">
      <PageHead
        title="Проверка карты"
        crumbs={[
          { label: 'Дорожные карты', href: '/road-maps' },
          { label: `${check.programme}, ${check.year}`, href: mapAddress(id, check.version) },
        ]}
        actions={
          check.isOpen ? (
            <LinkButton kind="main" href={`/orders/${check.orderId}`}>
              К распоряжению
            </LinkButton>
          ) : null
        }
      />
      {one(query, 'done') === 'repaired' ? (
        <Notice tone="green" live>
          Исправлено. Прежний текст остался в журнале.
        </Notice>
      ) : null}
      {check.isOpen ? (
        <Findings
          findings={check.findings}
          hrefOf={(finding) => mendAddress(finding, { roadMapId: id, ...check })}
          all={all}
          allHref={more}
          form={(children) => (
            <Form action={repairAction} page={page} state={state}>
              <input type="hidden" name="roadMapId" value={id} />
              <input type="hidden" name="orderId" value={check.orderId} />
              {children}
            </Form>
          )}
        />
      ) : (
        <Notice title={ROAD_MAP_STATUS_LABELS[check.status]}>
          Проверка идёт, пока карту готовят: сейчас её текст изменить нельзя.{' '}
          <a href={mapAddress(id, check.version)}>Вернуться к карте</a>
        </Notice>
      )}
    </div>
  )
}
