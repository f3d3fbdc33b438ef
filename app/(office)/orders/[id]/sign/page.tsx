import { redirect } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm } from '@/app/_forms/form-state'
import { Changes } from '@/components/order/changes'
import { FrozenAnnex } from '@/components/order/frozen-annex'
import { FrozenOrder } from '@/components/order/frozen-order'
import { SignWay } from '@/components/order/sign-ways'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { PasswordField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { SummaryList } from '@/components/ui/summary-list'
import { findKeyOf } from '@/db/queries/key'
import type { getFrozen } from '@/db/queries/order'
import { findPreparation } from '@/db/queries/signing'
import { DECISION_MADE } from '@/lib/approval/labels'
import { ORDER_KIND_WORDS } from '@/lib/order/labels'
import { WAITS_FOR } from '@/lib/order/signature-ways'
import { comparePackages } from '@/lib/road-map/diff'
import { localDate, longDate, shortDate, weekday } from '@/lib/shared/dates'
import { capitalised } from '@/lib/shared/text'
import { shortFingerprint } from '@/lib/signature/fingerprint'
import { signAction } from './actions'
import { Late, Moved, openSigning, ShownFields, type SigningPage } from './signing'

export const metadata = { title: 'Подписание' }

export default async function SignPage(props: SigningPage) {
  const opened = await openSigning(props)
  const { id, page, actor, frozen, number, shown, isLate } = opened
  const state = await openForm('order-sign', opened.kept, actor.userId)
  const signs = frozen.steps.includes('sign')
  const returns = frozen.steps.includes('return')
  const waits = frozen.status === 'in_approval'
  if (!signs && !returns && !waits && state.errors.length === 0) redirect(`/orders/${id}`)
  const { round } = frozen
  const act = ORDER_KIND_WORDS[frozen.kind]
  const key = actor.userId && signs ? await findKeyOf(actor, actor.userId) : undefined
  const prepared = signs && frozen.given ? await findPreparation(actor, id) : undefined
  return (
    <>
      <PageHead
        title={signs ? `Подписание ${act.genitive}` : capitalised(act.nominative)}
        crumbs={[
          { label: 'Мои дела', href: '/' },
          { label: capitalised(act.nominative), href: `/orders/${id}` },
        ]}
        sub={round.package.document.title}
        actions={
          <LinkButton className="jump" href="#form">
            {signs ? 'К подписанию' : 'К сведениям'}
          </LinkButton>
        }
      />
      {state.details.moved ? <Moved /> : null}
      {isLate ? (
        <Late number={number} />
      ) : frozen.given?.state === 'signing' ? (
        <Notice tone="amber" title={`${number} уже присвоен, подпись не завершена`}>
          {prepared?.kind === 'browser' || prepared?.kind === 'detached' ? (
            <>
              {WAITS_FOR[prepared.kind]}{' '}
              <a href={`${page}/${prepared.kind === 'browser' ? 'browser' : 'file'}`}>Продолжить</a> или подпишите
              другим способом: номер останется тем же.
            </>
          ) : (
            'Подпишите ещё раз: номер останется тем же, пока не кончился день. Иначе его аннулирует делопроизводитель.'
          )}
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
                    {frozen.given ? 'уже присвоен' : 'следующий в реестре, сейчас'} <b className="nowrap">{number}</b>
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
                        'ключ в программу не внесён: подпишите своей подписью или на бумаге'
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
              <ShownFields opened={opened} />
              <PasswordField
                name="password"
                label="Пароль ещё раз"
                hint="Пароль учётной записи: чтобы за вас не подписал никто другой"
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
              {key ? (
                <SignWay
                  title="Ключом, который хранит программа"
                  action={
                    <SubmitButton name="way" value="electronic" sending="Подписываем…">
                      Подписать {act.nominative}
                    </SubmitButton>
                  }
                >
                  Усиленная неквалифицированная подпись (УНЭП) внутри PDF, с отметкой на листе.
                </SignWay>
              ) : null}
              <SignWay
                title="На бумаге"
                action={
                  <SubmitButton name="way" value="paper" kind="plain" sending="Регистрируем…">
                    Подписать на бумаге
                  </SubmitButton>
                }
              >
                Программа присвоит номер и напечатает лист без отметки. Акт вступит в силу, когда делопроизводитель
                приложит скан.
              </SignWay>
              <SignWay
                title="Своей подписью в браузере"
                action={<LinkButton href={`${page}/browser`}>Подписать в браузере</LinkButton>}
              >
                Ключ у вас, на носителе или в КриптоПро CSP; нужен КриптоПро ЭЦП Browser plug-in. Подпись внутри PDF, с
                отметкой. Квалифицированная она или нет, решает ваш сертификат.
              </SignWay>
              <SignWay
                title="Своей подписью в другой программе"
                action={<LinkButton href={`${page}/file`}>Подписать файлом .sig</LinkButton>}
              >
                Скачаете PDF с номером, подпишете его в КриптоАРМ и вернёте файл .sig. Подпись хранится рядом с PDF,
                отметки на листе нет.
              </SignWay>
              <ActionBar tall note={`После подписания изменить ${act.nominative} нельзя: только новым актом.`}>
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
