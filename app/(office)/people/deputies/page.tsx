import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { addDeputyAction } from '@/app/(office)/people/deputies/actions'
import { ActionBar } from '@/components/ui/action-bar'
import { DateField, Select, TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { Status } from '@/components/ui/status'
import { SubmitButton } from '@/components/ui/submit-button'
import { Table } from '@/components/ui/table'
import { listColleagues, listDeputies } from '@/db/queries/person'
import { periodText } from '@/lib/person/labels'

export const metadata = { title: 'Замещения (И.о.)' }

const DONE: Record<string, string> = { added: 'Замещение назначено.', ended: 'Замещение прекращено.' }
const STATES = {
  now: <Status kind="soon">Действует</Status>,
  future: <Status kind="wait">Предстоит</Status>,
  past: <Status>Закончилось</Status>,
}

const optionOf = (person: { id: string; name: string; title: string }) => ({
  value: person.id,
  label: person.title ? `${person.name}, ${person.title}` : person.name,
})

export default async function DeputiesPage({
  searchParams,
}: {
  searchParams: Promise<{ kept?: string; done?: string }>
}) {
  const actor = await requireActor('/people/deputies')
  const query = await searchParams
  const deputies = await orNotFound(listDeputies(actor))
  const principals = await listColleagues(actor, ['approver', 'signatory'])
  const colleagues = await listColleagues(actor)
  const state = await openForm('deputy.add', query.kept, actor.userId)
  const field = (name: string) => ({ name, defaultValue: typed(state, name), error: errorOf(state, name) })
  return (
    <>
      <PageHead title="Замещения (И.о.)" sub="В эти дни замещающий согласует и подписывает вместо отсутствующего." />
      {query.done && DONE[query.done] ? (
        <Notice tone="green" live>
          {DONE[query.done]}
        </Notice>
      ) : null}
      {deputies.length > 0 ? (
        <Table
          caption="Замещения"
          head={['Кого замещают', 'Кто замещает', 'Дни', 'Основание', 'Состояние', { label: 'Действия', hidden: true }]}
        >
          <tbody>
            {deputies.map((row) => (
              <tr className="row" key={row.id}>
                <td className="title">{row.principal}</td>
                <td data-l="Кто замещает">{row.deputy}</td>
                <td data-l="Дни">{periodText(row)}</td>
                <td data-l="Основание">{row.basis}</td>
                <td className="tight" data-l="Состояние">
                  {STATES[row.state]}
                </td>
                <td className="tight right">
                  {row.state === 'past' ? null : <a href={`/people/deputies/${row.id}`}>Прекратить</a>}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      ) : null}
      <Section title="Назначить исполняющего обязанности" narrow>
        <Form action={addDeputyAction} page="/people/deputies" state={state}>
          <Select
            {...field('principalId')}
            label="Кого замещают"
            options={principals.map(optionOf)}
            empty="Выберите"
            required
          />
          <Select
            {...field('deputyId')}
            label="Кто замещает"
            hint="Для электронной подписи ему понадобится свой ключ"
            options={colleagues.map(optionOf)}
            empty="Выберите"
            required
          />
          <DateField {...field('validFrom')} label="Первый день" required />
          <DateField {...field('validTo')} label="Последний день" hint="Этот день ещё входит" required />
          <TextField
            {...field('basis')}
            label="Основание"
            hint="Например: отпуск, распоряжение № 45 от 01.06.2026"
            required
          />
          <ActionBar>
            <SubmitButton sending="Назначаем…">Назначить замещение</SubmitButton>
          </ActionBar>
        </Form>
      </Section>
    </>
  )
}
