import { notFound } from 'next/navigation'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { Figure } from '@/components/indicator/figure'
import { UnitsTable } from '@/components/indicator/units'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { getIndicatorFigure } from '@/db/queries/indicator'
import { may } from '@/lib/access/policy'
import { counted as countedWords } from '@/lib/shared/text'

export const metadata = { title: 'Показатель' }

/** Every figure leads to the rows that it was counted from. */
export default async function FigurePage({ params }: { params: Promise<{ id: string; measureKey: string }> }) {
  const { id, measureKey } = await params
  const home = `/road-maps/${id}/execution/${measureKey}`
  const actor = await requireActor(`${home}/figure`)
  const figure = await orNotFound(getIndicatorFigure(actor, pageId(id), pageId(measureKey)))
  if (!figure) notFound()
  const { counted } = figure
  const hidden = (counted?.hidden?.done ?? 0) + (counted?.hidden?.missing ?? 0)
  return (
    <>
      <PageHead
        title="Показатель"
        sub={figure.title}
        crumbs={[
          { label: 'Дорожные карты', href: '/road-maps' },
          { label: 'Исполнение', href: `/road-maps/${id}/execution` },
          { label: 'Мероприятие', href: home },
        ]}
      />
      <Section title="Сколько" narrow>
        <Figure figure={figure} mayEdit={may(actor, 'plan.edit')} />
        {figure.indicator.kind === 'uncountable' ? null : <p className="soft">{figure.counts}</p>}
      </Section>
      {counted && counted.done.length + counted.missing.length > 0 ? (
        <Section title="Из чего сложилось число">
          <UnitsTable missing={counted.missing} done={counted.done} />
        </Section>
      ) : null}
      {hidden > 0 ? (
        <p className="soft">
          Ещё {countedWords(hidden, 'строка учтена', 'строки учтены', 'строк учтено')} в числе, но без названий: вы
          видите своё.
        </p>
      ) : null}
    </>
  )
}
