import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { DoneNotice } from '@/app/(office)/settings/done-notice'
import { addKeyAction, issueTestKeyAction } from '@/app/(office)/settings/keys/actions'
import { keyTerm } from '@/app/(office)/settings/keys/key-term'
import { ActionBar } from '@/components/ui/action-bar'
import { RadioGroup } from '@/components/ui/choice'
import { FileField, PasswordField, Select } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { Status } from '@/components/ui/status'
import { SubmitButton } from '@/components/ui/submit-button'
import { Table } from '@/components/ui/table'
import { listKeys } from '@/db/queries/key'
import { listColleagues } from '@/db/queries/person'
import { localDate, shortDate } from '@/lib/shared/dates'
import { now } from '@/lib/system/clock'

export const metadata = { title: 'Ключи подписи' }

export default async function KeysPage({ searchParams }: { searchParams: Promise<{ kept?: string; done?: string }> }) {
  const actor = await requireActor('/settings/keys')
  const query = await searchParams
  const keys = await orNotFound(listKeys(actor))
  const people = (await listColleagues(actor)).map((person) => ({
    value: person.id,
    label: person.title ? `${person.name}, ${person.title}` : person.name,
  }))
  const state = await openForm('key.add', query.kept, actor.userId)
  const testState = await openForm('key.test', query.kept, actor.userId)
  const at = now()
  const day = (instant: Date) => shortDate(localDate(instant, actor.zone))
  return (
    <>
      <PageHead
        title="Ключи подписи"
        sub="У каждого, кто подписывает, свой ключ: у главы и у каждого И.о."
        crumbs={[{ label: 'Настройки', href: '/settings' }]}
      />
      <DoneNotice done={query.done} />
      <Table
        caption="Ключи подписи"
        head={['Владелец', 'Сертификат', 'Срок', 'Пароль', 'Состояние', { label: 'Действия', hidden: true }]}
      >
        <tbody>
          {keys.map((key) => {
            const term = keyTerm(key, at)
            return (
              <tr className="row" key={key.id}>
                <td className="title">
                  {key.owner}
                  {key.subject === key.owner ? null : <span className="under">{key.subject}</span>}
                </td>
                <td data-l="Сертификат">
                  {key.serial}
                  {key.isTest ? <span className="under">тестовый: подпись не имеет силы</span> : null}
                </td>
                <td data-l="Срок">
                  {day(key.notBefore)} — {day(key.notAfter)}
                </td>
                <td data-l="Пароль">
                  {key.endedAt ? '—' : key.isPasswordKept ? 'хранится зашифрованным' : 'вводится каждый раз'}
                </td>
                <td className="tight" data-l="Состояние">
                  {key.endedAt ? (
                    <Status>Прекращён {day(key.endedAt)}</Status>
                  ) : (
                    <Status kind={term.kind}>{term.words}</Status>
                  )}
                </td>
                <td className="tight right">
                  {key.endedAt ? null : <a href={`/settings/keys/${key.id}`}>Прекратить</a>}
                </td>
              </tr>
            )
          })}
        </tbody>
      </Table>
      <Section title="Загрузить ключ" narrow>
        <Form action={addKeyAction} page="/settings/keys" state={state}>
          <Select
            name="userId"
            label="Чей ключ"
            hint="Прежний ключ этого человека прекратит действие"
            options={people}
            empty="Выберите"
            defaultValue={typed(state, 'userId')}
            error={errorOf(state, 'userId')}
            required
          />
          <FileField
            name="key"
            label="Файл ключа"
            types="PKCS#12 (.p12, .pfx)"
            maxSize="200 КБ"
            hint="С сертификатом и закрытым ключом"
            accept=".p12,.pfx,application/x-pkcs12"
            error={errorOf(state, 'key')}
            required
          />
          <PasswordField
            name="password"
            label="Пароль ключа"
            error={errorOf(state, 'password')}
            autoComplete="off"
            required
          />
          <RadioGroup
            name="keep"
            label="Пароль ключа при подписании"
            options={[
              { value: 'ask', label: 'Спрашивать каждый раз', hint: 'Подписывающий вводит его сам' },
              {
                value: 'keep',
                label: 'Хранить зашифрованным',
                hint: 'Подписывающий вводит только пароль своей учётной записи',
              },
            ]}
            defaultValue={typed(state, 'keep', 'ask')}
            error={errorOf(state, 'keep')}
            required
          />
          <ActionBar>
            <SubmitButton sending="Проверяем ключ…">Проверить и загрузить ключ</SubmitButton>
          </ActionBar>
        </Form>
      </Section>
      <Section title="Тестовый сертификат" narrow>
        <p>Чтобы попробовать подписание без настоящего ключа. В отметке на документе так и написано: тестовый.</p>
        <Form action={issueTestKeyAction} page="/settings/keys" state={testState}>
          <Select
            name="userId"
            id="f-test-userId"
            label="Для кого"
            options={people}
            empty="Выберите"
            defaultValue={typed(testState, 'userId')}
            error={errorOf(testState, 'userId')}
            required
          />
          <ActionBar>
            <SubmitButton kind="plain" sending="Выпускаем…">
              Выпустить тестовый сертификат
            </SubmitButton>
          </ActionBar>
        </Form>
      </Section>
    </>
  )
}
