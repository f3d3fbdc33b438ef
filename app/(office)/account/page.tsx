import { cookies } from 'next/headers'
import { Form } from '@/app/_forms/form'
import { BLANK } from '@/app/_forms/form-state'
import { APPEARANCE_COOKIE, readAppearance } from '@/app/_layout/appearance'
import { requireActor, sessionToken } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { endOtherSessionsAction } from '@/app/(office)/account/actions'
import { AppearanceForm } from '@/app/(office)/account/appearance-form'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { SummaryList } from '@/components/ui/summary-list'
import { Table } from '@/components/ui/table'
import { getOwnPerson } from '@/db/queries/person'
import { listOwnSessions } from '@/db/queries/session'
import { ROLE_LABELS } from '@/lib/access/labels'
import { browserName } from '@/lib/person/browser-name'
import { localDateTime, shortDate } from '@/lib/shared/dates'
import { now } from '@/lib/system/clock'

export const metadata = { title: 'Учётная запись' }

const DONE: Record<string, string> = {
  password: 'Пароль сменён, остальные сеансы завершены.',
  sessions: 'Остальные сеансы завершены.',
  appearance: 'Вид страниц сохранён в этом браузере.',
}

export default async function AccountPage({ searchParams }: { searchParams: Promise<{ done?: string }> }) {
  const actor = await requireActor('/account')
  const { done } = await searchParams
  const person = await orNotFound(getOwnPerson(actor))
  const sessions = await listOwnSessions(actor, await sessionToken(), now())
  const appearance = readAppearance((await cookies()).get(APPEARANCE_COOKIE)?.value)
  return (
    <div className="col">
      <PageHead title="Учётная запись" sub={person.name} />
      {done && DONE[done] ? (
        <Notice tone="green" live>
          {DONE[done]}
        </Notice>
      ) : null}
      <SummaryList
        rows={[
          { label: 'Имя для входа', value: person.login },
          {
            label: 'Роли',
            value:
              person.roles
                .map(
                  ({ role, title, validTo }) =>
                    `${title || ROLE_LABELS[role]}${validTo ? ` (по ${shortDate(validTo)})` : ''}`,
                )
                .join(', ') || 'нет',
          },
          ...(actor.actsFor.length > 0
            ? [
                {
                  label: 'Замещаете',
                  value: actor.actsFor
                    .map(
                      (principal) =>
                        `${[principal.name, principal.post].filter(Boolean).join(', ')}, по ${shortDate(principal.until)}`,
                    )
                    .join('\n'),
                },
              ]
            : []),
        ]}
      />
      <p className="soft">Имя и роли меняет администратор.</p>
      <ActionBar>
        <LinkButton href="/account/password">Сменить пароль</LinkButton>
        <LinkButton href="/account/feed">Сроки в своём календаре</LinkButton>
      </ActionBar>
      <Section title="Где вы вошли">
        <Table caption="Ваши сеансы" head={['Браузер', 'Вход', 'Последнее действие']}>
          <tbody>
            {sessions.map((session) => (
              <tr className="row" key={`${session.createdAt.toISOString()} ${session.seenAt.toISOString()}`}>
                <td className="title">
                  {browserName(session.agent)}
                  {session.isThis ? <span className="under">этот сеанс</span> : null}
                </td>
                <td data-l="Вход">{localDateTime(session.createdAt, actor.zone)}</td>
                <td data-l="Последнее действие">{localDateTime(session.seenAt, actor.zone)}</td>
              </tr>
            ))}
          </tbody>
        </Table>
        {sessions.length > 1 ? (
          <Form action={endOtherSessionsAction} page="/account" state={BLANK}>
            <ActionBar>
              <SubmitButton kind="plain" sending="Завершаем…">
                Завершить остальные сеансы
              </SubmitButton>
            </ActionBar>
          </Form>
        ) : null}
      </Section>
      <Section title="Вид страниц" id="appearance">
        <AppearanceForm appearance={appearance} />
      </Section>
    </div>
  )
}
