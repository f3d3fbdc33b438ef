import { redirect } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm } from '@/app/_forms/form-state'
import { one } from '@/app/_forms/query'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { FileField, PasswordField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { findPreparation, type Prepared } from '@/db/queries/signing'
import { may } from '@/lib/access/policy'
import { ORDER_KIND_WORDS } from '@/lib/order/labels'
import { paperName, signatureName } from '@/lib/order/paper-name'
import { longDate } from '@/lib/shared/dates'
import { capitalised } from '@/lib/shared/text'
import { Late, Moved, openSigning, ShownFields, type SigningPage } from '../signing'
import { completeFileAction, prepareFileAction } from './actions'

export const metadata = { title: 'Подпись файлом .sig' }

/**
 * A signature in another program: the numbered, unmarked file goes out, a detached signature comes back (rulings B6). The signatory
 * prepares; the clerk, at whose computer the other program may stand, can take the file and bring the signature, too.
 */
export default async function SignByFilePage(props: SigningPage) {
  const opened = await openSigning(props, '/file')
  const { id, actor, frozen, number, query } = opened
  const found = await findPreparation(actor, id)
  const isOwn = frozen.steps.includes('sign')
  const prepared = found?.kind === 'detached' && found.preparedSha256 ? found : undefined
  if (!isOwn && !(prepared && may(actor, 'order.print'))) redirect(`/orders/${id}`)
  const again = isOwn && one(query, 'again') === '1'
  return (
    <>
      <PageHead
        title="Подпись файлом .sig"
        crumbs={[
          { label: 'Мои дела', href: '/' },
          { label: capitalised(ORDER_KIND_WORDS[frozen.kind].nominative), href: `/orders/${id}` },
          ...(isOwn ? [{ label: 'Подписание', href: `/orders/${id}/sign` }] : []),
        ]}
        sub={frozen.round.package.document.title}
      />
      {opened.isLate ? (
        <Late number={number} />
      ) : prepared && !again ? (
        <Complete opened={opened} prepared={prepared} isOwn={isOwn} />
      ) : (
        <Prepare opened={opened} isRepeated={found !== undefined} />
      )}
    </>
  )
}

type Opened = Awaited<ReturnType<typeof openSigning>>

async function Prepare({ opened, isRepeated }: { opened: Opened; isRepeated: boolean }) {
  const { actor, number, page, kept, id } = opened
  const state = await openForm('sign-file', kept, actor.userId)
  return (
    <div className="col">
      {state.details.moved ? <Moved /> : null}
      {isRepeated ? (
        <Notice tone="amber" title={`${number} уже присвоен, подпись не завершена`}>
          Номер и дата останутся теми же. Подпись прежнего файла программа уже не примет.
        </Notice>
      ) : null}
      <ol className="next mb-6">
        <li>Программа присвоит номер и дату и подготовит файл PDF без отметки о подписи.</li>
        <li>Вы подпишете его отсоединённой подписью в КриптоАРМ или другой программе.</li>
        <li>Вернёте файл .sig; программа проверит его по этим самым байтам и зарегистрирует акт.</li>
      </ol>
      <p className="mb-6">
        Подлинник состоит из двух файлов: PDF и подписи рядом с ним. Квалифицированная подпись или нет, решает ваш
        сертификат.
      </p>
      <Form action={prepareFileAction} page={page} state={state}>
        <ShownFields opened={opened} />
        <PasswordField
          name="password"
          label="Пароль ещё раз"
          hint="Пароль учётной записи: чтобы за вас не подписал никто другой"
          error={errorOf(state, 'password')}
          required
        />
        <ActionBar note={`Номер и дата: ${number} от ${longDate(actor.today)} Вернуть подпись нужно в тот же день.`}>
          <SubmitButton sending="Готовим файл…">Присвоить номер и подготовить файл</SubmitButton>
          <LinkButton href={`/orders/${id}/sign`}>Другой способ</LinkButton>
        </ActionBar>
      </Form>
    </div>
  )
}

async function Complete({ opened, prepared, isOwn }: { opened: Opened; prepared: Prepared; isOwn: boolean }) {
  const { id, actor, page, kept } = opened
  const state = await openForm('sign-file-complete', kept, actor.userId)
  const { document } = prepared
  return (
    <div className="col">
      {state.errors.length === 0 ? (
        <Notice tone="green" live title={`${document.number} от ${document.date}: файл ждёт подписи`}>
          Подпись принимают до конца дня. Если не получится, делопроизводитель аннулирует номер с причиной.
        </Notice>
      ) : null}
      <ol className="next mb-6">
        <li>
          Скачайте{' '}
          <a href={`/orders/${id}/sign/prepared.pdf`} download>
            {paperName(document)}
          </a>
          . Открывать его для подписи можно, сохранять заново нельзя: изменится хотя бы байт, и подпись не подойдёт.
        </li>
        <li>Подпишите файл отсоединённой подписью (CAdES-BES) с сертификатом внутри.</li>
        <li>
          Приложите полученный файл, обычно он называется <span className="mono">{signatureName(document)}</span>.
        </li>
      </ol>
      <Form action={completeFileAction} page={page} state={state}>
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="signingId" value={prepared.signingId} />
        <FileField
          name="signature"
          label="Файл подписи"
          types=".sig или .p7s"
          maxSize="1 МБ"
          accept=".sig,.p7s,.sgn,.pem,application/pkcs7-signature"
          error={errorOf(state, 'signature')}
          required
        />
        <ActionBar note="После подписания изменить акт нельзя: только новым актом.">
          <SubmitButton sending="Проверяем подпись…">Приложить подпись и зарегистрировать</SubmitButton>
          {isOwn ? <LinkButton href={`${page}?again=1`}>Подготовить заново</LinkButton> : null}
          {isOwn ? <LinkButton href={`/orders/${id}/sign`}>Другой способ</LinkButton> : null}
        </ActionBar>
      </Form>
    </div>
  )
}
