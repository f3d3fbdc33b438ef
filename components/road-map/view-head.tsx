import { type MapView, MapViews, openViews } from '@/components/road-map/map-views'
import { LinkButton } from '@/components/ui/button'
import { PageHead } from '@/components/ui/page-head'
import { printedNumber } from '@/lib/register/rules'
import { longDate } from '@/lib/shared/dates'

type Head = {
  roadMapId: string
  programme: string
  year: number
  place: string
  version: number
  isLiving: boolean
  hasTable: boolean
  act: { orderId: string; number: number; suffix: string; date: string } | null
}

/** The head of a view beside the table: what map it is, of which act, and the way to the other views. */
export function ViewHead({
  head,
  title,
  current,
  links = [],
}: {
  head: Head
  title: string
  current: MapView
  /** Pages that belong to this view: «Графики», «Ознакомление». */
  links?: { href: string; label: string }[]
}) {
  const here = `/road-maps/${head.roadMapId}`
  return (
    <>
      <PageHead
        title={title}
        crumbs={[
          { label: 'Дорожные карты', href: '/road-maps' },
          ...(head.hasTable ? [{ label: `Дорожная карта ${head.year}`, href: here }] : []),
        ]}
        sub={
          <>
            {head.programme}, {head.year} ·{' '}
            {head.act ? (
              <a href={`/orders/${head.act.orderId}`}>
                {printedNumber(head.act.number, head.act.suffix)} от {longDate(head.act.date)}
              </a>
            ) : head.isLiving ? (
              'утверждена'
            ) : (
              `редакция ${head.version}, не утверждена`
            )}
          </>
        }
        actions={
          links.length > 0
            ? links.map(({ href, label }) => (
                <LinkButton key={href} href={href}>
                  {label}
                </LinkButton>
              ))
            : null
        }
      />
      <MapViews here={here} current={current} open={openViews({ ...head, isEditable: false })} />
    </>
  )
}
