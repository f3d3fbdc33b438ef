import { notFound } from 'next/navigation'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { SummaryList } from '@/components/ui/summary-list'
import { findPublicAct } from '@/db/queries/publication'
import { ORDER_KIND_WORDS, ORDER_STATUS_LABELS } from '@/lib/order/labels'
import { longDate, shortDate } from '@/lib/shared/dates'
import { capitalised } from '@/lib/shared/text'
import { ChangeLinks } from './change-links'

export const dynamic = 'force-dynamic'
export const metadata = { title: 'Сведения об акте', robots: 'noindex' }

type Act = NonNullable<Awaited<ReturnType<typeof findPublicAct>>>

/** Where the QR code of a paper leads: open from registration, says nothing of the content until publication (rulings B10). */
export default async function QrPage({ params }: { params: Promise<{ publicId: string }> }) {
  const { publicId } = await params
  const act = (/^[A-Za-z0-9_-]{8,64}$/.test(publicId) ? await findPublicAct(publicId) : undefined) ?? notFound()
  const amended = act.changes.filter(({ effect }) => effect === 'amended')
  const repealed = act.changes.filter(({ effect }) => effect === 'repealed')
  return (
    <div className="col">
      <PageHead
        title={`${capitalised(ORDER_KIND_WORDS[act.kind].nominative)} ${act.printed}`}
        sub={`${act.municipality}, от ${longDate(act.date)}`}
      />
      <StateNotice act={act} isAmended={amended.length > 0} />
      <SummaryList
        rows={[
          { label: 'Номер', value: act.printed },
          { label: 'Дата', value: longDate(act.date) },
          { label: 'Состояние', value: ORDER_STATUS_LABELS[act.status] },
          ...(act.title ? [{ label: 'Заголовок', value: act.title }] : []),
          ...(act.target ? [{ label: TARGET[act.target.effect], value: <TargetLink target={act.target} /> }] : []),
          ...(amended.length > 0 ? [{ label: 'Изменён', value: <ChangeLinks changes={amended} /> }] : []),
          ...(repealed.length > 0
            ? [{ label: 'Признан утратившим силу', value: <ChangeLinks changes={repealed} /> }]
            : []),
          {
            label: 'Подлинник',
            value: act.signature === 'paper' ? 'на бумаге, с собственноручной подписью' : 'электронный документ',
          },
        ]}
      />
      <ActionBar note="Сравните номер и дату с бумагой. Есть сам файл — проверьте его: файл скажет больше, чем код на листе.">
        {act.status === 'published' ? (
          <LinkButton kind="main" href={`/published/${act.publicId}`}>
            Открыть акт
          </LinkButton>
        ) : null}
        <LinkButton href="/verify">Проверить подпись</LinkButton>
      </ActionBar>
    </div>
  )
}

const TARGET = { amended: 'Вносит изменения', repealed: 'Признаёт утратившим силу' }

function TargetLink({ target }: { target: NonNullable<Act['target']> }) {
  const { nominative } = ORDER_KIND_WORDS[target.kind]
  return (
    <a href={target.path}>
      {nominative} от {shortDate(target.date)} {target.printed}
    </a>
  )
}

/** What the reader must know before the facts; a published act in its first edition needs no warning. */
function StateNotice({ act, isAmended }: { act: Act; isAmended: boolean }) {
  if (act.status === 'annulled') {
    return (
      <Notice tone="red" title="Акт аннулирован">
        Силы он не имеет. Номер остаётся за ним в реестре и другому акту не даётся.
      </Notice>
    )
  }
  if (act.status === 'repealed') {
    return (
      <Notice tone="amber" title="Акт утратил силу">
        Он был зарегистрирован, но больше не действует.
      </Notice>
    )
  }
  return (
    <>
      {isAmended ? (
        <Notice tone="amber" title="В акт внесены изменения">
          Бумага, с которой вы пришли, может быть прежней редакцией. Акты об изменениях названы ниже.
        </Notice>
      ) : null}
      {act.status === 'published' ? null : (
        <Notice title="Не опубликовано">
          Акт есть в реестре, но его текст не опубликован. Подлинность имеющегося у вас файла можно проверить.
        </Notice>
      )}
    </>
  )
}
