import { Form } from '@/app/_forms/form'
import { openForm } from '@/app/_forms/form-state'
import { requireActor } from '@/app/_session/actor'
import { makeFeedAction, revokeFeedAction } from '@/app/(office)/account/feed/actions'
import { findShownAddress } from '@/app/(office)/account/feed/shown-address'
import { ActionBar } from '@/components/ui/action-bar'
import { TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { findOwnFeed } from '@/db/queries/feed'
import { localDateTime } from '@/lib/shared/dates'
import { now } from '@/lib/system/clock'

export const metadata = { title: 'Сроки в своём календаре' }

type Search = { address?: string; done?: string; kept?: string }

export default async function FeedPage({ searchParams }: { searchParams: Promise<Search> }) {
  const actor = await requireActor('/account/feed')
  const { address, done, kept } = await searchParams
  const feed = await findOwnFeed(actor)
  const shown = feed && (await findShownAddress(actor, address, now()))
  const [making, revoking] = [
    await openForm('feed.make', kept, actor.userId),
    await openForm('feed.revoke', kept, actor.userId),
  ]
  return (
    <div className="col">
      <PageHead title="Сроки в своём календаре" crumbs={[{ label: 'Учётная запись', href: '/account' }]} />
      {done === 'revoked' ? (
        <Notice tone="green" live>
          Личный адрес отозван: календари, в которые он добавлен, больше ничего не получат.
        </Notice>
      ) : null}
      {shown ? (
        <Notice tone="amber" title="Скопируйте адрес сейчас" live>
          <p>Программа показывает его один раз: у себя она хранит только его отпечаток.</p>
          <TextField name="address" label="Личный адрес" defaultValue={shown} readOnly />
        </Notice>
      ) : null}
      <p>
        По личному адресу программа отдаёт ваши сроки в формате iCalendar. Его понимают Яндекс Календарь, Google
        Календарь, Outlook и календари телефонов: «Добавить календарь» → «По ссылке». Сроки обновляются сами.
      </p>
      <Section title={feed ? 'Адрес действует' : 'Адреса нет'}>
        {feed ? (
          <p>
            Сделан {localDateTime(feed.createdAt, actor.zone)}. Кто знает этот адрес, видит ваши сроки без входа в
            программу. Если он попал к чужим, отзовите его.
          </p>
        ) : (
          <p>Пока его нет, ваши сроки видны только в программе, в «Моих делах».</p>
        )}
        <Form action={makeFeedAction} page="/account/feed" state={making}>
          <ActionBar note={feed ? 'Прежний адрес перестанет действовать' : undefined}>
            <SubmitButton kind={feed ? 'plain' : undefined} sending="Делаем…">
              {feed ? 'Сделать новый адрес' : 'Сделать личный адрес'}
            </SubmitButton>
          </ActionBar>
        </Form>
        {feed ? (
          <Form action={revokeFeedAction} page="/account/feed" state={revoking}>
            <ActionBar>
              <SubmitButton kind="plain" sending="Отзываем…">
                Отозвать адрес
              </SubmitButton>
            </ActionBar>
          </Form>
        ) : null}
      </Section>
    </div>
  )
}
