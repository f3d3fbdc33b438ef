import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { repairAction } from '@/app/(office)/road-maps/[id]/check/actions'
import { mendAddress } from '@/app/(office)/road-maps/[id]/check/mend-address'
import { Changes } from '@/components/order/changes'
import { Findings } from '@/components/order/findings'
import { FrozenAnnex } from '@/components/order/frozen-annex'
import { FrozenOrder } from '@/components/order/frozen-order'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { Select, TextArea } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { SummaryList } from '@/components/ui/summary-list'
import { getOrder, getSending } from '@/db/queries/order'
import { isOpen } from '@/lib/order/rules'
import { comparePackages } from '@/lib/road-map/diff'
import { counted } from '@/lib/shared/text'
import { sendAction } from './actions'

/** Number and date come with the signature. */
const NOT_GIVEN = { date: 'дата подписания', number: '№ из реестра' }

export const metadata = { title: 'Проверить и отправить' }

export default async function SendPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>
  searchParams: Promise<Query>
}) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const page = `/orders/${id}/send`
  const actor = await requireActor(page)
  const [sending, order] = await orNotFound(Promise.all([getSending(actor, id), getOrder(actor, id)]))
  const state = await openForm('order-send', one(query, 'kept'), actor.userId)
  if (!isOpen('send', sending.status) && state.errors.length === 0) notFound()
  const { frozen, findings, unanswered } = sending
  const hasErrors = findings.some((finding) => finding.level === 'error')
  const repairState = await openForm('repair', one(query, 'kept'), actor.userId)
  const roadMapId = order.map?.id ?? ''
  const all = one(query, 'all')
  const wantsNote = findings.length > 0 || unanswered > 0
  return (
    <>
      <PageHead
        title="Проверить и отправить на согласование"
        crumbs={[
          { label: 'Распоряжения', href: '/orders' },
          { label: 'Проект', href: `/orders/${id}` },
        ]}
      />
      <div className="col">
        <SummaryList
          rows={[
            {
              label: 'Заголовок',
              value: frozen.document.title || 'не заполнен',
              change: { href: `/orders/${id}/edit` },
            },
            {
              label: 'Подписывает',
              value: sending.signatory ? `${sending.signatory.name}, ${sending.signatory.post}` : 'не выбран',
              change: { href: `/orders/${id}/edit` },
            },
            ...(order.map
              ? [
                  {
                    label: 'Дорожная карта',
                    value: `${counted(frozen.sections.length, 'раздел', 'раздела', 'разделов')}, ${counted(frozen.measures.length, 'мероприятие', 'мероприятия', 'мероприятий')}`,
                    change: { href: `/road-maps/${order.map.id}?version=${order.map.version}` },
                  },
                ]
              : []),
            ...(!order.map && frozen.document.annex
              ? [
                  {
                    label: 'Приложение',
                    value: `${frozen.document.annex.title}: ${counted(frozen.document.annex.table.sections.flatMap((one) => one.rows).length, 'строка', 'строки', 'строк')}`,
                    change: { href: `/orders/${id}/edit` },
                  },
                ]
              : []),
          ]}
        />
        {one(query, 'done') === 'repaired' ? (
          <Notice tone="green" live>
            Исправлено. Прежний текст остался в журнале.
          </Notice>
        ) : null}
        <Findings
          findings={findings}
          hrefOf={(finding) => mendAddress(finding, { roadMapId, orderId: id, rowIds: sending.rowIds })}
          all={all}
          allHref={(code) => `${page}?all=${code}`}
          form={
            isOpen('send', sending.status)
              ? (children) => (
                  <Form action={repairAction} page={page} state={repairState}>
                    <input type="hidden" name="roadMapId" value={roadMapId} />
                    <input type="hidden" name="orderId" value={id} />
                    {children}
                  </Form>
                )
              : undefined
          }
        />
        {unanswered > 0 ? (
          <Notice tone="amber" title={`Без ответа: ${counted(unanswered, 'замечание', 'замечания', 'замечаний')}`}>
            <a href={`/orders/${id}#remarks`}>Ответьте на них</a> или поясните ниже, почему отправляете без ответа.
          </Notice>
        ) : null}
        <Form action={sendAction} page={page} state={state}>
          <input type="hidden" name="id" value={id} />
          <Select
            name="routeId"
            label="Маршрут согласования"
            defaultValue={typed(state, 'routeId', sending.routes[0]?.id)}
            error={errorOf(state, 'routeId')}
            options={sending.routes.map((route) => ({ value: route.id, label: route.name }))}
            empty={sending.routes.length === 0 ? 'Маршрутов нет: их заводит администратор' : undefined}
          />
          <TextArea
            name="note"
            label={wantsNote ? 'Пояснение к замечаниям' : 'Пояснение согласующим'}
            required={wantsNote}
            hint={wantsNote ? 'Одного пояснения на все замечания достаточно' : undefined}
            rows={3}
            defaultValue={typed(state, 'note')}
            error={errorOf(state, 'note')}
          />
          <ActionBar note="После отправки текст замораживается: изменить его можно только после возврата или отзыва.">
            {hasErrors || !isOpen('send', sending.status) ? null : (
              <SubmitButton sending="Отправляем…">Отправить на согласование</SubmitButton>
            )}
            <LinkButton href={`/orders/${id}`}>Не отправлять</LinkButton>
          </ActionBar>
        </Form>
      </div>
      {sending.previous ? (
        <Changes changes={comparePackages(sending.previous, frozen)} title="Что изменилось с прошлого круга" />
      ) : null}
      <Section title="Как это будет выглядеть">
        <FrozenOrder document={frozen.document} given={NOT_GIVEN} />
        <div className="mt-6">
          {frozen.document.annex ? <FrozenAnnex annex={frozen.document.annex} given={NOT_GIVEN} /> : null}
        </div>
      </Section>
    </>
  )
}
