import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { ActReference } from '@/components/order/act-reference'
import { PlainTable } from '@/components/road-map/plain-table'
import { ActionBar } from '@/components/ui/action-bar'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { getTextOn } from '@/db/queries/amendment'
import type { OrderPurpose } from '@/lib/order/rules'
import { annexTable } from '@/lib/road-map/table'
import { addDays, longDate, readDate, shortDate } from '@/lib/shared/dates'

export const metadata = { title: 'Действующая редакция на дату' }

const DID: Record<OrderPurpose, string> = {
  approval: 'утверждена карта',
  curators: '',
  amendment: 'внесены изменения',
  repeal: 'признано утратившим силу',
}

type Shown = Awaited<ReturnType<typeof getTextOn>>

export default async function TextPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>
  searchParams: Promise<Query>
}) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const here = `/road-maps/${id}/text`
  const actor = await requireActor(here)
  const asked = one(query, 'on')?.slice(0, 100)
  const read = asked === undefined || asked.trim() === '' ? actor.today : readDate(asked)
  const shown = await orNotFound(getTextOn(actor, id, read ?? actor.today))
  return (
    <>
      <PageHead
        title={`Текст на ${longDate(shown.date)}`}
        crumbs={[
          { label: 'Дорожные карты', href: '/road-maps' },
          { label: `${shown.programme}, ${shown.year}`, href: `/road-maps/${id}` },
        ]}
        sub={shown.place}
      />
      <form className="col no-print" action={here}>
        <TextField
          name="on"
          label="На какую дату"
          hint="Например, 21.04.2022"
          width="short"
          defaultValue={read ? shortDate(read) : asked}
          error={read ? undefined : 'Такой даты нет. Напишите её как 21.04.2022; пока показан сегодняшний день.'}
          autoComplete="off"
        />
        <ActionBar>
          <Button>Показать</Button>
        </ActionBar>
      </form>
      <Force shown={shown} />
      {shown.text ? (
        <PlainTable
          caption={`Дорожная карта на ${shortDate(shown.date)}`}
          table={annexTable(shown.text.columns, shown.text.sections, shown.text.measures)}
        />
      ) : 'edition' in shown.found ? (
        <Notice>Текст этой редакции вам пока не открыт: акт ещё не опубликован.</Notice>
      ) : null}
      <Acts shown={shown} />
    </>
  )
}

/** Which edition it is, from when and till when, and by which acts. */
function Force({ shown }: { shown: Shown }) {
  const { found } = shown
  if (found.state === 'not_yet') {
    return (
      <Notice tone="amber" title="Карта ещё не действовала">
        {found.from ? `Она действует с ${longDate(found.from)}` : 'Утверждающий её акт ещё не зарегистрирован'}.
      </Notice>
    )
  }
  const { number, inForceFrom, inForceTo } = found.edition
  const [root, ...amendments] = shown.chain
  const by = root ? (
    <>
      {' '}
      Утверждена: <ActReference act={root} />
      {amendments.length > 0 ? '; в редакции: ' : ''}
      {amendments.map((act, index) => (
        <span key={act.id}>
          {index > 0 ? ', ' : ''}
          <ActReference act={act} />
        </span>
      ))}
      .
    </>
  ) : null
  if (found.state === 'ended') {
    return (
      <Notice tone="amber" title={`Утратила силу с ${longDate(found.since)}`}>
        Ниже последний действовавший текст: редакция № {number}
        {inForceFrom ? `, с ${longDate(inForceFrom)}` : ''}.{by}
      </Notice>
    )
  }
  return (
    <Notice
      title={
        inForceTo
          ? `Действовала редакция № ${number} с ${longDate(inForceFrom ?? shown.date)} по ${longDate(addDays(inForceTo, -1))}`
          : `Действует редакция № ${number} с ${longDate(inForceFrom ?? shown.date)}`
      }
    >
      {by}
    </Notice>
  )
}

function Acts({ shown }: { shown: Shown }) {
  if (shown.acts.length === 0) return null
  return (
    <Section title="Акты об этой карте">
      <ul className="links">
        {shown.acts.map((act) => (
          <li key={act.id}>
            <ActReference act={act} /> <span className="soft">{DID[act.purpose]}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
