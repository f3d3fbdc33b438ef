import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { requireActor } from '@/app/_session/actor'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { listBooks } from '@/db/queries/register'
import { may } from '@/lib/access/policy'
import { bookName, isBeforeTime } from '@/lib/register/closing'
import { counted } from '@/lib/shared/text'
import { closeBookAction, reopenBookAction } from '../../../actions'
import { CRUMBS } from '../../../address'

export const metadata = { title: 'Закрытие реестра' }

type Props = { params: Promise<{ kind: string; year: string }>; searchParams: Promise<{ kept?: string }> }

export default async function CloseBookPage({ params, searchParams }: Props) {
  const { kind, year } = await params
  const here = `/register/closing/${kind}/${year}`
  const actor = await requireActor('/register/closing')
  if (!may(actor, 'register.manage')) notFound()
  const book = (await listBooks(actor)).find((one) => one.kind === kind && String(one.year) === year)
  if (!book) notFound()
  const { kept } = await searchParams
  const isClosed = book.closedAt !== null
  const state = await openForm(isClosed ? 'register.reopen' : 'register.close', kept, actor.userId)
  const early = isBeforeTime(book.year, actor.today)
  return (
    <div className="col">
      <PageHead
        title={isClosed ? 'Открыть реестр снова' : 'Закрыть реестр'}
        over={bookName(book)}
        crumbs={[...CRUMBS, { label: 'Закрытие года', href: '/register/closing' }]}
      />
      <Form action={isClosed ? reopenBookAction : closeBookAction} page={here} state={state}>
        <input type="hidden" name="kind" value={book.kind} />
        <input type="hidden" name="year" value={book.year} />
        <Notice tone="amber" title="Что произойдёт">
          {isClosed ? (
            <ul>
              <li>В реестре снова можно давать номера и вносить акты.</li>
              <li>Итоговая запись снимается; прежняя останется в журнале. Потом реестр закрывают заново.</li>
            </ul>
          ) : (
            <ul>
              <li>
                {counted(book.entries, 'запись', 'записи', 'записей')} реестра подсчитываются, итоговая запись встаёт в
                его конец.
              </li>
              <li>Номеров в этом реестре больше не дадут никому: ни подпись, ни резерв, ни старый акт.</li>
              <li>Открыть реестр снова можно с причиной.</li>
            </ul>
          )}
        </Notice>
        {isClosed ? (
          <TextArea
            name="reason"
            label="Причина"
            hint="Например: найден неучтённый акт"
            rows={3}
            defaultValue={typed(state, 'reason')}
            error={errorOf(state, 'reason')}
          />
        ) : (
          <TextArea
            name="note"
            label={early ? 'Почему реестр закрывается до конца года' : 'Добавить к итоговой записи'}
            hint={early ? undefined : 'Например: сдано в архив по описи № 3'}
            required={early}
            rows={3}
            defaultValue={typed(state, 'note')}
            error={errorOf(state, 'note')}
          />
        )}
        <ActionBar>
          <SubmitButton kind={isClosed ? 'main' : 'warn'} sending="Записываем…">
            {isClosed ? 'Открыть реестр снова' : 'Закрыть реестр'}
          </SubmitButton>
          <LinkButton href="/register/closing">Не делать</LinkButton>
        </ActionBar>
      </Form>
    </div>
  )
}
