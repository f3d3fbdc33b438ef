import { Form } from '@/app/_forms/form'
import { openForm } from '@/app/_forms/form-state'
import { AroundAct } from '@/components/order/around-act'
import { UnfinishedSigning } from '@/components/order/unfinished-signing'
import { EntryStateTag } from '@/components/register/state-tag'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { SummaryList } from '@/components/ui/summary-list'
import { ORDER_KIND_WORDS } from '@/lib/order/labels'
import type { PaperKind } from '@/lib/order/rules'
import { ORIGINAL_WORDS } from '@/lib/order/signature-ways'
import type { ActLink } from '@/lib/register/row'
import { localDate, localDateTime, longDate, shortDate } from '@/lib/shared/dates'
import { finishPrintAction } from './actions'
import { type EntryPage, entryName, openEntry } from './entry'

export const metadata = { title: 'Запись реестра' }

const DONE: Record<string, { title: string; text: string }> = {
  reserved: {
    title: 'Номер зарезервирован',
    text: 'Когда акт будет подписан на бумаге, внесите его как старый акт с этим номером.',
  },
  entered: { title: 'Акт внесён в реестр', text: 'Проверьте номер, дату и скан. Дальше акт можно опубликовать.' },
  'entered-out-of-order': {
    title: 'Акт внесён в реестр',
    text: 'Дата этого акта не согласуется с датами соседних номеров. Если в бумаге так и есть, ничего делать не нужно.',
  },
  published: { title: 'Акт опубликован', text: 'Он открыт всем на странице «Опубликованные акты».' },
  withdrawn: { title: 'Публикация снята', text: 'Акт остаётся зарегистрированным.' },
  annulled: { title: 'Номер аннулирован', text: 'Запись с причиной осталась в реестре.' },
  'scan-attached': {
    title: 'Скан приложен',
    text: 'Акт зарегистрирован, дорожная карта утверждена. Дальше акт можно опубликовать.',
  },
  'scan-replaced': { title: 'Скан заменён', text: 'Прежний скан остался в деле с причиной замены.' },
  'print-ready': { title: 'Печатный экземпляр готов', text: 'Приложите скан подписанного акта.' },
  stored: { title: 'Срок хранения записан', text: 'Он печатается в реестре.' },
  dispatched: { title: 'Рассылка отмечена', text: 'Запись появилась ниже.' },
}

const LINK_LABELS: Record<ActLink['relation'], string> = {
  amends: 'Изменяет',
  repeals: 'Признаёт утратившим силу',
  amended_by: 'Изменения внесены',
  repealed_by: 'Признано утратившим силу',
}

const FILE_WORDS: Record<PaperKind, string> = {
  signed: 'Подписанный PDF',
  detached: 'Отсоединённая подпись',
  print: 'Экземпляр для печати',
  scan: 'Скан',
}

type Opened = Awaited<ReturnType<typeof openEntry>>
type Entry = Opened['entry']

export default async function EntryCardPage(props: EntryPage) {
  const { actor, entry, page, crumbs, kept, done } = await openEntry(props)
  const receipt = done ? DONE[done] : undefined
  const state = await openForm('register.print', kept, actor.userId)
  return (
    <>
      <PageHead
        title={entryName(entry)}
        crumbs={crumbs}
        sub={<EntryStateTag state={entry.state} />}
        actions={<Actions entry={entry} />}
      />
      {receipt ? (
        <Notice tone="green" live title={receipt.title}>
          {receipt.text}
        </Notice>
      ) : null}
      {entry.unfinished?.kind === 'paper' && entry.orderId ? (
        <Form action={finishPrintAction} page={page} state={state}>
          <input type="hidden" name="entryId" value={entry.id} />
          <input type="hidden" name="orderId" value={entry.orderId} />
          <Notice tone="amber" title="Печатный экземпляр не готов">
            Номер дан, но файл не был создан: работа прервалась. Номер и дата остаются теми же.
          </Notice>
          <ActionBar>
            <SubmitButton sending="Готовим…">Подготовить экземпляр</SubmitButton>
          </ActionBar>
        </Form>
      ) : null}
      {entry.entryState === 'signing' && entry.unfinished?.kind !== 'paper' ? (
        <UnfinishedSigning
          kind={entry.unfinished?.kind}
          orderId={entry.orderId ?? ''}
          isLate={entry.date !== actor.today}
          isOwn={false}
        />
      ) : null}
      <Facts entry={entry} zone={actor.zone} />
      {entry.orderId ? <Files entry={entry} zone={actor.zone} /> : null}
      {entry.can.dispatch || entry.dispatches.length > 0 ? <Dispatches entry={entry} /> : null}
    </>
  )
}

