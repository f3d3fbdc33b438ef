import { redirect } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { ownSigningKey } from '@/app/_papers/own-signing-key'
import { SigningFields } from '@/components/report/signing-fields'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { finishSigningAction } from '../actions'
import { openVersion, type VersionPage } from '../version-page'

export const metadata = { title: 'Завершить подписание отчёта' }

export default async function FinishSigningPage(props: VersionPage & { searchParams: Promise<Query> }) {
  const { id, number, report, page, actor, version } = await openVersion(props, '/finish')
  if (!version.isOwn || version.sha256) redirect(report)
  const state = await openForm('report-finish', one(await props.searchParams, 'kept'), actor.userId)
  return (
    <div className="col">
      <PageHead
        title="Завершить подписание отчёта"
        crumbs={[
          { label: 'Отчёты', href: '/reports' },
          { label: 'Отчёт', href: report },
        ]}
        sub={`Квитанция № ${version.receipt}: отчёт отправлен, его содержание уже не изменится.`}
      />
      <Form action={finishSigningAction} page={`${page}/finish`} state={state}>
        <input type="hidden" name="reportId" value={id} />
        <input type="hidden" name="number" value={number} />
        <SigningFields
          way={typed(state, 'way', version.signature)}
          signingKey={await ownSigningKey(actor)}
          errors={{
            way: errorOf(state, 'way'),
            password: errorOf(state, 'password'),
            keyPassword: errorOf(state, 'keyPassword'),
          }}
        />
        <ActionBar>
          <SubmitButton sending="Подписываем…">Завершить подписание</SubmitButton>
          <LinkButton href={report}>К отчёту</LinkButton>
        </ActionBar>
      </Form>
    </div>
  )
}
