import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { FileField, Select, TextArea } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Status } from '@/components/ui/status'
import { Steps } from '@/components/ui/steps'
import { SubmitButton } from '@/components/ui/submit-button'
import { Table } from '@/components/ui/table'
import { getVisitPlanning } from '@/db/queries/visit'
import { may } from '@/lib/access/policy'
import { programmeTitle } from '@/lib/programme/current'
import { shortDate } from '@/lib/shared/dates'
import { counted } from '@/lib/shared/text'
import { VISIT_KIND_LABELS } from '@/lib/visit/labels'
import { previewVisitsAction, saveVisitsAction } from './actions'
import { plannedRows } from './table'

export const metadata = { title: 'Посещения из таблицы' }

const CRUMBS = [{ label: 'Посещения', href: '/visits' }]

export default async function ImportVisitsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams
  const actor = await requireActor('/visits/import')
  if (!may(actor, 'visit.plan')) notFound()
  const kept = await openForm('visit-table', one(query, 'table') ?? one(query, 'kept'), actor.userId)
  const cells = typed(kept, 'cells')
  const planning = await orNotFound(getVisitPlanning(actor, typed(kept, 'programmeId') || undefined))
  const table = one(query, 'table')
  if (table && cells) {
    const save = await openForm('visit-table-save', one(query, 'kept'), actor.userId)
    const rows = plannedRows(actor, cells, planning)
    const good = rows.filter((row) => row.visit)
    return (
      <>
        <PageHead title="Посещения из таблицы" crumbs={CRUMBS} />
        <Steps current={2} total={2} title="проверить" />
        <p className="soft" role="status">
          Прочитано: {counted(rows.length, 'строка', 'строки', 'строк')}. Будет внесено: {good.length}, кроме тех, что в
          графике уже есть. С вопросами: {rows.length - good.length}.
        </p>
        {good.length < rows.length ? (
          <Notice tone="amber" title="Строки с вопросами не будут внесены">
            Исправьте их в таблице и загрузите её ещё раз: внесённое второй раз не добавится.
          </Notice>
        ) : null}
        <Table caption="Прочитанные строки" head={['Строка', 'Школа', 'День', 'Вид', 'Куратор', 'Что будет']}>
          <tbody>
            {rows.map(({ line, said, visit, problem }) => (
              <tr className="row" key={line}>
                <td className="num">{line}</td>
                <td className="title">
                  {visit ? planning.schools.find((school) => school.id === visit.schoolId)?.name : said}
                </td>
                <td className="date" data-l="День">
                  {visit ? shortDate(visit.plannedOn) : '—'}
                </td>
                <td data-l="Вид">{visit ? VISIT_KIND_LABELS[visit.kind] : '—'}</td>
                <td data-l="Куратор">
                  {visit ? planning.assignments.find((known) => known.userId === visit.curatorId)?.name : '—'}
                </td>
                <td className="state" data-l="Что будет">
                  {problem ? <Status kind="late">{problem}</Status> : <Status kind="done">будет внесено</Status>}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
        <Form action={saveVisitsAction} page={`/visits/import?table=${table}`} state={save}>
          <input type="hidden" name="table" value={table} />
          <ActionBar>
            {good.length > 0 ? <SubmitButton>Внести в график</SubmitButton> : null}
            <LinkButton href={`/visits/import?kept=${table}`}>Исправить таблицу</LinkButton>
          </ActionBar>
        </Form>
      </>
    )
  }
  return (
    <div className="col">
      <PageHead title="Посещения из таблицы" crumbs={CRUMBS} />
      <Steps current={1} total={2} title="выбрать файл или вставить таблицу" />
      <Form action={previewVisitsAction} page="/visits/import" state={kept}>
        <Select
          name="programmeId"
          label="Программа"
          options={planning.programmes.map((programme) => ({ value: programme.id, label: programmeTitle(programme) }))}
          defaultValue={typed(kept, 'programmeId', planning.programme?.id)}
          error={errorOf(kept, 'programmeId')}
        />
        <FileField
          name="file"
          label="Файл с таблицей"
          types="Excel (.xlsx), Word (.docx) или CSV"
          maxSize="16 МБ"
          hint="Колонки: школа, дата, вид, куратор. Вид и куратор можно не писать: тогда плановое и единственный куратор школы."
          accept=".xlsx,.docx,.csv,.txt"
          error={errorOf(kept, 'file')}
          required={false}
        />
        <TextArea
          name="text"
          label="Или таблица текстом"
          hint="Скопируйте строки из Excel или напишите: школа; 12.03.2026; первичное; Фамилия И.О."
          rows={8}
          defaultValue={typed(kept, 'text')}
          error={errorOf(kept, 'text')}
          required={false}
        />
        <ActionBar note="Дальше вы увидите прочитанное. До «Внести в график» ничего не сохраняется.">
          <SubmitButton sending="Читаем…">Показать, что получится</SubmitButton>
        </ActionBar>
      </Form>
    </div>
  )
}
