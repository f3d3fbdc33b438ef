import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { ActReference } from '@/components/order/act-reference'
import { AroundAct } from '@/components/order/around-act'
import { Rounds } from '@/components/order/rounds'
import { OrderStatusTag } from '@/components/order/status-tag'
import { UnfinishedSigning } from '@/components/order/unfinished-signing'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { SummaryList, type SummaryRow } from '@/components/ui/summary-list'
import { type ActLinks, actLinks } from '@/db/queries/amendment'
import { getOrder } from '@/db/queries/order'
import { findPreparation } from '@/db/queries/signing'
import type { Actor } from '@/lib/access/actor'
import { may } from '@/lib/access/policy'
import { ORDER_KIND_WORDS } from '@/lib/order/labels'
import type { OrderStep } from '@/lib/order/rules'
import { ORIGINAL_WORDS } from '@/lib/order/signature-ways'
import { printedNumber } from '@/lib/register/rules'
import { localDateTime, longDate } from '@/lib/shared/dates'
import { capitalised } from '@/lib/shared/text'
import { answerRemarkAction } from './remarks/actions'

export const metadata = { title: 'Распоряжение' }

type Order = Awaited<ReturnType<typeof getOrder>>

const DONE: Record<string, string> = {
  saved: 'Карточка сохранена.',
  composed: 'Текст составлен из оснований и настроек муниципалитета. Проверьте его и поправьте, где нужно.',
  sent: 'Отправлено на согласование. Текст заморожен, пока пакет не вернут или не отзовут.',
  recalled: 'Отозвано. Текст снова можно править; потом отправьте заново.',
  decided: 'Решение записано.',
  returned: 'Возвращено автору на доработку.',
  answered: 'Ответ на замечание записан.',
  withdrawn: 'Проект снят.',
  repeal_started: 'Проект составлен из реестра. Проверьте карточку и отправьте на согласование.',
}

export default async function OrderPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>
  searchParams: Promise<Query>
}) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const here = `/orders/${id}`
  const actor = await requireActor(here)
  const [order, links] = await orNotFound(Promise.all([getOrder(actor, id), actLinks(actor, id)]))
  const done = DONE[one(query, 'done') ?? '']
  const kind = capitalised(ORDER_KIND_WORDS[order.kind].nominative)
  const named = order.entry
    ? `${kind} ${printedNumber(order.entry.number, order.entry.suffix)} от ${longDate(order.entry.date)}`
    : `Проект: ${kind.toLowerCase()}`
  return (
    <>
      <PageHead
        title={named}
        crumbs={[{ label: 'Распоряжения', href: '/orders' }]}
        sub={<OrderStatusTag status={order.status} />}
        actions={<OrderActions order={order} actor={actor} here={here} />}
      />
      {done ? (
        <Notice tone="green" live>
          {done}
        </Notice>
      ) : null}
      {order.entry?.state === 'signing' ? (
        <UnfinishedSigning
          kind={(await findPreparation(actor, id))?.kind}
          orderId={id}
          isLate={order.entry.date !== actor.today}
          isOwn={order.steps.includes('sign')}
        />
      ) : null}
      <SummaryList rows={factsOf(order, links, actor)} />
      <Papers order={order} here={here} mayCopy={may(actor, 'order.print')} />
      <Remarks order={order} actor={actor} here={here} query={query} />
      <Rounds rounds={order.rounds} zone={actor.zone} />
    </>
  )
}

/** The act's steps that this person may take now, in the order of the work; the main one last. */
const STEP_LINKS: [OrderStep, string, string][] = [
  ['withdraw', 'withdraw', 'Снять проект'],
  ['recall', 'recall', 'Отозвать'],
  ['edit', 'edit', 'Заполнить карточку'],
  ['send', 'send', 'Проверить и отправить'],
]

