import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, isTicked, openForm, typed } from '@/app/_forms/form-state'
import { NameFormFields } from '@/app/_forms/name-form-fields'
import { PeriodFields } from '@/app/_forms/period-fields'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { DoneNotice } from '@/app/(office)/settings/done-notice'
import { savePostAction } from '@/app/(office)/settings/posts/actions'
import { ActionBar } from '@/components/ui/action-bar'
import { Checkbox } from '@/components/ui/choice'
import { Select, TextField } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { Table } from '@/components/ui/table'
import { getPost, listBodies } from '@/db/queries/post'
import { may } from '@/lib/access/policy'
import { inflectPost } from '@/lib/grammar/name'
import { periodText } from '@/lib/person/labels'

export const metadata = { title: 'Должность' }

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ kept?: string; done?: string }> }

/** «…/new» adds a post. */
export default async function PostPage({ params, searchParams }: Props) {
  const { id } = await params
  const page = `/settings/posts/${id}`
  const actor = await requireActor(page)
  if (!may(actor, 'municipality.manage')) notFound()
  const query = await searchParams
  const post = id === 'new' ? undefined : await orNotFound(getPost(actor, pageId(id)))
  const bodies = await orNotFound(listBodies(actor))
  const state = await openForm('post', query.kept, actor.userId)
  const field = (name: string, stored = '') => ({
    name,
    defaultValue: typed(state, name, stored),
    error: errorOf(state, name),
  })
  return (
    <>
      <PageHead
        title={post?.name ?? 'Новая должность'}
        crumbs={[
          { label: 'Настройки', href: '/settings' },
          { label: 'Должности', href: '/settings/posts' },
        ]}
      />
      <DoneNotice done={query.done} />
      {post ? (
        <Section title="Должностные лица" aside={<a href={`${page}/holders/new`}>Назначить на должность</a>}>
          <Table
            caption="Кто занимает должность"
            head={['Фамилия, имя, отчество', 'Дни', { label: 'Действия', hidden: true }]}
          >
            <tbody>
              {post.holders.map((holder) => (
                <tr className="row" key={holder.id}>
                  <td className="title">{holder.name}</td>
                  <td data-l="Дни">
                    {periodText(holder)}
                    {holder.isInForce ? <span className="under">сейчас</span> : null}
                  </td>
                  <td className="tight right">
                    <a href={`${page}/holders/${holder.id}`}>Изменить дни</a>
                  </td>
                </tr>
              ))}
            </tbody>
          </Table>
        </Section>
      ) : null}
      <Section title={post ? 'Данные должности' : 'Данные'} narrow>
        <Form action={savePostAction} page={page} state={state}>
          <input type="hidden" name="id" value={post?.id ?? ''} />
          <Select
            {...field('bodyId', post?.bodyId)}
            label="Орган"
            options={bodies.map((body) => ({ value: body.id, label: body.name.replaceAll('\n', ' ') }))}
            empty="Выберите"
            required
          />
          <TextField
            {...field('name', post?.name)}
            label="Должность"
            hint="Как печатается над подписью: Глава муниципального района"
            required
          />
          <TextField
            {...field('actingName', post?.actingName)}
            label="При замещении"
            hint="Исполняющий обязанности главы муниципального района"
            required
          />
          {post ? (
            <NameFormFields
              state={state}
              hint="Так программа склоняет должность. Пустое она просклонять не смогла: впишите; неверное исправьте"
              made={(form) => inflectPost(post.name, form)}
              stored={post.forms}
            />
          ) : null}
          <Checkbox
            name="signsActs"
            label="Подписывает акты"
            defaultChecked={isTicked(state, 'signsActs', post?.signsActs)}
          />
          <PeriodFields state={state} stored={post} />
          <ActionBar>
            <SubmitButton sending="Сохраняем…">{post ? 'Сохранить должность' : 'Добавить должность'}</SubmitButton>
          </ActionBar>
        </Form>
      </Section>
    </>
  )
}
