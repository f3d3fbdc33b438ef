import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed, typedAll } from '@/app/_forms/form-state'
import { count, one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { LibraryTable } from '@/components/road-map/library-table'
import { ActionBar } from '@/components/ui/action-bar'
import { Button, LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Select, TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { getRoadMap } from '@/db/queries/road-map'
import { listDraftSections, listLibrary } from '@/db/queries/typical-measure'
import { may } from '@/lib/access/policy'
import { matchesLibrary } from '@/lib/preset/typical'
import { factorName, RISK_FACTORS } from '@/lib/programme/factors'
import { sectionHeading } from '@/lib/road-map/table'
import { counted } from '@/lib/shared/text'
import { mapAddress } from '../address'
import { addTypicalAction } from './actions'

export const metadata = { title: 'Типовые мероприятия' }

export default async function LibraryPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>
  searchParams: Promise<Query>
}) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const here = `/road-maps/${id}/library`
  const actor = await requireActor(here)
  if (!may(actor, 'road_map.edit')) notFound()
  const { version } = await orNotFound(getRoadMap(actor, id, { version: count(query, 'version') }))
  const sections = (await listDraftSections(actor, id)).filter((section) => section.version === version.number)
  const library = await listLibrary(actor)
  const state = await openForm('library-add', one(query, 'kept'), actor.userId)
  const filter = { factor: one(query, 'factor') ?? '', words: (one(query, 'words') ?? '').slice(0, 200) }
  const shown = library.filter((measure) => matchesLibrary(measure, filter))
  const page = `${here}?${new URLSearchParams({ ...filter, version: String(version.number) })}`
  const done = one(query, 'done')
  return (
    <>
      <PageHead
        title="Типовые мероприятия"
        crumbs={[
          { label: 'Дорожные карты', href: '/road-maps' },
          { label: `${version.programme}, ${version.year}`, href: mapAddress(id, version.number) },
        ]}
        sub="Фактор риска, мероприятие против него и показатель, который можно посчитать"
      />
      {done === 'added' ? (
        <Notice tone="green" live wide>
          Добавлено: {counted(count(query, 'added') ?? 0, 'мероприятие', 'мероприятия', 'мероприятий')}.{' '}
          <a href={mapAddress(id, version.number)}>Открыть карту</a>
        </Notice>
      ) : null}
      {done === 'saved' || done === 'removed' ? (
        <Notice tone="green" live wide>
          {done === 'saved'
            ? 'Мероприятие сохранено среди типовых.'
            : 'Мероприятие убрано из типовых. В картах оно осталось.'}
        </Notice>
      ) : null}
      <form className="col" action={here}>
        <input type="hidden" name="version" value={version.number} />
        <Select
          name="factor"
          label="Фактор риска"
          defaultValue={filter.factor}
          empty="Все факторы"
          options={[
            ...RISK_FACTORS.map(({ number }) => ({ value: String(number), label: factorName(number) })),
            { value: 'none', label: factorName(null) },
          ]}
        />
        <TextField name="words" label="Слова" defaultValue={filter.words} required={false} />
        <ActionBar>
          <Button>Показать</Button>
          {filter.factor || filter.words ? <a href={here}>Показать все</a> : null}
        </ActionBar>
      </form>
      <p className="soft">
        Показано {shown.length} из {library.length}
      </p>
      {sections.length === 0 ? (
        <Notice tone="amber">
          Сейчас добавить мероприятие некуда: в черновике карты нет раздела или карта уже не правится.{' '}
          <a href={`/road-maps/${id}/sections/new?version=${version.number}`}>Добавьте раздел</a> или подготовьте новую
          редакцию.
        </Notice>
      ) : null}
      {shown.length === 0 ? (
        <Empty title="Таких мероприятий нет" action={<LinkButton href={here}>Показать все</LinkButton>}>
          Измените слова или фактор риска. Своё мероприятие можно сохранить как типовое со страницы мероприятия.
        </Empty>
      ) : (
        <Form action={addTypicalAction} page={page} state={state}>
          <input type="hidden" name="roadMapId" value={id} />
          <input type="hidden" name="version" value={version.number} />
          <LibraryTable measures={shown} here={here} picked={typedAll(state, 'pick[]')} mayPick={sections.length > 0} />
          {sections.length > 0 ? (
            <>
              <Select
                name="sectionId"
                label="В какой раздел добавить"
                defaultValue={typed(state, 'sectionId', sections[0]?.id)}
                error={errorOf(state, 'sectionId')}
                options={sections.map((section) => ({
                  value: section.id,
                  label: sectionHeading(section) || 'Без раздела',
                }))}
                required
              />
              <ActionBar note="Мероприятия встанут в конец раздела. Сроки и исполнителей можно изменить в карте.">
                <SubmitButton kind="main">Добавить отмеченные</SubmitButton>
              </ActionBar>
            </>
          ) : null}
        </Form>
      )}
    </>
  )
}
