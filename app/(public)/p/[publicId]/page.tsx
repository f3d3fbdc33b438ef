import { notFound } from 'next/navigation'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { SummaryList } from '@/components/ui/summary-list'
import { findPublicAct } from '@/db/queries/publication'
import { ORDER_KIND_WORDS, ORDER_STATUS_LABELS } from '@/lib/order/labels'
import { longDate } from '@/lib/shared/dates'
import { capitalised } from '@/lib/shared/text'

export const dynamic = 'force-dynamic'
export const metadata = { title: 'Сведения об акте', robots: 'noindex' }

/** Where the QR code of a paper leads: open from registration, says nothing of the content until publication (rulings B10). */
export default async function QrPage({ params }: { params: Promise<{ publicId: string }> }) {
  const { publicId } = await params
  const act = (/^[A-Za-z0-9_-]{8,64}$/.test(publicId) ? await findPublicAct(publicId) : undefined) ?? notFound()
  const isPublished = act.status === 'published'
  return (
    <div className="col">
      <PageHead title={`${capitalised(ORDER_KIND_WORDS[act.kind].nominative)} ${act.printed}`} sub={act.municipality} />
      <SummaryList
        rows={[
          { label: 'Номер', value: act.printed },
          { label: 'Дата', value: longDate(act.date) },
          { label: 'Состояние', value: ORDER_STATUS_LABELS[act.status] },
          ...(act.title ? [{ label: 'Заголовок', value: act.title }] : []),
        ]}
      />
      {isPublished ? null : (
        <Notice title="Не опубликовано">
          Акт есть в реестре, но его текст не опубликован. Подлинность имеющегося у вас файла можно проверить.
        </Notice>
      )}
      <ActionBar>
        {isPublished ? (
          <LinkButton kind="main" href={`/published/${act.publicId}`}>
            Открыть акт
          </LinkButton>
        ) : null}
        <LinkButton href="/verify">Проверить подпись</LinkButton>
      </ActionBar>
    </div>
  )
}