function OrderActions({ order, actor, here }: { order: Order; actor: Actor; here: string }) {
  const links = STEP_LINKS.filter(([step]) => order.steps.includes(step))
  const signs = order.steps.includes('sign') || order.steps.includes('return')
  const ends =
    may(actor, 'order.edit') &&
    (order.status === 'registered' || order.status === 'published') &&
    (order.purpose === 'approval' || order.purpose === 'curators')
  return (
    <>
      {ends ? <LinkButton href={`${here}/repeal`}>Признать утратившим силу</LinkButton> : null}
      {order.purpose === 'amendment' && order.map && order.steps.includes('edit') ? (
        <LinkButton href={`/road-maps/${order.map.id}/amendments/${order.map.version}`}>Текст изменений</LinkButton>
      ) : null}
      {links.map(([step, path, label]) => (
        <LinkButton
          key={step}
          href={`${here}/${path}`}
          kind={step === 'send' ? 'main' : step === 'withdraw' ? 'warn' : 'plain'}
        >
          {label}
        </LinkButton>
      ))}
      {order.myTask ? (
        <LinkButton kind="main" href={`${here}/decide`}>
          Принять решение
        </LinkButton>
      ) : null}
      {signs ? (
        <LinkButton kind="main" href={`${here}/sign`}>
          {order.steps.includes('sign') ? 'Подписать' : 'Посмотреть и решить'}
        </LinkButton>
      ) : null}
    </>
  )
}

