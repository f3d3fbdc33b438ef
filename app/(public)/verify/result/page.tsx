import { redirect } from 'next/navigation'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SummaryList } from '@/components/ui/summary-list'
import { findKeptForm } from '@/db/queries/kept-form'
import { longDate, shortDate } from '@/lib/shared/dates'
import { capitalised } from '@/lib/shared/text'
import type { Verdict, Verification } from '@/lib/signature/verify'
import { now } from '@/lib/system/clock'
import { unsealText } from '@/lib/system/secret'

export const metadata = { title: 'Результат проверки', robots: 'noindex' }

const WORDS: Record<Verdict, { word: string; tone: 'green' | 'red' | 'amber' }> = {
  genuine: { word: 'Подлинный', tone: 'green' },
  changed: { word: 'Изменён', tone: 'red' },
  foreign: { word: 'Не наш', tone: 'red' },
  unknown: { word: 'Не удалось проверить', tone: 'amber' },
}

const STATES = {
  registered: 'зарегистрировано',
  published: 'опубликовано',
  annulled: 'аннулировано',
  repealed: 'утратило силу',
}

/** A kept answer is gone after a day; then one checks again. */
export default async function ResultPage({ searchParams }: { searchParams: Promise<{ kept?: string }> }) {
  const { kept } = await searchParams
  const sealed = typeof kept === 'string' ? await findKeptForm(kept, null, now()) : undefined
  if (!sealed) redirect('/verify')
  const { found, at } = JSON.parse(unsealText(sealed, 'verification')) as { found: Verification; at: string }
  const { word, tone } = WORDS[found.verdict]
  const { register } = found
  return (
    <div className="col">
      <PageHead
        title={word}
        crumbs={[{ label: 'Проверить подпись', href: '/verify' }]}
        sub={`Проверено на дату ${moment(at)}`}
      />
      <Notice tone={tone} live>
        {found.explanation.filter(Boolean).join(' ')}
      </Notice>
      {register ? (
        <Section title={found.verdict === 'genuine' ? 'В реестре' : 'За какой документ себя выдаёт'}>
          <SummaryList
            rows={[
              { label: 'Вид', value: capitalised(register.kind) },
              { label: 'Номер', value: `№\u00A0${register.number}` },
              { label: 'Дата', value: longDate(register.date) },
              { label: 'Состояние', value: STATES[register.state] },
              ...(register.url ? [{ label: 'Страница акта', value: <a href={register.url}>{register.url}</a> }] : []),
            ]}
          />
        </Section>
      ) : null}
      {found.signatures.map((signature, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the answer never changes
        <Section key={index} title={found.signatures.length > 1 ? `Подпись ${index + 1}` : 'Электронная подпись'}>
          {signature.test ? (
            <Notice tone="amber" title="Тестовый сертификат">
              Подпись сделана ключом испытательного удостоверяющего центра: юридической силы она не имеет.
            </Notice>
          ) : null}
          <SummaryList
            rows={[
              {
                label: 'Проверка',
                value: signature.valid === true ? 'верна' : signature.valid === false ? 'не верна' : 'не удалась',
              },
              ...(signature.valid === true ? [] : [{ label: 'Причина', value: signature.reason }]),
              {
                label: 'Вид подписи',
                value: `усиленная ${signature.qualified ? 'квалифицированная' : 'неквалифицированная'}, ${signature.kind === 'detached' ? 'отдельным файлом' : 'внутри PDF'}`,
              },
              { label: 'Владелец', value: signature.subject ?? 'прочитать не удалось' },
              { label: 'Сертификат', value: signature.serial ?? 'прочитать не удалось' },
              ...(signature.notBefore && signature.notAfter
                ? [
                    {
                      label: 'Действителен',
                      value: `с ${shortDate(signature.notBefore.slice(0, 10))} по ${shortDate(signature.notAfter.slice(0, 10))}`,
                    },
                  ]
                : []),
              { label: 'Штамп времени', value: signature.timestamp ? moment(signature.timestamp) : 'нет' },
              { label: 'Охватывает', value: signature.coversWholeFile ? 'весь файл' : 'не весь файл' },
            ]}
          />
        </Section>
      ))}
      <Section title="Отпечаток файла">
        <p className="mono small wrap-anywhere">SHA-256: {found.sha256}</p>
      </Section>
      <ActionBar note="Файл удалён сразу после проверки. Эта страница открывается по своей ссылке ещё сутки.">
        <LinkButton kind="main" href="/verify">
          Проверить другой файл
        </LinkButton>
      </ActionBar>
    </div>
  )
}

/** The visitor's zone is not known here, so the instant is told in the one zone that everybody can reckon from. */
const moment = (iso: string): string => `${shortDate(iso.slice(0, 10))}, ${iso.slice(11, 16)} (UTC)`
