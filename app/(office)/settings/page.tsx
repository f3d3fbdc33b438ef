import { Form } from '@/app/_forms/form'
import { errorOf, openForm, revisionOf, typed } from '@/app/_forms/form-state'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { editMunicipalityAction } from '@/app/(office)/settings/actions'
import { DoneNotice } from '@/app/(office)/settings/done-notice'
import { keyTerm } from '@/app/(office)/settings/keys/key-term'
import { ActionBar } from '@/components/ui/action-bar'
import { Card, CardList } from '@/components/ui/card-list'
import { TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { listKeys } from '@/db/queries/key'
import { getMunicipality } from '@/db/queries/municipality'
import type { Actor } from '@/lib/access/actor'
import { may } from '@/lib/access/policy'
import { ZONE_LABELS } from '@/lib/municipality/labels'
import { now } from '@/lib/system/clock'

export const metadata = { title: 'Настройки' }

const PAGES: { href: string; title: string; sub: string; isFor?: (actor: Actor) => boolean }[] = [
  {
    href: '/settings/wordings',
    title: 'Формулировки распоряжений',
    sub: 'Основание в уставе, контроль, что стоит после номера',
  },
  {
    href: '/settings/templates',
    title: 'Образцы текстов',
    sub: 'Заголовок, цель и пункты для каждого вида акта',
  },
  { href: '/settings/page', title: 'Оформление страницы', sub: 'Поля, шрифт, интервалы, запись даты' },
  { href: '/settings/emblem', title: 'Герб', sub: 'Изображение на бланке' },
  { href: '/settings/bodies', title: 'Органы', sub: 'Чьим именем издают акты; названия с датами' },
  { href: '/settings/posts', title: 'Должности и должностные лица', sub: 'Кто подписывает и с какого дня' },
  { href: '/settings/schools', title: 'Школы', sub: 'Школы, их администрация и сотрудники; сколько школ у куратора' },
  {
    href: '/settings/executors',
    title: 'Исполнители',
    sub: 'По каким названиям узнаются исполнители в картах',
    isFor: (actor: Actor) => may(actor, 'plan.edit'),
  },
  {
    href: '/settings/calendar',
    title: 'Производственный календарь',
    sub: 'Нерабочие дни по годам',
  },
  { href: '/settings/programmes', title: 'Программы и этапы', sub: 'Проекты по годам, дни и сроки отчётов' },
  { href: '/settings/routes', title: 'Маршруты согласования', sub: 'Этапы и согласующие' },
  { href: '/settings/keys', title: 'Ключи подписи', sub: 'Сертификаты подписывающих и их сроки' },
]

export default async function SettingsPage({
  searchParams,
}: {
  searchParams: Promise<{ kept?: string; done?: string }>
}) {
  const actor = await requireActor('/settings')
  const query = await searchParams
  const keys = await orNotFound(listKeys(actor))
  const municipality = await orNotFound(getMunicipality(actor))
  const state = await openForm('municipality', query.kept, actor.userId)
  const at = now()
  const pages = PAGES.filter((page) => page.isFor?.(actor) ?? true)
  const near = keys
    .filter((key) => key.endedAt === null)
    .map((key) => ({ key, term: keyTerm(key, at) }))
    .filter(({ term }) => term.kind !== 'done')
  return (
    <div className="col">
      <PageHead title="Настройки" sub={municipality.name} />
      <DoneNotice done={query.done} />
      {near.map(({ key, term }) => (
        <Notice key={key.id} tone={term.kind === 'late' ? 'red' : 'amber'} title={`Сертификат: ${key.owner}`}>
          {term.words}. <a href="/settings/keys">Ключи подписи</a>
        </Notice>
      ))}
      <CardList title="Разделы" count={pages.length}>
        {pages.map(({ href, title, sub }) => (
          <Card key={href} href={href} title={title} sub={sub} />
        ))}
      </CardList>
      <Section title="Муниципалитет">
        <Form action={editMunicipalityAction} page="/settings" state={state}>
          <input type="hidden" name="revision" value={revisionOf(state, municipality.revision)} />
          <TextField
            name="name"
            label="Название"
            defaultValue={typed(state, 'name', municipality.name)}
            error={errorOf(state, 'name')}
            required
          />
          <TextField
            name="zone"
            label="Часовой пояс"
            hint="По нему считаются даты и год реестра. Имя вида Asia/Chita"
            width="half"
            list="zones"
            defaultValue={typed(state, 'zone', municipality.zone)}
            error={errorOf(state, 'zone')}
            required
          />
          <datalist id="zones">
            {Object.entries(ZONE_LABELS).map(([zone, label]) => (
              <option key={zone} value={zone}>
                {label}
              </option>
            ))}
          </datalist>
          <ActionBar>
            <SubmitButton sending="Сохраняем…">Сохранить</SubmitButton>
          </ActionBar>
        </Form>
      </Section>
    </div>
  )
}
