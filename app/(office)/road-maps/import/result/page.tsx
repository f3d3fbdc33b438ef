import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { findOwnMap } from '@/db/queries/road-map-import'
import { notFound } from '@/lib/shared/refusal'

export const metadata = { title: 'Карта сохранена' }

const WORDS: [name: string, word: string][] = [
  ['added', 'добавлено'],
  ['edited', 'изменено'],
  ['removed', 'удалено'],
  ['kept', 'спорных оставлено как в программе'],
]

export default async function ImportResultPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams
  const id = one(query, 'map') ?? ''
  const actor = await requireActor(`/road-maps/import/result?map=${encodeURIComponent(id)}`)
  const map = await orNotFound(
    findOwnMap(actor, { roadMapId: id }).then((found) => {
      if (!found) throw notFound('Дорожная карта')
      return found
    }),
  )
  const number = (name: string) => Math.max(0, Number.parseInt(one(query, name) ?? '', 10) || 0)
  const said = WORDS.filter(([name]) => number(name) > 0).map(([name, word]) => `${number(name)} ${word}`)
  return (
    <div className="col">
      <PageHead
        title="Карта сохранена"
        crumbs={[{ label: 'Дорожные карты', href: '/road-maps' }]}
        sub={`${map.programme}, ${map.year}`}
      />
      <Notice tone="green" live title={`Мероприятий: ${said.join(', ') || 'изменений нет'}`}>
        {number('skipped') > 0
          ? `${number('skipped')} пропущено: строки таблицы, которые не мероприятия (повторы шапки, пустые, продолжения строк с новой страницы).`
          : null}
      </Notice>
      <ActionBar>
        <LinkButton kind="main" href={`/road-maps/${id}`}>
          Открыть карту
        </LinkButton>
        <LinkButton href={`/road-maps/${id}/check`}>Проверить карту</LinkButton>
      </ActionBar>
    </div>
  )
}
