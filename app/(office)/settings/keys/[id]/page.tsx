import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { openForm } from '@/app/_forms/form-state'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { endKeyAction } from '@/app/(office)/settings/keys/actions'
import { ActionBar } from '@/components/ui/action-bar'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { SummaryList } from '@/components/ui/summary-list'
import { listKeys } from '@/db/queries/key'
import { localDate, shortDate } from '@/lib/shared/dates'

export const metadata = { title: 'Прекратить действие ключа' }

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ kept?: string }> }

export default async function EndKeyPage({ params, searchParams }: Props) {
  const { id } = await params
  const page = `/settings/keys/${id}`
  const actor = await requireActor(page)
  const key = (await orNotFound(listKeys(actor))).find((candidate) => candidate.id === id && candidate.endedAt === null)
  if (!key) notFound()
  const state = await openForm('key.end', (await searchParams).kept, actor.userId)
  return (
    <div className="col">
      <PageHead
        title="Прекратить действие ключа?"
        crumbs={[
          { label: 'Настройки', href: '/settings' },
          { label: 'Ключи подписи', href: '/settings/keys' },
        ]}
      />
      <SummaryList
        rows={[
          { label: 'Владелец', value: key.owner },
          { label: 'Серийный номер', value: key.serial },
          { label: 'Действует до', value: shortDate(localDate(key.notAfter, actor.zone)) },
        ]}
      />
      <p>Файл ключа будет удалён. Подписанное этим ключом остаётся действительным и проверяется, как прежде.</p>
      <Form action={endKeyAction} page={page} state={state}>
        <input type="hidden" name="id" value={id} />
        <ActionBar>
          <SubmitButton kind="warn" sending="Прекращаем…">
            Прекратить действие ключа
          </SubmitButton>
          <a href="/settings/keys">Не прекращать</a>
        </ActionBar>
      </Form>
    </div>
  )
}
