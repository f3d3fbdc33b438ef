import { createHash } from 'node:crypto'
import { redirect } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one } from '@/app/_forms/query'
import { PluginCertificates } from '@/components/order/plugin-certificates'
import { PluginSign } from '@/components/order/plugin-sign'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { FileField, PasswordField, TextArea } from '@/components/ui/field'
import { fieldId } from '@/components/ui/field-frame'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { SummaryList } from '@/components/ui/summary-list'
import { getOwnPerson } from '@/db/queries/person'
import { findPreparation, type Prepared } from '@/db/queries/signing'
import { longDate } from '@/lib/shared/dates'
import { readAnnounced } from '@/lib/signature/announced'
import { Late, Moved, openSigning, ShownFields, type SigningPage } from '../signing'
import { completeBrowserAction, prepareBrowserAction } from './actions'

export const metadata = { title: 'Подпись в браузере' }

const DIGESTS = {
  sha256: 'SHA-256',
  streebog256: 'ГОСТ Р 34.11-2012, 256 бит',
  streebog512: 'ГОСТ Р 34.11-2012, 512 бит',
}

/**
 * A signature by the signatory's own means. Two steps, each of which works without JavaScript: the certificate is announced and
 * the file prepared; then its hash is signed and the signature comes back. The prepared file itself never leaves (order-standard §4).
 */
export default async function SignInBrowserPage(props: SigningPage) {
  const opened = await openSigning(props, '/browser')
  const { id, actor, frozen, number, query } = opened
  if (!frozen.steps.includes('sign')) redirect(`/orders/${id}`)
  const found = await findPreparation(actor, id)
  const prepared = found?.kind === 'browser' && found.signerId === actor.userId && found.digest ? found : undefined
  const again = one(query, 'again') === '1'
  return (
    <>
      <PageHead
        title="Подпись в браузере"
        crumbs={[
          { label: 'Мои дела', href: '/' },
          { label: 'Распоряжение', href: `/orders/${id}` },
          { label: 'Подписание', href: `/orders/${id}/sign` },
        ]}
        sub={frozen.round.package.document.title}
      />
      {opened.isLate ? (
        <Late number={number} />
      ) : prepared && !again ? (
        <Complete opened={opened} prepared={prepared} />
      ) : (
        <Prepare opened={opened} isRepeated={found !== undefined} />
      )}
    </>
  )
}

type Opened = Awaited<ReturnType<typeof openSigning>>

async function Prepare({ opened, isRepeated }: { opened: Opened; isRepeated: boolean }) {
  const { actor, number, page, kept, id } = opened
  const state = await openForm('sign-browser', kept, actor.userId)
  const person = await getOwnPerson(actor)
  return (
    <div className="col">
      {state.details.moved ? <Moved /> : null}
      {isRepeated ? (
        <Notice tone="amber" title={`${number} уже присвоен, подпись не завершена`}>
          Номер и дата останутся теми же. Подпись, сделанную для прежней подготовки, программа уже не примет.
        </Notice>
      ) : null}
      <div className="text mb-6">
        <p>
          Подпись делает ваше средство: КриптоПро CSP с ключом на носителе или на компьютере. Ключ и его пароль в
          программу не попадают. Квалифицированная подпись или нет, решает ваш сертификат.
        </p>
        <p>
          Сначала выберите сертификат: его номер, владелец и срок станут отметкой на листе. Программа подготовит файл с
          номером {number} и даст его хэш на подпись.
        </p>
      </div>
      <Form action={prepareBrowserAction} page={page} state={state}>
        <ShownFields opened={opened} />
        <PluginCertificates target={fieldId('certificate')} owner={person.name} />
        <TextArea
          name="certificate"
          label="Сертификат текстом"
          hint="Заполняется сам, когда выбран сертификат выше. Без расширения вставьте его в виде Base64 или PEM"
          rows={3}
          spellCheck={false}
          autoComplete="off"
          className="input mono"
          defaultValue={typed(state, 'certificate')}
          error={errorOf(state, 'certificate')}
        />
        <FileField
          name="certificateFile"
          label="Или файл сертификата"
          types=".cer, .crt или .pem"
          maxSize="100 КБ"
          accept=".cer,.crt,.pem,application/x-x509-ca-cert"
          required={false}
        />
        <PasswordField
          name="password"
          label="Пароль ещё раз"
          hint="Пароль учётной записи: чтобы за вас не подписал никто другой"
          error={errorOf(state, 'password')}
          required
        />
        <ActionBar note={`Номер и дата: ${number} от ${longDate(actor.today)} Подписать нужно в тот же день.`}>
          <SubmitButton sending="Готовим файл…">Подготовить к подписи</SubmitButton>
          <LinkButton href={`/orders/${id}/sign`}>Другой способ</LinkButton>
        </ActionBar>
      </Form>
    </div>
  )
}

async function Complete({ opened, prepared }: { opened: Opened; prepared: Prepared }) {
  const { id, actor, page, kept } = opened
  const state = await openForm('sign-browser-complete', kept, actor.userId)
  const announced = readAnnounced(prepared.certificate ?? '')
  const { mark, number, date } = prepared.document
  const thumbprint = createHash('sha1').update(announced.certificate).digest('hex').toUpperCase()
  return (
    <div className="col">
      {state.errors.length === 0 ? (
        <Notice tone="green" live title={`${number} от ${date}: файл готов к подписи`}>
          Осталось подписать его хэш и вернуть подпись. Если сегодня не получится, делопроизводитель аннулирует номер.
        </Notice>
      ) : null}
      <SummaryList
        rows={[
          {
            label: 'Сертификат',
            value: (
              <>
                {mark?.owner}
                {mark?.test ? ', тестовый: подпись не имеет силы' : ''}
                <span className="under">
                  с {mark?.validFrom} по {mark?.validTo}, {announced.facts.keyDescription}, выдан:{' '}
                  {announced.facts.issuer}
                </span>
                <span className="under mono">{mark?.serial}</span>
              </>
            ),
            change: { href: `${page}?again=1`, label: 'Другой', what: 'сертификат' },
          },
          {
            label: 'Хэш',
            value: (
              <>
                {DIGESTS[announced.digest]}
                <code className="under mono">{prepared.digest}</code>
              </>
            ),
          },
        ]}
      />
      <Section title="Подпись">
        <PluginSign
          target={fieldId('cms')}
          thumbprint={thumbprint}
          hash={prepared.digest ?? ''}
          algorithm={announced.hashAlgorithm}
        />
        <Form action={completeBrowserAction} page={page} state={state}>
          <input type="hidden" name="id" value={id} />
          <input type="hidden" name="signingId" value={prepared.signingId} />
          <TextArea
            name="cms"
            label="Подпись текстом"
            hint="Расширение заполняет это поле само. Без него вставьте отсоединённую подпись хэша (CAdES-BES) в виде Base64 или PEM"
            rows={4}
            spellCheck={false}
            autoComplete="off"
            className="input mono"
            defaultValue={typed(state, 'cms')}
            error={errorOf(state, 'cms')}
            required
          />
          <ActionBar note="После подписания изменить акт нельзя: только новым актом.">
            <SubmitButton kind="plain" sending="Проверяем подпись…">
              Отправить подпись
            </SubmitButton>
            <LinkButton href={`/orders/${id}/sign`}>Другой способ</LinkButton>
          </ActionBar>
        </Form>
      </Section>
    </div>
  )
}
