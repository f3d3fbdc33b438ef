import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { PlainTable } from '@/components/road-map/plain-table'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { RadioGroup } from '@/components/ui/choice'
import { Empty } from '@/components/ui/empty'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { getAmendment } from '@/db/queries/amendment'
import { counted } from '@/lib/shared/text'
import { mapAddress } from '../../address'
import { chooseFormAction } from '../actions'

export const metadata = { title: 'Текст изменений' }

export default async function AmendmentPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string; version: string }>
  searchParams: Promise<Query>
}) {
  const [{ id, version }, query] = await Promise.all([params, searchParams])
  if (!/^[1-9]\d{0,5}$/.test(version)) notFound()
  const here = `/road-maps/${id}/amendments/${version}`
  const actor = await requireActor(here)
  const draft = await orNotFound(getAmendment(actor, id, Number(version)))
  const state = await openForm('amendment-form', one(query, 'kept'), actor.userId)
  return (
    <>
      <PageHead
        title={`Текст изменений: редакция ${version}`}
        crumbs={[
          { label: 'Дорожные карты', href: '/road-maps' },
          { label: `${draft.programme}, ${draft.year}`, href: mapAddress(id, draft.version) },
          { label: 'Изменения', href: `/road-maps/${id}/amendments` },
        ]}
        sub={`Составлен из отличий от редакции ${draft.base ?? '—'}: ${counted(draft.differences, 'изменение', 'изменения', 'изменений')}`}
        actions={
          <>
            <LinkButton href={mapAddress(id, draft.version)}>Править карту</LinkButton>
            <LinkButton kind="main" href={`/orders/${draft.orderId}`}>
              К распоряжению
            </LinkButton>
          </>
        }
      />
      <div className="col">
        {one(query, 'done') === 'saved' ? (
          <Notice tone="green" live>
            Сохранено.
          </Notice>
        ) : null}
        {draft.isBaseInForce ? null : (
          <Notice tone="red" title="Карту тем временем изменил другой акт">
            Проект сделан из редакции {draft.base ?? '—'}
            {draft.current ? `, а действует редакция ${draft.current}` : ', а действующей редакции нет'}. Отправить его
            нельзя, пока изменения не перенесены.{' '}
            {draft.current && draft.isOpen ? (
              <a href={`/road-maps/${id}/amendments/rebase?order=${draft.orderId}`}>
                Перенести на действующую редакцию
              </a>
            ) : null}
          </Notice>
        )}
        {draft.isOpen && draft.differences > 0 ? (
          <Form action={chooseFormAction} page={here} state={state}>
            <input type="hidden" name="orderId" value={draft.orderId} />
            <input type="hidden" name="roadMapId" value={id} />
            <input type="hidden" name="version" value={draft.version} />
            <RadioGroup
              name="form"
              label="Как изложить изменения"
              required
              defaultValue={typed(state, 'form', draft.form)}
              error={errorOf(state, 'form')}
              options={[
                {
                  value: 'rows',
                  label: 'По строкам',
                  hint: 'Распоряжение называет каждую строку: «строку 3.2 изложить в следующей редакции».',
                },
                {
                  value: 'whole',
                  label: 'Всю карту заново',
                  hint: 'Приложение даёт новую редакцию целиком; удобно, когда изменено почти всё.',
                },
              ]}
            />
            <ActionBar>
              <SubmitButton kind="plain">Сохранить</SubmitButton>
            </ActionBar>
          </Form>
        ) : null}
      </div>
      {draft.differences === 0 ? (
        <Empty
          title="Пока ничего не изменено"
          action={<LinkButton href={mapAddress(id, draft.version)}>Править карту</LinkButton>}
        >
          Измените, добавьте или удалите строки: текст распоряжения составится сам.
        </Empty>
      ) : (
        <Section title={draft.form === 'rows' ? 'Что напишет распоряжение' : 'Что изменено'}>
          {draft.form === 'rows' ? <p>{draft.point}</p> : null}
          {draft.changes.map((change, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: changes are numbered by their place
            <div key={index} className="mt-4">
              <p>
                {index + 1}) {change.text}
              </p>
              {change.table ? <PlainTable caption={change.text} table={change.table} /> : null}
            </div>
          ))}
        </Section>
      )}
    </>
  )
}
