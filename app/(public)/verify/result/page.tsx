import { redirect } from 'next/navigation'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { findKeptForm } from '@/db/queries/kept-form'
import type { Verdict, Verification } from '@/lib/signature/verify'
import { now } from '@/lib/system/clock'
import { unsealText } from '@/lib/system/secret'
import { moment } from './moment'
import { RegisterSection } from './register-section'
import { SignatureSection } from './signature-section'

export const metadata = { title: 'Результат проверки', robots: 'noindex' }

const WORDS: Record<Verdict, { word: string; tone: 'green' | 'red' | 'amber' }> = {
  genuine: { word: 'Подлинный', tone: 'green' },
  changed: { word: 'Изменён', tone: 'red' },
  foreign: { word: 'Не наш', tone: 'red' },
  unknown: { word: 'Не удалось проверить', tone: 'amber' },
}

/** Genuine papers that bind nobody any more must not look like those that do. */
const toneOf = ({ verdict, register }: Verification) =>
  verdict === 'genuine' && (register?.state === 'annulled' || register?.state === 'repealed')
    ? 'amber'
    : WORDS[verdict].tone

/** A kept answer is gone after a day; then one checks again. */
export default async function ResultPage({ searchParams }: { searchParams: Promise<{ kept?: string }> }) {
  const { kept } = await searchParams
  const sealed = typeof kept === 'string' ? await findKeptForm(kept, null, now()) : undefined
  if (!sealed) redirect('/verify')
  const { found, at } = JSON.parse(unsealText(sealed, 'verification')) as { found: Verification; at: string }
  const { register, verdict, signatures } = found
  return (
    <div className="col">
      <PageHead
        title={WORDS[verdict].word}
        crumbs={[{ label: 'Проверить подпись', href: '/verify' }]}
        sub={`Проверено на дату ${moment(at)}`}
      />
      <Notice tone={toneOf(found)} live>
        {found.explanation.filter(Boolean).join(' ')}
      </Notice>
      {register ? <RegisterSection register={register} verdict={verdict} /> : null}
      {signatures.map((signature, index) => (
        <SignatureSection
          // biome-ignore lint/suspicious/noArrayIndexKey: the answer never changes
          key={index}
          signature={signature}
          title={signatures.length > 1 ? `Подпись ${index + 1}` : 'Электронная подпись'}
        />
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