function factsOf(order: Order, links: ActLinks, actor: Actor): SummaryRow[] {
  const { content } = order
  const change = order.steps.includes('edit') ? { href: `/orders/${order.id}/edit` } : undefined
  const rows: SummaryRow[] = [{ label: 'Заголовок', value: order.title || 'не заполнен', change }]
  if (order.map) {
    rows.push({
      label: 'Приложение',
      value: (
        <a href={`/road-maps/${order.map.id}?version=${order.map.version}`}>
          Дорожная карта: {order.map.programme}, {order.map.year}
        </a>
      ),
    })
  }
  // Whether the text still stands as it was signed is asked before the text itself.
  rows.push(...linkFacts(order, links))
  if (content) {
    rows.push({
      label: 'Преамбула',
      value: `${content.preamble} ${content.operativeWord}`.trim() || 'не заполнена',
      change,
    })
    rows.push({
      label: 'Пункты',
      value: (
        <ol className="list-decimal pl-5">
          {content.points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ol>
      ),
      change,
    })
  }
  if (order.signature) {
    rows.push({
      label: 'Подлинник',
      value: `${ORIGINAL_WORDS[order.signature]}${order.isOldAct ? ', внесён как ранее подписанный' : ''}`,
    })
  }
  if (order.publishedAt)
    rows.push({
      label: 'Опубликовано',
      value: <a href={`/published/${order.publicId}`}>{localDateTime(order.publishedAt, actor.zone)}</a>,
    })
  for (const entry of order.annulled) {
    rows.push({
      label: 'Аннулированный номер',
      value: `${printedNumber(entry.number, entry.suffix)} от ${longDate(entry.date)}: ${entry.reason}`,
    })
  }
  if (order.entry && may(actor, 'register.manage'))
    rows.push({ label: 'Реестр', value: <a href={`/register/${order.entry.id}`}>Запись в реестре</a> })
  return rows
}

/** «Изменяет», «изменено», «признано утратившим силу»: both rows of the register lead to each other (order-standard C81). */
function linkFacts({ purpose }: Order, { target, amendedBy, repealedBy }: ActLinks): SummaryRow[] {
  const rows: SummaryRow[] = []
  const label = purpose === 'repeal' ? 'Признаёт утратившим силу' : 'Вносит изменения в'
  if (target) rows.push({ label, value: <ActReference act={target} /> })
  if (amendedBy.length > 0) {
    rows.push({
      label: 'Изменено',
      value: (
        <ul>
          {amendedBy.map((act) => (
            <li key={act.id}>
              <ActReference act={act} form="instrumental" />
            </li>
          ))}
        </ul>
      ),
    })
  }
  if (repealedBy)
    rows.push({ label: 'Признано утратившим силу', value: <ActReference act={repealedBy} form="instrumental" /> })
  return rows
}

function Papers({ order, here, mayCopy }: { order: Order; here: string; mayCopy: boolean }) {
  const hasDraft =
    order.status === 'draft' ||
    order.status === 'returned' ||
    order.status === 'in_approval' ||
    order.status === 'awaiting_signature'
  const labels = {
    signed: 'Подписанный акт, PDF',
    detached: 'Подпись к нему, файл .sig',
    print: 'Экземпляр для печати, PDF',
    scan: 'Скан подлинника',
  }
  const address = { signed: '', print: '', scan: '?kind=scan', detached: '.sig' }
  return (
    <Section title="Файлы">
      <ul className="links">
        {order.files.map((file) => (
          <li key={file.sha256}>
            <a href={`${here}/order.pdf${address[file.kind]}`}>{labels[file.kind]}</a>{' '}
            <span className="soft small">
              {file.pages ? `${file.pages} стр., ` : ''}
              {Math.ceil(file.size / 1024)} КБ
            </span>
          </li>
        ))}
        {order.files.some((file) => file.kind === 'detached') ? (
          <li>
            <a href={`${here}/marked-copy.pdf`}>Копия с отметкой о подписи, PDF</a>{' '}
            <span className="soft small">с надписью «КОПИЯ»; подлинник — два файла выше</span>
          </li>
        ) : null}
        {hasDraft ? (
          <li>
            <a href={`${here}/draft.pdf`}>Проект, PDF</a> <span className="soft small">с надписью «ПРОЕКТ»</span> ·{' '}
            <a href={`${here}/order.docx`}>Проект, Word</a> <span className="soft small">для правки до подписания</span>
          </li>
        ) : null}
        <AroundAct here={here} status={order.status} hasRounds={order.rounds.length > 0} mayCopy={mayCopy} />
      </ul>
    </Section>
  )
}

function Remarks({ order, actor, here, query }: { order: Order; actor: Actor; here: string; query: Query }) {
  const remarks = order.rounds.flatMap((round) => round.remarks.map((remark) => ({ ...remark, round: round.number })))
  if (remarks.length === 0) return null
  const answers = may(actor, 'order.edit')
  return (
    <Section
      title="Замечания"
      aside={`без ответа: ${remarks.filter((remark) => remark.answer === null).length}`}
      id="remarks"
    >
      {remarks.map((remark) => (
        <div key={remark.id} className="remark" id={`r-${remark.id}`}>
          <p className="soft small">
            Круг {remark.round}, {remark.author}
            {remark.authorTitle ? `, ${remark.authorTitle}` : ''}, {localDateTime(remark.madeAt, actor.zone)}
            {remark.measure ? <> · к мероприятию {remark.measure}</> : null}
          </p>
          <p className="whitespace-pre-line">{remark.text}</p>
          {remark.answer !== null ? (
            <p className="whitespace-pre-line">
              <b>Ответ автора:</b> {remark.answer}
            </p>
          ) : null}
          {remark.answer === null && answers && order.isPlan ? (
            <AnswerForm remarkId={remark.id} actor={actor} here={here} query={query} />
          ) : null}
          {remark.answer === null && !answers ? <p className="soft">Автор ещё не ответил.</p> : null}
        </div>
      ))}
    </Section>
  )
}

async function AnswerForm({
  remarkId,
  actor,
  here,
  query,
}: {
  remarkId: string
  actor: Actor
  here: string
  query: Query
}) {
  const kept = await openForm('remark-answer', one(query, 'kept'), actor.userId)
  const state = typed(kept, 'remarkId') === remarkId ? kept : await openForm('remark-answer', undefined, null)
  return (
    <Form action={answerRemarkAction} page={here} state={state} className="col">
      <input type="hidden" name="remarkId" value={remarkId} />
      <input type="hidden" name="orderId" value={here.split('/').at(-1)} />
      <TextArea
        id={`f-answer-${remarkId}`}
        name="answer"
        label="Ответ"
        rows={2}
        defaultValue={typed(state, 'answer')}
        error={errorOf(state, 'answer')}
      />
      <ActionBar>
        <SubmitButton kind="plain">Ответить</SubmitButton>
      </ActionBar>
    </Form>
  )
}
