import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, type FormState, openForm, revisionOf, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { CardLists } from '@/components/order/card-lists'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { DiffText } from '@/components/ui/diff-text'
import { Select, TextArea, TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { getOrderCard } from '@/db/queries/order'
import type { Basis, OrderCard } from '@/lib/order/compose'
import { titleIn } from '@/lib/order/grammar'
import { ORDER_KIND_WORDS, ORDER_PURPOSE_LABELS } from '@/lib/order/labels'
import { isOpen, OPERATIVE_WORDS, ORDER_KINDS } from '@/lib/order/rules'
import { orderCardSchema } from '@/lib/order/schema'
import { shortDate } from '@/lib/shared/dates'
import { capitalised, isBlank } from '@/lib/shared/text'
import { saveOrderCardAction } from './actions'

export const metadata = { title: 'Карточка акта' }

const SPARE_ROWS = Array.from({ length: 3 }, () => ({ school: '', curator: '', post: '' }))
const EMPTY_BASIS: Basis = { kind: '', issuer: '', date: '', number: '', title: '' }

export default async function OrderCardPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>
  searchParams: Promise<Query>
}) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const page = `/orders/${id}/edit`
  const actor = await requireActor(page)
  const order = await orNotFound(getOrderCard(actor, id))
  const state = await openForm('order-card', one(query, 'kept'), actor.userId)
  // After a refusal the page stays: what was typed must not be lost because somebody sent the package meanwhile.
  if (!isOpen('edit', order.status) && state.errors.length === 0) notFound()
  const { card } = order
  const text = (name: 'title' | 'preamble' | 'operativeWord' | 'annexTitle') => ({
    name,
    defaultValue: typed(state, name, card[name]),
    error: errorOf(state, name),
  })
  const lists = listsOf(state, {
    bases: order.bases,
    points: card.points.map((point) => ({ text: point })),
    rows:
      order.purpose === 'curators'
        ? order.rows.map(([school = '', curator = '', post = '']) => ({ school, curator, post }))
        : null,
  })
  const annexTitle = typed(state, 'annexTitle', card.annexTitle)
  // A repeal attaches and names nothing but acts.
  const hasAnnexTitle = order.purpose !== 'repeal'
  return (
    <div className="col">
      <PageHead
        title="Карточка акта"
        sub={ORDER_PURPOSE_LABELS[order.purpose]}
        crumbs={[
          { label: 'Распоряжения', href: '/orders' },
          { label: 'Проект', href: `/orders/${id}` },
        ]}
      />
      {one(query, 'done') === 'composed' ? (
        <Notice tone="green" live>
          Текст составлен заново из оснований и образца. Проверьте и поправьте, где нужно.
        </Notice>
      ) : null}
      {one(query, 'done') === 'filled' ? (
        <Notice tone="green" live>
          Добавлены школы и кураторы из списков, которых в приложении ещё не было. Допишите должности и место работы.
        </Notice>
      ) : null}
      <CardConflict
        state={state}
        mine={{ ...card, title: typed(state, 'title', card.title), preamble: typed(state, 'preamble', card.preamble) }}
      />
      <Form action={saveOrderCardAction} page={page} state={state}>
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="revision" value={revisionOf(state, order.revision)} />
        {/* Enter in a field saves; it must not compose the text anew. */}
        <button type="submit" name="act" value="save" className="vh" tabIndex={-1} aria-hidden="true">
          Сохранить
        </button>
        <Section title="Акт" narrow>
          <Select
            name="kind"
            label="Вид акта"
            defaultValue={typed(state, 'kind', card.kind)}
            error={errorOf(state, 'kind')}
            options={ORDER_KINDS.map((kind) => ({
              value: kind,
              label: capitalised(ORDER_KIND_WORDS[kind].nominative),
            }))}
          />
          <Select
            name="bodyId"
            label="Орган"
            empty="Выберите орган"
            defaultValue={typed(state, 'bodyId', order.bodyId)}
            error={errorOf(state, 'bodyId')}
            options={order.bodies.map((body) => ({ value: body.id, label: body.name.replace('\n', ' ') }))}
          />
          <Select
            name="signatory"
            label="Подписывает"
            hint="Показаны те, кто в должности сегодня, и исполняющие обязанности"
            empty="Выберите должностное лицо"
            defaultValue={typed(state, 'signatory', order.signatory)}
            error={errorOf(state, 'signatory')}
            options={order.signatories.map((one) => ({ value: one.ref, label: `${one.name}, ${one.post}` }))}
          />
          {hasAnnexTitle ? (
            <TextArea
              {...text('annexTitle')}
              label="Название приложения"
              hint={
                order.purpose === 'curators'
                  ? 'В именительном падеже: «Список общеобразовательных организаций и их кураторов …»'
                  : 'В именительном падеже: «Дорожная карта (план мероприятий) по реализации …»'
              }
              rows={3}
            />
          ) : (
            <input type="hidden" name="annexTitle" value={annexTitle} />
          )}
          {hasAnnexTitle && annexTitle && titleIn('accusative', annexTitle) === null ? (
            <Notice tone="amber">
              Этого названия программа не склоняет: после «Составить текст» проверьте падежи в заголовке и пункте 1.
            </Notice>
          ) : null}
          <TextField
            name="control"
            label="Контроль"
            required={false}
            hint="Для «Составить текст»: «оставляю за собой» или «возложить на …». Пусто: как в настройках муниципалитета"
            defaultValue={typed(state, 'control')}
          />
          {order.templates.length > 0 ? (
            <Select
              name="templateId"
              label="Образец текста"
              hint="Для «Составить текст»"
              empty="По виду акта"
              required={false}
              defaultValue={typed(state, 'templateId')}
              error={errorOf(state, 'templateId')}
              options={order.templates.map(({ id: value, name, kind }) => ({
                value,
                label: `${name} (${ORDER_KIND_WORDS[kind].nominative})`,
              }))}
            />
          ) : null}
          {order.purpose === 'repeal' ? null : (
            <TextField
              name="effectiveOn"
              label="Вступает в силу"
              required={false}
              width="date"
              hint="Пусто: со дня регистрации. Другой день назовите и в пункте"
              placeholder="дд.мм.гггг"
              defaultValue={typed(state, 'effectiveOn', order.effectiveOn ? shortDate(order.effectiveOn) : '')}
              error={errorOf(state, 'effectiveOn')}
            />
          )}
          <TextField
            name="executorName"
            label="Исполнитель"
            required={false}
            hint="Кто подготовил акт; для отметки на печатных копиях"
            defaultValue={typed(state, 'executorName', order.executorName)}
            error={errorOf(state, 'executorName')}
          />
          <TextField
            name="executorPhone"
            label="Телефон исполнителя"
            required={false}
            width="half"
            defaultValue={typed(state, 'executorPhone', order.executorPhone)}
            error={errorOf(state, 'executorPhone')}
          />
        </Section>
        <CardLists initial={lists}>
          <div className="field">
            <button type="submit" className="btn" name="act" value="compose">
              Составить текст
            </button>
            <div className="hint">
              Заново составит заголовок, преамбулу, распорядительное слово и пункты: из оснований, названия и образца
              для выбранного вида акта. То, что вы правили в них вручную, будет заменено; прежнее останется в журнале.
            </div>
          </div>
          <TextArea {...text('title')} label="Заголовок" hint="Начинается с «О» или «Об», без точки в конце" rows={3} />
          <TextArea {...text('preamble')} label="Преамбула" hint="Без распорядительного слова" rows={7} />
          <TextField
            {...text('operativeWord')}
            label="Распорядительное слово"
            width="half"
            list="operative-words"
            autoComplete="off"
          />
          <datalist id="operative-words">
            {OPERATIVE_WORDS.filter(Boolean).map((word) => (
              <option key={word} value={word} />
            ))}
          </datalist>
        </CardLists>
        {order.purpose === 'curators' ? (
          <>
            <TextField
              name="fillOn"
              label="Кураторы на день"
              required={false}
              width="date"
              hint={`Для «Заполнить из списка». Пусто: день, с которого акт вступает в силу, а если он не указан, сегодня, ${shortDate(actor.today)}`}
              placeholder="дд.мм.гггг"
              defaultValue={typed(state, 'fillOn')}
              error={errorOf(state, 'fillOn')}
            />
            <div className="field">
              <button type="submit" className="btn" name="act" value="fill">
                Заполнить из списка школ и кураторов
              </button>
              <div className="hint">
                Допишет в конец тех, кого в приложении ещё нет, и сохранит карточку. Лишние строки уберите сами.
                Кураторы закрепляются на странице «Кураторы».
              </div>
            </div>
          </>
        ) : null}
        <ActionBar>
          <SubmitButton name="act" value="save" sending="Сохраняем…">
            Сохранить карточку
          </SubmitButton>
          <LinkButton href={`/orders/${id}`}>К акту</LinkButton>
        </ActionBar>
      </Form>
    </div>
  )
}