function Actions({ entry }: { entry: Entry }) {
  const to = (step: string) => `/register/${entry.id}/${step}`
  const hasScan = entry.files.some((file) => file.kind === 'scan' && file.replacedAt === null)
  const { can } = entry
  return (
    <>
      {can.useReserved ? (
        <LinkButton kind="main" href={`/register/old-act/new?entry=${entry.id}`}>
          Внести акт с этим номером
        </LinkButton>
      ) : null}
      {can.annul ? <LinkButton href={to('annul')}>Аннулировать</LinkButton> : null}
      {can.withdrawPublication ? <LinkButton href={to('withdraw')}>Снять с публикации</LinkButton> : null}
      {can.attachScan ? (
        <LinkButton
          kind={entry.orderStatus === 'awaiting_scan' && !entry.unfinished ? 'main' : 'plain'}
          href={to('scan')}
        >
          {hasScan ? 'Заменить скан' : 'Приложить скан'}
        </LinkButton>
      ) : null}
      {can.publish ? (
        <LinkButton kind="main" href={to('publish')}>
          Опубликовать
        </LinkButton>
      ) : null}
    </>
  )
}

function Facts({ entry, zone }: { entry: Entry; zone: string }) {
  const isPublished = entry.orderStatus === 'published' && entry.publishedAt !== null
  const rows = [
    { label: 'Заголовок', value: entry.title || 'Номер без акта' },
    { label: 'Номер', value: entry.printed },
    { label: 'Дата', value: longDate(entry.date) },
    ...(entry.signer ? [{ label: 'Подписал', value: entry.signer }] : []),
    ...(entry.executor ? [{ label: 'Исполнитель', value: entry.executor }] : []),
    ...(entry.signature ? [{ label: 'Подлинник', value: ORIGINAL_WORDS[entry.signature] }] : []),
    ...(entry.sheets === null ? [] : [{ label: 'Листов', value: entry.sheets }]),
    ...(entry.reason ? [{ label: 'Причина', value: entry.reason }] : []),
    ...entry.links.map((link) => ({
      label: LINK_LABELS[link.relation],
      value: (
        <a href={`/register/${link.entryId}`}>
          {ORDER_KIND_WORDS[link.kind].nominative} {link.printed} от {shortDate(link.date)}
        </a>
      ),
    })),
    {
      label: 'Срок хранения',
      value: entry.storage,
      change: entry.can.store ? { href: `/register/${entry.id}/storage` } : undefined,
    },
    ...(isPublished && entry.publishedAt
      ? [
          {
            label: 'Опубликовано',
            value: <a href={`/published/${entry.publicId}`}>{shortDate(localDate(entry.publishedAt, zone))}</a>,
          },
        ]
      : []),
    ...(isPublished && entry.publicationNote ? [{ label: 'Ещё размещено', value: entry.publicationNote }] : []),
    ...(entry.withdrawal
      ? [
          {
            label: 'Снято с публикации',
            value: `${localDateTime(entry.withdrawal.at, zone)}. Причина: ${entry.withdrawal.reason}`,
          },
        ]
      : []),
    ...(entry.orderId ? [{ label: 'Карточка акта', value: <a href={`/orders/${entry.orderId}`}>Открыть</a> }] : []),
  ]
  return (
    <div className="mb-8">
      <SummaryList rows={rows} />
    </div>
  )
}

function Files({ entry, zone }: { entry: Entry; zone: string }) {
  return (
    <Section title="Файлы">
      {entry.files.length === 0 ? <p className="soft">Файлов пока нет.</p> : null}
      <ul className="links">
        {entry.files.map((file) => (
          <li key={file.id}>
            <a
              href={
                file.kind === 'scan'
                  ? `/register/files/${file.id}`
                  : `/orders/${entry.orderId}/order.pdf${file.kind === 'detached' ? '.sig' : ''}`
              }
            >
              {FILE_WORDS[file.kind]}: {file.fileName}
            </a>{' '}
            <span className="soft">
              {Math.max(1, Math.round(file.size / 1024))} КБ, {localDateTime(file.addedAt, zone)}
              {file.addedBy ? `, ${file.addedBy}` : ''}
              {file.replacedAt ? `. Заменён ${localDateTime(file.replacedAt, zone)}: ${file.replacedWhy}` : ''}
            </span>
          </li>
        ))}
        {entry.orderId && entry.orderStatus ? (
          <AroundAct
            here={`/orders/${entry.orderId}`}
            status={entry.orderStatus}
            hasRounds={!entry.isOldAct}
            mayCopy={entry.can.dispatch}
          />
        ) : null}
      </ul>
    </Section>
  )
}

function Dispatches({ entry }: { entry: Entry }) {
  return (
    <Section
      title="Рассылка"
      aside={entry.can.dispatch ? <a href={`/register/${entry.id}/dispatch`}>Отметить рассылку</a> : null}
    >
      {entry.dispatches.length === 0 ? (
        <p className="soft">Никому не отправлено.</p>
      ) : (
        <ul className="links">
          {entry.dispatches.map((line) => (
            <li key={`${line.sentOn}-${line.recipient}`}>
              {shortDate(line.sentOn)}: {line.recipient}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
