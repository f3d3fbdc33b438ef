import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { requireActor } from '@/app/_session/actor'
import { ActionBar } from '@/components/ui/action-bar'
import { RadioGroup } from '@/components/ui/choice'
import { TextArea, TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { listBooks } from '@/db/queries/register'
import { may } from '@/lib/access/policy'
import { ORDER_KIND_WORDS } from '@/lib/order/labels'
import { ORDER_KINDS } from '@/lib/order/rules'
import { printedNumber } from '@/lib/register/rules'
import { capitalised, counted } from '@/lib/shared/text'
import { startBookAction } from '../actions'
import { CRUMBS, ofKind } from '../address'

export const metadata = { title: 'Начать реестр с номера' }

export default async function BookPage({ searchParams }: { searchParams: Promise<{ kept?: string; done?: string }> }) {
  const actor = await requireActor('/register/book')
  if (!may(actor, 'register.manage')) notFound()
  const { kept, done } = await searchParams
  const state = await openForm('register.book', kept, actor.userId)
  const books = await listBooks(actor)
  return (
    <div className="col">
      <PageHead title="Начать реестр с номера" crumbs={CRUMBS} />
      {done === 'started' ? (
        <Notice tone="green" live title="Реестр начат с указанного номера">
          Более ранние номера отмечены как ведшиеся вне программы.
        </Notice>
      ) : null}
      <p className="mb-6">
        Нужно, если в этом году часть номеров уже дана в бумажном журнале. Программа продолжит с вашего номера, а о
        прежних скажет, что они велись вне её.
      </p>
      <Form action={startBookAction} page="/register/book" state={state}>
        <RadioGroup
          name="kind"
          label="Вид акта"
          options={ORDER_KINDS.map((kind) => ({ value: kind, label: ofKind(kind) }))}
          defaultValue={typed(state, 'kind', 'directive')}
          error={errorOf(state, 'kind')}
        />
        <TextField
          name="year"
          label="Год"
          width="short"
          inputMode="numeric"
          defaultValue={typed(state, 'year', actor.today.slice(0, 4))}
          error={errorOf(state, 'year')}
        />
        <TextField
          name="first"
          label="Первый номер в программе"
          hint="Например, 121: номера 1–120 останутся в бумажном журнале."
          width="short"
          inputMode="numeric"
          defaultValue={typed(state, 'first')}
          error={errorOf(state, 'first')}
        />
        <TextArea
          name="reason"
          label="Причина"
          rows={2}
          defaultValue={typed(state, 'reason')}
          error={errorOf(state, 'reason')}
        />
        <ActionBar note="Изменить начало назад нельзя: номера не повторяются.">
          <SubmitButton sending="Сохраняем…">Начать реестр с номера</SubmitButton>
        </ActionBar>
      </Form>
      {books.length > 0 ? (
        <Section title="Реестры">
          <ul className="links">
            {books.map((book) => (
              <li key={book.id}>
                {capitalised(ORDER_KIND_WORDS[book.kind].genitivePlural)}, {book.year} год: следующий номер{' '}
                {printedNumber(book.next, '')}, {counted(book.entries, 'запись', 'записи', 'записей')}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </div>
  )
}
