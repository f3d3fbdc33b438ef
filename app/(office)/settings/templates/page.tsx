import { notFound } from 'next/navigation'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { DoneNotice } from '@/app/(office)/settings/done-notice'
import { LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { PageHead } from '@/components/ui/page-head'
import { Table } from '@/components/ui/table'
import { listTemplates } from '@/db/queries/act-template'
import { may } from '@/lib/access/policy'
import { ORDER_KIND_WORDS, ORDER_PURPOSE_LABELS } from '@/lib/order/labels'
import { capitalised } from '@/lib/shared/text'

export const metadata = { title: 'Образцы текстов' }

export default async function TemplatesPage({ searchParams }: { searchParams: Promise<{ done?: string }> }) {
  const actor = await requireActor('/settings/templates')
  if (!may(actor, 'municipality.manage')) notFound()
  const templates = await orNotFound(listTemplates(actor))
  return (
    <>
      <PageHead
        title="Образцы текстов"
        sub="Из них составляют заголовок, преамбулу и пункты. Где своего образца нет, служит встроенный."
        crumbs={[{ label: 'Настройки', href: '/settings' }]}
        actions={
          <LinkButton kind="main" href="/settings/templates/new">
            Добавить образец
          </LinkButton>
        }
      />
      <DoneNotice done={(await searchParams).done} />
      {templates.length === 0 ? (
        <Empty title="Своих образцов нет">
          Тексты составляются по встроенным образцам для каждого вида акта. Добавьте свой, если ваши формулировки иные.
        </Empty>
      ) : (
        <Table caption="Образцы текстов" linked head={['Образец', 'Что делает акт', 'Вид', 'Применяется']}>
          <tbody>
            {templates.map((template) => (
              <tr className="row" key={template.id}>
                <td className="title">
                  <a href={`/settings/templates/${template.id}`}>{template.name}</a>
                </td>
                <td data-l="Что делает акт">{ORDER_PURPOSE_LABELS[template.purpose]}</td>
                <td data-l="Вид">{capitalised(ORDER_KIND_WORDS[template.kind].nominative)}</td>
                <td data-l="Применяется">{template.isDefault ? 'сам, без выбора' : 'по выбору в карточке'}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </>
  )
}
