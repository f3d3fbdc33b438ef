import { notFound } from 'next/navigation'
import { openForm } from '@/app/_forms/form-state'
import { requireActor } from '@/app/_session/actor'
import { Card } from '@/components/ui/card-list'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { listAssignments } from '@/db/queries/assignment'
import { listRoadMaps } from '@/db/queries/road-map'
import { may } from '@/lib/access/policy'
import { PRESETS } from '@/lib/preset/presets'
import { counted } from '@/lib/shared/text'
import { LoadPreset } from './load-preset'

export const metadata = { title: 'Новая дорожная карта' }

export default async function NewRoadMapPage({ searchParams }: { searchParams: Promise<{ kept?: string }> }) {
  const actor = await requireActor('/road-maps/new')
  if (!may(actor, 'road_map.edit')) notFound()
  const state = await openForm('road-map-preset', (await searchParams).kept, actor.userId)
  const [maps, assignments] = [await listRoadMaps(actor), await listAssignments(actor)]
  const [newest] = maps
  return (
    <div className="col">
      <PageHead
        title="Новая дорожная карта"
        crumbs={[{ label: 'Дорожные карты', href: '/road-maps' }]}
        sub="С чего начать? Всё, что получится, можно исправить до отправки на согласование."
      />
      <section className="group" aria-label="С чего начать">
        <ul>
          <Card
            href="/road-maps/import"
            title="Из файла Word, Excel или CSV"
            sub="Загрузите файл или вставьте таблицу из буфера обмена"
          />
          {newest ? (
            <Card
              href="/road-maps/new/last-year"
              title="Из прошлого года"
              sub={`Например, ${newest.programme}, ${newest.year}: годы в сроках сдвинутся, исполнители останутся`}
            />
          ) : null}
          {assignments.length > 0 ? (
            <Card
              href="/road-maps/new/assignment"
              title="Из задания региона"
              sub={`Выдано: ${counted(assignments.length, 'задание', 'задания', 'заданий')}`}
            />
          ) : null}
          <Card
            href="/road-maps/new/preset"
            title="Из готового образца"
            sub={PRESETS.map((preset) => preset.name).join('; ')}
          />
          <Card
            href="/road-maps/new/empty"
            title="Пустая"
            sub="Разделы и мероприятия вы внесёте сами или из библиотеки"
          />
        </ul>
      </section>
      <Section title="Посмотреть на примере">
        <p className="soft">
          Настоящий план 2022 года: 17 мероприятий в 3 разделах. Его можно править, а ненужный снять с распоряжением.
        </p>
        <LoadPreset page="/road-maps/new" state={state} />
      </Section>
    </div>
  )
}
