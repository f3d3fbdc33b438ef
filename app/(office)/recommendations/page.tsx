import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { Empty } from '@/components/ui/empty'
import { PageHead } from '@/components/ui/page-head'
import { RecommendationTable } from '@/components/visit/recommendation-table'
import { listRecommendations } from '@/db/queries/recommendation'

export const metadata = { title: 'Рекомендации' }

export default async function RecommendationsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams
  const actor = await requireActor('/recommendations')
  const isAll = one(query, 'state') === 'all'
  const found = await listRecommendations(actor, { all: isAll })
  const isOne = new Set(found.map((row) => row.schoolId)).size < 2
  return (
    <>
      <PageHead
        title={isAll ? 'Все рекомендации' : 'Открытые рекомендации'}
        crumbs={[{ label: 'Посещения', href: '/visits' }]}
        sub={
          isAll ? (
            <a href="/recommendations">Только открытые</a>
          ) : (
            <a href="/recommendations?state=all">Показать и закрытые</a>
          )
        }
      />
      <p className="soft mb-4">
        Рекомендации даёт куратор по итогам посещения. Отвечает администрация школы; документов от учителей они не
        требуют. Закрывает их куратор — на следующем посещении или на странице рекомендации.
      </p>
      {found.length === 0 ? (
        <Empty title={isAll ? 'Рекомендаций пока нет' : 'Открытых рекомендаций нет'}>
          Они появятся здесь, когда куратор сохранит лист посещения.
        </Empty>
      ) : (
        <RecommendationTable
          rows={found.map(({ school, ...row }) => (isOne ? row : { ...row, school }))}
          today={actor.today}
        />
      )}
    </>
  )
}
