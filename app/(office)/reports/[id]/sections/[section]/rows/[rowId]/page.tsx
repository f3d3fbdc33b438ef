import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { DraftNotice } from '@/app/_forms/draft'
import { Form } from '@/app/_forms/form'
import { errorOf, type FormState, openForm, revisionOf, typedAll } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { ActionBar } from '@/components/ui/action-bar'
import { Autosave } from '@/components/ui/autosave'
import { LinkButton } from '@/components/ui/button'
import { TextArea, TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { SummaryList } from '@/components/ui/summary-list'
import { getReport } from '@/db/queries/report'
import { COLUMN_HINTS, isTypedSection, LONG_COLUMNS, SECTION_COLUMNS } from '@/lib/report/columns'
import { removeRowAction, saveRowAction } from '../../actions'

export const metadata = { title: 'Строка отчёта' }

type Props = { params: Promise<{ id: string; section: string; rowId: string }>; searchParams: Promise<Query> }

/** One typed fact, new or to be changed: the same form. */
export default async function RowPage({ params, searchParams }: Props) {
  const [{ id, section: code, rowId }, query] = await Promise.all([params, searchParams])
  const back = `/reports/${pageId(id)}/sections/${encodeURIComponent(code)}`
  const here = `${back}/rows/${encodeURIComponent(rowId)}`
  const actor = await requireActor(here)
  const report = await orNotFound(getReport(actor, id))
  const section = report.sections.find((one) => one.code === code)
  const row = report.own?.rows.find((one) => one.id === rowId && one.section === code)
  if (!section?.isOpen || !isTypedSection(section.code) || (rowId !== 'new' && !row)) notFound()
  const columns = SECTION_COLUMNS[section.code]
  const hints = COLUMN_HINTS[section.code]
  const state = await openForm('report-row', one(query, 'kept'), actor.userId)
  const cells = typedAll(state, 'cells[]', row?.cells ?? [])
  const removal = await openForm('report-row-remove', one(query, 'kept'), actor.userId)
  return (
    <div className="col">
      <PageHead
        title={row ? 'Изменить строку' : 'Новая строка'}
        crumbs={[
          { label: 'Отчёты', href: '/reports' },
          { label: report.school, href: `/reports/${id}` },
          { label: section.title, href: back },
        ]}
        sub="Введённое здесь будет отмечено в отчёте: «введено куратором»."
      />
      <TheirRow state={state} columns={columns}>
        В форме ниже ваш вариант: сохраните его или исправьте.
      </TheirRow>
      <DraftNotice actor={actor} form="report-row" page={here} state={state} />
      <Form action={saveRowAction} page={here} state={state}>
        <input type="hidden" name="reportId" value={id} />
        <input type="hidden" name="section" value={section.code} />
        <input type="hidden" name="id" value={row?.id ?? ''} />
        <input type="hidden" name="revision" value={revisionOf(state, row?.revision ?? 0)} />
        {columns.map((column, index) => {
          const field = {
            id: index === 0 ? 'f-cells' : `f-cells-${index}`,
            name: 'cells[]',
            label: column,
            hint: hints[index] || undefined,
            required: index === 0 ? undefined : false,
            defaultValue: cells[index] ?? '',
            error: index === 0 ? errorOf(state, 'cells') : undefined,
          }
          return LONG_COLUMNS.includes(column) ? (
            <TextArea key={column} rows={2} {...field} />
          ) : (
            <TextField key={column} {...field} />
          )
        })}
        <Autosave form="report-row" />
        <ActionBar>
          <SubmitButton>Сохранить строку</SubmitButton>
          <LinkButton href={back}>К разделу</LinkButton>
        </ActionBar>
      </Form>
      {row ? (
        <Form action={removeRowAction} page={here} state={removal} className="pt-6">
          <TheirRow state={removal} columns={columns}>
            Если она не нужна и такой, уберите её ещё раз.
          </TheirRow>
          <input type="hidden" name="id" value={row.id} />
          <input type="hidden" name="revision" value={revisionOf(removal, row.revision)} />
          <SubmitButton kind="warn">Убрать строку</SubmitButton>
        </Form>
      ) : null}
    </div>
  )
}

/** After a conflict: the row as it is stored now. */
function TheirRow({ state, columns, children }: { state: FormState; columns: readonly string[]; children: ReactNode }) {
  if (!Array.isArray(state.details.theirs)) return null
  const theirs = state.details.theirs as string[]
  return (
    <Notice tone="amber" title="Эту строку изменили на другом устройстве">
      <SummaryList plain rows={columns.map((column, index) => ({ label: column, value: theirs[index] || '—' }))} />
      <p>{children}</p>
    </Notice>
  )
}
