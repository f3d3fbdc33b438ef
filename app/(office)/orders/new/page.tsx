import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { ActionBar } from '@/components/ui/action-bar'
import { RadioGroup } from '@/components/ui/choice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { may } from '@/lib/access/policy'
import { ORDER_KIND_WORDS } from '@/lib/order/labels'
import { ORDER_KINDS } from '@/lib/order/rules'
import { capitalised } from '@/lib/shared/text'
import { createActAction } from './actions'

export const metadata = { title: 'Новый акт' }

/** What an act does decides where it begins: only the one that appoints curators begins here. */
export default async function NewActPage({ searchParams }: { searchParams: Promise<Query> }) {
  const actor = await requireActor('/orders/new')
  if (!may(actor, 'order.edit')) notFound()
  const state = await openForm('order-new', one(await searchParams, 'kept'), actor.userId)
  return (
    <div className="col">
      <PageHead title="Новый акт" crumbs={[{ label: 'Распоряжения', href: '/orders' }]} />
      <Section title="Назначить кураторов" narrow>
        <p>
          Текст с приложением: школы, их кураторы, должности и место работы. Список берётся из настроек одним нажатием.
        </p>
        <Form action={createActAction} page="/orders/new" state={state}>
          <input type="hidden" name="purpose" value="curators" />
          <RadioGroup
            name="kind"
            label="Вид акта"
            error={errorOf(state, 'kind')}
            required
            options={ORDER_KINDS.map((value) => ({ value, label: capitalised(ORDER_KIND_WORDS[value].nominative) }))}
            defaultValue={typed(state, 'kind', 'directive')}
          />
          <ActionBar>
            <SubmitButton sending="Заводим…">Завести проект</SubmitButton>
          </ActionBar>
        </Form>
      </Section>
      <Section title="Остальные акты" narrow>
        <ul>
          <li>
            Утвердить дорожную карту: проект появляется вместе с картой. <a href="/road-maps/new">Новая карта</a>
          </li>
          <li>
            Внести изменения: с утверждённой карты, кнопкой «Подготовить изменения».{' '}
            <a href="/road-maps">Дорожные карты</a>
          </li>
          <li>
            Признать утратившим силу: со страницы зарегистрированного акта. <a href="/orders">Распоряжения</a>
          </li>
        </ul>
      </Section>
    </div>
  )
}
