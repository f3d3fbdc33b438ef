import { requireActor } from '@/app/_session/actor'
import { LinkButton } from '@/components/ui/button'
import { Card, CardList } from '@/components/ui/card-list'
import { Empty } from '@/components/ui/empty'
import { PageHead } from '@/components/ui/page-head'
import { Status } from '@/components/ui/status'
import { listMyWork, type Work } from '@/db/queries/my-work'
import { type Actor, hasRole } from '@/lib/access/actor'
import { localDate, longDate, shortDate, weekday } from '@/lib/shared/dates'
import { capitalised } from '@/lib/shared/text'

// The layout's template reaches the pages below it, not the one beside it.
export const metadata = { title: { absolute: 'Мои дела — Маршрут' } }

export default async function MyWorkPage() {
  const actor = await requireActor('/')
  const { mine, others } = await listMyWork(actor)
  return (
    <div className="col">
      <PageHead title="Мои дела" sub={`${capitalised(weekday(actor.today))}, ${longDate(actor.today)}`} />
      {actor.actsFor.map((principal) => (
        <p key={principal.userId} className="soft">
          До {shortDate(principal.until)} вы замещаете: {principal.name}
          {principal.post ? `, ${principal.post.toLowerCase()}` : ''}.
        </p>
      ))}
      {mine.length > 0 ? <Works title="Ждёт меня" id="mine" works={mine} actor={actor} kind="soon" /> : null}
      {others.length > 0 ? <Works title="Ждём других" id="others" works={others} actor={actor} kind="wait" /> : null}
      {mine.length + others.length === 0 ? <NothingWaits actor={actor} /> : null}
    </div>
  )
}

function Works({
  title,
  id,
  works,
  actor,
  kind,
}: {
  title: string
  id: string
  works: Work[]
  actor: Actor
  kind: 'soon' | 'wait'
}) {
  return (
    <CardList title={title} count={works.length} id={id}>
      {works.map((work) => (
        <Card
          key={work.href + work.title + work.note}
          href={work.href}
          title={work.title}
          sub={work.onBehalfOf ? `${work.note} · вы действуете за: ${work.onBehalfOf}` : work.note}
          status={work.since ? <Status kind={kind}>с {shortDate(localDate(work.since, actor.zone))}</Status> : null}
        />
      ))}
    </CardList>
  )
}

function NothingWaits({ actor }: { actor: Actor }) {
  if (hasRole(actor, 'coordinator')) {
    return (
      <Empty
        title="Дел нет"
        action={
          <LinkButton kind="main" href="/road-maps/import">
            Вставить дорожную карту
          </LinkButton>
        }
      >
        Начните с дорожной карты года: вставьте готовую таблицу или заведите пустую карту.
      </Empty>
    )
  }
  if (hasRole(actor, 'admin')) {
    return (
      <Empty title="Дел нет" action={<LinkButton href="/people">Пользователи</LinkButton>}>
        Здесь появится то, что ждёт вашего решения. Людей, роли и настройки меняют в своих разделах.
      </Empty>
    )
  }
  return (
    <Empty title="Ничего не ждёт">
      Здесь появится то, что ждёт вашего решения. Утверждённые карты смотрите в разделе «Дорожные карты».
    </Empty>
  )
}
