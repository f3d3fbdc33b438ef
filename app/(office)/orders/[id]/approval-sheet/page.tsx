import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { LinkButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SummaryList } from '@/components/ui/summary-list'
import { Table } from '@/components/ui/table'
import { getApprovalSheet } from '@/db/queries/approval-sheet'
import { approvalSheet, SHEET_COLUMNS, type SheetLine } from '@/lib/approval/sheet'

export const metadata = { title: 'Лист согласования' }

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> }

const LABELS = [...SHEET_COLUMNS]

export default async function ApprovalSheetPage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const here = `/orders/${pageId(id)}/approval-sheet`
  const actor = await requireActor(here)
  const facts = await orNotFound(getApprovalSheet(actor, id))
  const all = one(query, 'rounds') === 'all'
  const sheet = approvalSheet(facts, actor.zone, all ? 'all' : 'last')
  const crumbs = [
    { label: 'Распоряжения', href: '/orders' },
    { label: sheet?.act ?? 'Проект', href: `/orders/${id}` },
  ]
  if (!sheet) {
    return (
      <>
        <PageHead title="Лист согласования" crumbs={crumbs} />
        <Empty title="Листа согласования нет" action={<LinkButton href={`/orders/${id}`}>К карточке акта</LinkButton>}>
          Акт ещё не отправляли на согласование. Если он подписан на бумаге раньше, его лист согласования — бумажный.
        </Empty>
      </>
    )
  }
  return (
    <>
      <PageHead
        title="Лист согласования"
        crumbs={crumbs}
        sub={sheet.act}
        actions={
          <LinkButton kind="main" href={`/orders/${id}/approval-sheet.pdf${all ? '?rounds=all' : ''}`}>
            Печать, PDF
          </LinkButton>
        }
      />
      <p>{sheet.actTitle}</p>
      {facts.rounds.length > 1 ? (
        <p className="no-print">
          {all ? <a href={here}>Только последний круг</a> : <a href={`${here}?rounds=all`}>Все круги</a>}{' '}
          <span className="soft">(кругов: {facts.rounds.length})</span>
        </p>
      ) : null}
      {sheet.parts.map((part) => (
        <Section key={part.heading} title={part.heading}>
          <div className="mb-6">
            <SummaryList rows={valuesOf(part.facts)} />
          </div>
          <Table caption={`Решения: ${part.heading}`} head={LABELS}>
            <tbody>
              {part.rows.map((cells) => (
                <tr className="row" key={cells.join('\n')}>
                  {cells.map((cell, index) => (
                    <td
                      key={LABELS[index]}
                      className={index === 1 ? 'title whitespace-pre-line' : 'whitespace-pre-line'}
                      data-l={LABELS[index]}
                    >
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </Table>
          {part.remarks.length > 0 ? (
            <>
              <h3 className="mt-6">Замечания и ответы автора</h3>
              {part.remarks.map((remark) => (
                <p key={remark} className="whitespace-pre-line">
                  {remark}
                </p>
              ))}
            </>
          ) : null}
        </Section>
      ))}
      {sheet.signature.length > 0 ? (
        <Section title="Подписание и регистрация">
          <SummaryList rows={valuesOf(sheet.signature)} />
        </Section>
      ) : null}
    </>
  )
}

const valuesOf = (lines: SheetLine[]) =>
  lines.map(({ label, text }) => ({
    label,
    // A fingerprint is longer than a phone is wide.
    value: <span className="[overflow-wrap:anywhere]">{text}</span>,
  }))
