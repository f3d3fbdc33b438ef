import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { ChangeLinks } from '@/app/(public)/p/[publicId]/change-links'
import { LinkButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SummaryList } from '@/components/ui/summary-list'
import { MarkupTable, sectionRow } from '@/components/ui/table'
import { findPublished, type PublicAct } from '@/db/queries/publication'
import type { AnnexTable } from '@/lib/order/document'
import { ORDER_KIND_WORDS } from '@/lib/order/labels'
import { localDate, longDate, shortDate } from '@/lib/shared/dates'
import { markup } from '@/lib/shared/markup'
import { capitalised } from '@/lib/shared/text'

/**
 * Made once and kept: publication, withdrawal and annulment make it anew (revalidatePath in their actions). The limit is for
 * other processes on the same database, which that call does not reach.
 */
export const dynamic = 'force-static'
export const dynamicParams = true
export const revalidate = 60
export const generateStaticParams = async () => []

type Props = { params: Promise<{ publicId: string }> }

const find = cache(async ({ params }: Props): Promise<PublicAct> => {
  const { publicId } = await params
  return (/^[A-Za-z0-9_-]{8,64}$/.test(publicId) ? await findPublished(publicId) : undefined) ?? notFound()
})

const nameOf = (act: PublicAct): string =>
  `${capitalised(ORDER_KIND_WORDS[act.kind].nominative)} от ${shortDate(act.date)} ${act.printed}`

export async function generateMetadata(props: Props): Promise<Metadata> {
  const act = await find(props)
  return { title: nameOf(act), ...(act.state === 'published' ? {} : { robots: 'noindex' }) }
}

const GONE = {
  withdrawn: 'Публикация этого акта снята. Сам акт зарегистрирован; за его текстом обратитесь в администрацию.',
  annulled: 'Этот акт аннулирован и снят с публикации.',
  repealed: 'Этот акт утратил силу и снят с публикации.',
}

export default async function PublishedActPage(props: Props) {
  const act = await find(props)
  if (act.state !== 'published') {
    return (
      <div className="col">
        <PageHead
          title={nameOf(act)}
          crumbs={[{ label: 'Опубликованные акты', href: '/published' }]}
          sub={act.municipality}
        />
        <Notice tone="amber" title="Страница больше не опубликована">
          {GONE[act.state]}
        </Notice>
      </div>
    )
  }
  const file = `/published/${act.publicId}/order.pdf`
  const facts = [
    { label: 'Вид', value: capitalised(ORDER_KIND_WORDS[act.kind].nominative) },
    { label: 'Номер', value: act.printed },
    { label: 'Дата', value: longDate(act.date) },
    ...(act.post ? [{ label: 'Подписал', value: act.post }] : []),
    {
      label: 'Подлинник',
      value: act.isPaper
        ? 'на бумаге, с собственноручной подписью'
        : act.hasSignatureBeside
          ? 'электронный документ, подпись в отдельном файле'
          : 'электронный документ с электронной подписью',
    },
    ...(act.hasSignatureBeside ? [{ label: 'Файл подписи', value: <a href={`${file}.sig`}>Скачать .sig</a> }] : []),
    { label: 'Опубликовано', value: shortDate(localDate(act.publishedAt, act.zone)) },
    ...chainOf(act),
  ]
  return (
    <>
      <PageHead
        title={act.title}
        crumbs={[{ label: 'Опубликованные акты', href: '/published' }]}
        sub={act.municipality}
        actions={
          <>
            <LinkButton href="/verify">Проверить подпись</LinkButton>
            <LinkButton kind="main" href={file}>
              {act.isDrawn ? 'Открыть PDF' : 'Открыть скан'}
            </LinkButton>
          </>
        }
      />
      <div className="mb-8">
        <SummaryList rows={facts} />
      </div>
      {act.amends.length > 0 ? (
        <Section title="Внесённые изменения">
          {act.amends.map(({ text, table }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: changes are numbered by their place
            <div key={index} className="mt-4">
              <p>
                {index + 1}) {text}
              </p>
              {table ? <Annex table={table} caption={text} /> : null}
            </div>
          ))}
        </Section>
      ) : null}
      {act.annex ? (
        <Section title={act.annex.title}>
          <Annex table={act.annex.table} caption={act.annex.title} />
        </Section>
      ) : null}
    </>
  )
}

/** «изменено распоряжением …», «вносит изменения в …»: each leads to the page of that act. */
function chainOf({ changes, target }: PublicAct) {
  const amended = changes.filter((change) => change.effect === 'amended')
  return [
    ...(target
      ? [
          {
            label: target.effect === 'repealed' ? 'Признаёт утратившим силу' : 'Вносит изменения в',
            value: (
              <a href={target.path}>
                {ORDER_KIND_WORDS[target.kind].nominative} от {shortDate(target.date)} {target.printed}
              </a>
            ),
          },
        ]
      : []),
    ...(amended.length > 0 ? [{ label: 'Изменено', value: <ChangeLinks changes={amended} /> }] : []),
  ]
}

/** The annex as it was signed. */
function Annex({ table, caption }: { table: AnnexTable; caption: string }) {
  const bodies = table.sections.map(({ heading, rows }) => {
    const own = rows.map((row) => {
      const cells = row.map((cell, column) => markup`<td data-l="${table.headers[column]}">${cell}</td>`)
      return markup`<tr>${cells}</tr>`
    })
    return markup`<tbody>${heading ? sectionRow(heading, '', table.headers.length) : ''}${own}</tbody>`
  })
  return (
    <MarkupTable className="annex" caption={caption} head={table.headers.map((label) => ({ label }))} bodies={bodies} />
  )
}