/** Rows as typed, else as stored, with spare ones at the end for those without JavaScript. */
type CuratorRow = { school: string; curator: string; post: string }

function listsOf(state: FormState, stored: { bases: Basis[]; points: { text: string }[]; rows: CuratorRow[] | null }) {
  const flat = Object.fromEntries(Object.entries(state.values).map(([name, values]) => [name, values[0]]))
  const typedRows = orderCardSchema.safeParse({
    id: crypto.randomUUID(),
    revision: '1',
    kind: 'directive',
    annexTitle: '',
    ...flat,
  })
  const isTyped = Object.keys(flat).some((name) => name.startsWith('points.') || name.startsWith('bases.'))
  const rows = isTyped && typedRows.success ? typedRows.data : stored
  const bases = rows.bases.filter((basis) => !Object.values(basis).every(isBlank))
  const points = rows.points.filter((point) => !isBlank(point.text))
  return {
    bases: [...bases, EMPTY_BASIS],
    points: [...points, { text: '' }],
    rows: stored.rows && [
      ...((rows.rows ?? stored.rows) as CuratorRow[]).filter((row) => !Object.values(row).every(isBlank)),
      ...SPARE_ROWS,
    ],
  }
}

/** Somebody saved the card meanwhile: his text beside mine, where they differ. */
function CardConflict({ state, mine }: { state: FormState; mine: OrderCard }) {
  const current = state.details.current as OrderCard | undefined
  if (!current) return null
  const differing = (['title', 'preamble'] as const).filter((field) => current[field] !== mine[field])
  return (
    <Section title="Оба текста" narrow>
      {differing.map((field) => (
        <DiffText key={field} was={current[field]} became={mine[field]} labels={['Сохранено другим', 'Ваш текст']} />
      ))}
      <DiffText
        was={current.points.join('\n')}
        became={
          (state.values &&
            Object.entries(state.values)
              .filter(([name]) => name.startsWith('points.'))
              .map(([, values]) => values[0])
              .filter(Boolean)
              .join('\n')) ||
          mine.points.join('\n')
        }
        labels={['Пункты: сохранено другим', 'Пункты: ваш текст']}
      />
    </Section>
  )
}
