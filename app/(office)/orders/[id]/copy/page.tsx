import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { getCopies } from '@/db/queries/certified-copy'
import { may } from '@/lib/access/policy'
import { ORIGINAL_WORDS } from '@/lib/order/signature-ways'
import { longDate, shortDate } from '@/lib/shared/dates'
import { signedName } from '../certification'
import { paperCrumbs } from '../paper-crumbs'
import { certifyCopyAction } from './actions'

export const metadata = { title: 'Заверенная копия' }

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> }

export default async function CopyPage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const here = `/orders/${pageId(id)}/copy`
  const actor = await requireActor(here)
  if (!may(actor, 'order.print')) notFound()
  const { act, why, copies } = await orNotFound(getCopies(actor, id))
  const state = await openForm('order-copy', one(query, 'kept'), actor.userId)
  const [newest] = copies
  return (
    <div className="col">
      <PageHead
        title="Заверенная копия"
        crumbs={paperCrumbs(act)}
        sub={act.document ? `${act.document.number} от ${act.document.date}` : undefined}
      />
      {one(query, 'done') && newest ? (
        <Notice tone="green" live title="Копия готова">
          <a href={`${here}/${newest.copyId}/copy.pdf`}>Открыть копию, PDF</a>. Распечатайте её, подпишите и поставьте
          печать: без них копия не заверена.
        </Notice>
      ) : null}
      {why ? (
        <Empty title="Копию сделать нельзя" action={<LinkButton href={`/orders/${id}`}>К карточке акта</LinkButton>}>
          {why}
        </Empty>
      ) : (
        <>
          <p className="mb-6">
            Печатный экземпляр с надписью «КОПИЯ» и отметкой «Верно» (место для подписи и печати).
            {act.signature ? ` Подлинник ${ORIGINAL_WORDS[act.signature]}; ` : ' '}
            отметки об электронной подписи на копии нет: её несёт только подлинник, он хранится в реестре.
          </p>
          <Form action={certifyCopyAction} page={here} state={state}>
            <input type="hidden" name="orderId" value={id} />
            <TextField
              name="post"
              label="Должность того, кто заверяет"
              defaultValue={typed(state, 'post', newest?.post ?? 'Делопроизводитель')}
              error={errorOf(state, 'post')}
            />
            <TextField
              name="name"
              label="Кто заверяет"
              hint="Например, А.А. Пешкова"
              width="half"
              defaultValue={typed(state, 'name', newest?.name ?? signedName(actor))}
              error={errorOf(state, 'name')}
            />
            <ActionBar note={`На копии будет стоять ${longDate(actor.today)}; запись останется в журнале.`}>
              <SubmitButton sending="Готовим…">Сделать копию</SubmitButton>
              <LinkButton href={`/orders/${id}`}>Не делать</LinkButton>
            </ActionBar>
          </Form>
        </>
      )}
      {copies.length > 0 ? (
        <Section title="Сделанные копии">
          <ul className="links">
            {copies.map((copy) => (
              <li key={copy.copyId}>
                {why ? (
                  shortDate(copy.date)
                ) : (
                  <a href={`${here}/${copy.copyId}/copy.pdf`}>Копия от {shortDate(copy.date)}</a>
                )}{' '}
                <span className="soft">
                  {copy.post} {copy.name}; сделал(а) {copy.by}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </div>
  )
}
