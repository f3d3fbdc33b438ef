import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { LinkButton } from '@/components/ui/button'
import { Card, CardList } from '@/components/ui/card-list'
import { Empty } from '@/components/ui/empty'
import { PageHead } from '@/components/ui/page-head'
import { Status, type StatusKind } from '@/components/ui/status'
import { listMyWork } from '@/db/queries/my-work'
import { type Actor, hasRole } from '@/lib/access/actor'
import { GROUP_TITLES, SHOWN_AT_ONCE, sayDue, WORK_GROUPS, type Work, type WorkGroup } from '@/lib/my-work/rules'
import { localDate, longDate, shortDate, weekday } from '@/lib/shared/dates'
import { capitalised } from '@/lib/shared/text'

// The layout's template reaches the pages below it, not the one beside it.
export const metadata = { title: { absolute: 'Мои дела — Маршрут' } }

type Props = { searchParams: Promise<Query> }

export default async function MyWorkPage({ searchParams }: Props) {
  const actor = await requireActor('/')
  const [work, query] = await Promise.all([listMyWork(actor), searchParams])
  const filled = WORK_GROUPS.filter((group) => work[group].length > 0)
  return (
    <>
      <PageHead title="Мои дела" sub={`${capitalised(weekday(actor.today))}, ${longDate(actor.today)}`} />
      {actor.actsFor.map((principal) => (
        <p key={principal.userId} className="soft">
          До {shortDate(principal.until)} вы замещаете: {principal.name}
          {principal.post ? `, ${principal.post.toLowerCase()}` : ''}.
        </p>
      ))}
      {/* What others owe is not one's own work: the next step is still shown. */}
      {filled.every((group) => group === 'wait') ? <NothingWaits actor={actor} /> : null}
      {filled.map((group) => (
        <Works key={group} group={group} works={work[group]} actor={actor} all={one(query, 'all') === group} />
      ))}
    </>
  )
}

function Works({ group, works, actor, all }: { group: WorkGroup; works: Work[]; actor: Actor; all: boolean }) {
  const shown = all ? works : works.slice(0, SHOWN_AT_ONCE)
  const more =
    shown.length < works.length ? { href: `/?all=${group}#${group}`, label: `Показать все ${works.length}` } : undefined
  return (
    <CardList title={GROUP_TITLES[group]} count={works.length} id={group} more={more}>
      {shown.map((work) => (
        <Card
          key={work.href + work.title + work.note}
          href={work.href}
          title={work.title}
          sub={work.onBehalfOf ? `${work.note} · вы действуете за: ${work.onBehalfOf}` : work.note}
          status={whenOf(work, group, actor)}
        />
      ))}
    </CardList>
  )
}

const KINDS: Record<WorkGroup, StatusKind> = {
  overdue: 'late',
  week: 'soon',
  decide: 'soon',
  confirm: 'idle',
  wait: 'wait',
}

function whenOf({ due, since }: Work, group: WorkGroup, actor: Actor) {
  if (due) {
    // What others owe may be late too: the word says it, red is for one's own.
    const said = group === 'confirm' ? `срок был ${shortDate(due)}` : sayDue(due, actor.today)
    return <Status kind={KINDS[group]}>{said}</Status>
  }
  return since ? <Status kind={KINDS[group]}>с {shortDate(localDate(since, actor.zone))}</Status> : null
}

function NothingWaits({ actor }: { actor: Actor }) {
  if (hasRole(actor, 'coordinator')) {
    return (
      <Empty
        title="Дел нет"
        action={
          <LinkButton kind="main" href="/road-maps/new">
            Завести дорожную карту
          </LinkButton>
        }
      >
        Начните с дорожной карты года: вставьте готовую таблицу, перенесите прошлогоднюю или загрузите карту «500+» 2022
        года одним нажатием. Сроки утверждённой карты появятся здесь сами.
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
  if (hasRole(actor, 'curator') || hasRole(actor, 'school')) {
    return (
      <Empty title="Ничего не ждёт" action={<LinkButton href="/road-maps">Дорожные карты</LinkButton>}>
        Здесь появятся мероприятия, срок которых подходит: за неделю до срока, в срок и после него, пока вы не отметите
        исполнение.
      </Empty>
    )
  }
  return (
    <Empty title="Ничего не ждёт">
      Здесь появится то, что ждёт вашего решения. Утверждённые карты смотрите в разделе «Дорожные карты».
    </Empty>
  )
}
