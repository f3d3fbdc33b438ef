import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { FileField } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { SCAN_LIMIT_TEXT, SCAN_TYPES } from '@/lib/register/scan'
import { attachScanAction } from '../actions'
import { openVersion, type VersionPage } from '../version-page'

export const metadata = { title: 'Скан отчёта' }

export default async function AttachScanPage(props: VersionPage & { searchParams: Promise<Query> }) {
  const { id, number, report, page, actor, version } = await openVersion(props, '/attach')
  if (!version.isOwn || version.signature !== 'paper' || !version.sha256) notFound()
  const state = await openForm('report-scan', one(await props.searchParams, 'kept'), actor.userId)
  return (
    <div className="col">
      <PageHead
        title={version.scanSha256 ? 'Заменить скан отчёта' : 'Приложить скан отчёта'}
        crumbs={[
          { label: 'Отчёты', href: '/reports' },
          { label: 'Отчёт', href: report },
        ]}
        sub={`${version.content.school}. Версия ${number}, квитанция № ${version.receipt}`}
      />
      <p className="mb-4">
        <a href={`${page}/report.pdf`}>Напечатайте отчёт</a>, подпишите и отсканируйте его.
      </p>
      <Form action={attachScanAction} page={`${page}/attach`} state={state}>
        <input type="hidden" name="reportId" value={id} />
        <input type="hidden" name="number" value={number} />
        <FileField
          name="scan"
          label="Скан подписанного отчёта"
          types={SCAN_TYPES}
          maxSize={SCAN_LIMIT_TEXT}
          accept=".pdf,.jpg,.jpeg,.png"
          error={errorOf(state, 'scan')}
          required
        />
        <ActionBar>
          <SubmitButton>Приложить скан</SubmitButton>
          <LinkButton href={report}>К отчёту</LinkButton>
        </ActionBar>
      </Form>
    </div>
  )
}
