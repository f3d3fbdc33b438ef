import { redirect } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { Changes } from '@/components/order/changes'
import { FrozenAnnex } from '@/components/order/frozen-annex'
import { FrozenOrder } from '@/components/order/frozen-order'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { PasswordField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { SummaryList } from '@/components/ui/summary-list'
import { findKeyOf } from '@/db/queries/key'
import { getFrozen } from '@/db/queries/order'
import { DECISION_MADE } from '@/lib/approval/labels'
import { printedDate } from '@/lib/order/compose'
import { printedNumber } from '@/lib/register/rules'
import { comparePackages } from '@/lib/road-map/diff'
import { localDate, longDate, shortDate, weekday } from '@/lib/shared/dates'
import { shortFingerprint } from '@/lib/signature/fingerprint'
import { signAction } from './actions'

export const metadata = { title: 'Подписание' }

export default async function SignPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>
  searchParams: Promise<Query>
}) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const page = `/orders/${id}/sign`
  const actor = await requireActor(page)
  const frozen = await orNotFound(getFrozen(actor, id))
  const state = await openForm('order-sign', one(query, 'kept'), actor.userId)
  const signs = frozen.steps.includes('sign')
  const returns = frozen.steps.includes('return')
  const waits = frozen.status === 'in_approval'
  if (!signs && !returns && !waits && state.errors.length === 0) redirect(`/orders/${id}`)
  const { round } = frozen
  const given = frozen.given ?? frozen.next
  const number = given ? printedNumber(given.number, given.suffix) : ''
  const shown = { date: printedDate(round.package.document, actor.today), number }
  const key = actor.userId && signs ? await findKeyOf(actor, actor.userId) : undefined
  return (
    <>
      <PageHead
        title={signs ? 'Подписание распоряжения' : 'Распоряжение'}
        crumbs={[
          { label: 'Мои дела', href: '/' },
          { label: 'Распоряжение', href: `/orders/${id}` },
        ]}
        sub={round.package.document.title}
        actions={
          <LinkButton className="jump" href="#form">
            {signs ? 'К подписанию' : 'К сведениям'}
          </LinkButton>
        }
      />
      {state.details.moved ? (
        <Notice tone="amber" title="Номер или дата сменились">
          Ниже новые. Проверьте и подпишите ещё раз.
        </Notice>
      ) : null}
      {frozen.given?.state === 'signing' ? (
        <Notice tone="amber" title={`${number} уже присвоен, подпись не завершена`}>
          Подпишите ещё раз: номер останется тем же, пока не кончился день. Иначе его аннулирует делопроизводитель.
        </Notice>
      ) : null}
      {frozen.previous ? (
        <Changes
          changes={comparePackages(frozen.previous, round.package)}
          title={`Что изменилось с круга ${frozen.previousNumber}`}
        />
      ) : null}
      <div className="two">
        <FrozenOrder document={round.package.document} given={shown} />
        <div id="form">
          <h2>{signs ? 'Что произойдёт' : 'Сведения'}</h2>
          <SummaryList
            plain
            rows={[
              {
                label: 'Номер',
                value: (
                  <>
                    следующий в реестре, сейчас <b className="nowrap">{number}</b>
                  </>
                ),
              },
              {
                label: 'Дата',
                value: (
                  <>
                    <b>{longDate(actor.today)}</b>, {weekday(actor.today)}
                  </>
                ),
              },
              ...(signs
                ? [
                    {
                      label: 'Подпись',
                      value: key ? (
                        <KeyFacts
                          subject={key.subject}
                          serial={key.serial}
                          until={shortDate(localDate(key.notAfter, actor.zone))}
                          isTest={key.isTest}
                        />
                      ) : (
                        'ключ не внесён: можно подписать только на бумаге'
                      ),
                    },
                  ]
                : []),
              { label: 'Согласовано', value: consentsOf(round, actor.zone) },
              {
                label: 'Отпечаток',
                value: (
                  <>
                    <code title={round.fingerprint}>{shortFingerprint(round.fingerprint)}</code> — замороженного текста;
                    изменится текст, подписать будет нельзя
                  </>
                ),
              },
            ]}
          />
          {waits ? <Notice>Пакет ещё на согласовании. Подписать можно будет, когда решат все этапы.</Notice> : null}
          {!signs && returns ? (
            <Notice tone="amber">
              В тексте названо другое лицо, поэтому подписать вы не можете. Вернуть пакет автору можно: он отправит его
              заново с вашим именем.
            </Notice>
          ) : null}
          {signs ? (
            <Form action={signAction} page={page} state={state}>
              <input type="hidden" name="id" value={id} />
              <input type="hidden" name="fingerprint" value={round.fingerprint} />
              <input type="hidden" name="number" value={number} />
              <input type="hidden" name="date" value={actor.today} />
              <PasswordField
                name="password"
                label="Пароль ещё раз"
                hint="Чтобы за вас не подписал никто другой"
                error={errorOf(state, 'password')}
                required
              />
              {key && key.sealedPassword === null ? (
                <PasswordField
                  name="keyPassword"
                  label="Пароль ключа подписи"
                  hint="Нужен только для электронной подписи"
                  autoComplete="off"
                  error={errorOf(state, 'keyPassword')}
                />
              ) : null}
              <ActionBar tall note="После подписания изменить распоряжение нельзя: только новым распоряжением.">
                {key ? (
                  <SubmitButton name="way" value="electronic" sending="Подписываем…">
                    Подписать распоряжение
                  </SubmitButton>
                ) : null}
                <SubmitButton name="way" value="paper" kind="plain" sending="Регистрируем…">
                  Подписать на бумаге
                </SubmitButton>
                <LinkButton kind="warn" href={`/orders/${id}/return`}>
                  Вернуть на доработку
                </LinkButton>
                <LinkButton href={`/orders/${id}/draft.pdf`}>Проект, PDF</LinkButton>
              </ActionBar>
            </Form>
          ) : returns ? (
            <ActionBar>
              <LinkButton kind="warn" href={`/orders/${id}/return`}>
                Вернуть на доработку
              </LinkButton>
            </ActionBar>
          ) : null}
        </div>
      </div>
      {round.package.document.annex ? <FrozenAnnex annex={round.package.document.annex} given={shown} /> : null}
    </>
  )
}

/** The kind of signature by its true name (order-standard §4). */
function KeyFacts({
  subject,
  serial,
  until,
  isTest,
}: {
  subject: string
  serial: string
  until: string
  isTest: boolean
}) {
  return (
    <>
      усиленная неквалифицированная{isTest ? ', тестовый сертификат' : ''}
      <span className="under">
        {subject}, до {until}
      </span>
      <span className="under mono">{serial}</span>
    </>
  )
}

function consentsOf(round: Awaited<ReturnType<typeof getFrozen>>['round'], zone: string) {
  const decided = round.stages.flatMap((stage) => stage.tasks).filter((task) => task.decision && task.decidedAt)
  if (decided.length === 0) return 'маршрут без согласующих'
  return decided.map((task) => (
    <span key={task.id} className="block">
      {task.decidedBy || task.name}
      {task.title ? `, ${task.title}` : ''}
      {task.decidedBy ? ` (за: ${task.name})` : ''}: {task.decision ? DECISION_MADE[task.decision].toLowerCase() : ''}{' '}
      {task.decidedAt ? shortDate(localDate(task.decidedAt, zone)) : ''}
    </span>
  ))
}
