import { Form } from '@/app/_forms/form'
import { openForm, revisionOf } from '@/app/_forms/form-state'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { editPersonAction, restorePersonAction, setPasswordAction } from '@/app/(office)/people/actions'
import { PersonFields } from '@/app/(office)/people/person-fields'
import { findTemporaryPassword } from '@/app/(office)/people/temporary-password'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { Status } from '@/components/ui/status'
import { SubmitButton } from '@/components/ui/submit-button'
import { SummaryList } from '@/components/ui/summary-list'
import { Table } from '@/components/ui/table'
import { getPerson } from '@/db/queries/person'
import { ROLE_LABELS } from '@/lib/access/labels'
import { periodText, ROLE_RIGHTS } from '@/lib/person/labels'
import { SCHOOL_RELATION_LABELS } from '@/lib/school/labels'
import { localDate, shortDate } from '@/lib/shared/dates'
import { capitalised } from '@/lib/shared/text'
import { now } from '@/lib/system/clock'

export const metadata = { title: 'Пользователь' }

const DONE: Record<string, string> = {
  edited: 'Данные сохранены.',
  ended: 'Пользователь отключён: его сеансы завершены, войти он больше не может.',
  restored: 'Пользователь снова может входить со своим паролем.',
  role: 'Роль сохранена.',
}

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<{ kept?: string; done?: string; password?: string }>
}

export default async function PersonPage({ params, searchParams }: Props) {
  const id = pageId((await params).id)
  const page = `/people/${id}`
  const actor = await requireActor(page)
  const query = await searchParams
  const person = await orNotFound(getPerson(actor, id))
  const state = await openForm('person.edit', query.kept, actor.userId)
  const password = await findTemporaryPassword(actor, id, query.password, now())
  const inForce = person.roles.filter((role) => role.isInForce)
  const isSelf = person.id === actor.userId
  const isEnded = person.endedAt !== null
  const ties = [
    ...person.posts.map((post) => ({ label: post.post, value: periodText(post) })),
    ...person.schools.map((school) => ({
      label: school.school,
      value: `${SCHOOL_RELATION_LABELS[school.relation]}, ${periodText(school)}`,
    })),
    ...person.routes.map((route) => ({ label: `Маршрут «${route}»`, value: 'согласует' })),
    ...person.keys.map((key) => ({
      label: key.isTest ? 'Ключ подписи (тестовый)' : 'Ключ подписи',
      value: `до ${shortDate(localDate(key.notAfter, actor.zone))}`,
    })),
  ]
  return (
    <>
      <PageHead
        title={person.name}
        sub={isEnded ? <Status>Отключён</Status> : person.login}
        crumbs={[{ label: 'Пользователи', href: '/people' }]}
      />
      {query.done && DONE[query.done] ? (
        <Notice tone="green" live>
          {DONE[query.done]}
        </Notice>
      ) : null}
      {password ? (
        <Notice tone="amber" live title="Временный пароль">
          <p>
            <strong>{password}</strong>
          </p>
          Передайте его лично: показать его ещё раз нельзя, страница помнит его десять минут. При входе человек сменит
          его на свой.
        </Notice>
      ) : null}
      <Section title="Роли" aside={isEnded ? null : <a href={`${page}/roles/new`}>Добавить роль</a>}>
        {person.roles.length === 0 ? (
          <p>Ролей нет: после входа человеку ничего не видно.</p>
        ) : (
          <Table
            caption="Роли пользователя"
            head={['Роль', 'Как называть', 'Дни', { label: 'Действия', hidden: true }]}
          >
            <tbody>
              {person.roles.map((role) => (
                <tr className="row" key={role.id}>
                  <td className="title">{capitalised(ROLE_LABELS[role.role])}</td>
                  <td data-l="Как называть">{role.title || '—'}</td>
                  <td data-l="Дни">
                    {periodText(role)}
                    {role.isInForce ? null : <span className="under">сегодня не действует</span>}
                  </td>
                  <td className="tight right">
                    <a href={`${page}/roles/${role.id}`}>
                      Изменить<span className="vh"> роль «{ROLE_LABELS[role.role]}»</span>
                    </a>
                  </td>
                </tr>
              ))}
            </tbody>
          </Table>
        )}
      </Section>
      <Section title="Что видит этот пользователь" narrow>
        {isEnded || inForce.length === 0 ? (
          <p>Сегодня — ничего.</p>
        ) : (
          <ul className="links">
            {inForce.map((role) => (
              <li key={role.id}>{ROLE_RIGHTS[role.role]}</li>
            ))}
          </ul>
        )}
      </Section>
      {ties.length > 0 ? (
        <Section title="С чем связан" narrow>
          <SummaryList rows={ties} />
        </Section>
      ) : null}
      <Section title="Данные" narrow>
        <Form action={editPersonAction} page={page} state={state}>
          <input type="hidden" name="id" value={id} />
          <input type="hidden" name="revision" value={revisionOf(state, person.revision)} />
          <PersonFields state={state} stored={person} />
          <ActionBar>
            <SubmitButton sending="Сохраняем…">Сохранить данные</SubmitButton>
          </ActionBar>
        </Form>
      </Section>
      <Section title="Вход в программу" narrow>
        {isSelf ? (
          <p>
            Это вы. Пароль меняют на странице <a href="/account">«Учётная запись»</a>.
          </p>
        ) : (
          <>
            {isEnded ? null : (
              <Form
                action={setPasswordAction}
                page={page}
                state={await openForm('person.password', query.kept, actor.userId)}
              >
                <input type="hidden" name="id" value={id} />
                <ActionBar note="Прежний пароль перестанет подходить, все сеансы этого человека завершатся">
                  <SubmitButton kind="plain" sending="Выдаём…">
                    Выдать временный пароль
                  </SubmitButton>
                </ActionBar>
              </Form>
            )}
            {isEnded ? (
              <Form
                action={restorePersonAction}
                page={page}
                state={await openForm('person.restore', query.kept, actor.userId)}
              >
                <input type="hidden" name="id" value={id} />
                <ActionBar>
                  <SubmitButton kind="plain" sending="Возвращаем…">
                    Вернуть пользователя
                  </SubmitButton>
                </ActionBar>
              </Form>
            ) : (
              <ActionBar>
                <LinkButton kind="warn" href={`${page}/end`}>
                  Отключить пользователя
                </LinkButton>
              </ActionBar>
            )}
          </>
        )}
      </Section>
    </>
  )
}
