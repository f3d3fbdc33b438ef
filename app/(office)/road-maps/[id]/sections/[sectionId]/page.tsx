import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, revisionOf, typed, typedAll } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { ConflictTexts } from '@/components/road-map/conflict-texts'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { TextArea, TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { Table } from '@/components/ui/table'
import { TextBox } from '@/components/ui/text-box'
import { getSection } from '@/db/queries/road-map'
import { may } from '@/lib/access/policy'
import { isEditable, type MeasureText } from '@/lib/road-map/rules'
import { cellOf, sectionHeading } from '@/lib/road-map/table'
import { mapAddress } from '../../address'
import { saveSectionTableAction } from '../actions'

export const metadata = { title: 'Раздел таблицей' }

/** Empty rows at the end of the table, to type or paste into. */
const SPARE_ROWS = 3

type Conflict = { id: string; revision: number; current: MeasureText; mine: MeasureText }

export default async function SectionTablePage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string; sectionId: string }>
  searchParams: Promise<Query>
}) {
  const [{ id, sectionId }, query] = await Promise.all([params, searchParams])
  const page = `/road-maps/${id}/sections/${sectionId}`
  const actor = await requireActor(page)
  const { section, rows } = await orNotFound(getSection(actor, id, sectionId))
  const state = await openForm('section-table', one(query, 'kept'), actor.userId)
  if (!may(actor, 'road_map.edit') || (!isEditable(section.status) && state.errors.length === 0)) notFound()
  const conflicts = (state.details.conflicts ?? []) as Conflict[]
  const revisions = new Map(rows.map((row) => [row.id, row.revision]))
  // As in `revisionOf`: typed rows keep the revisions that they began from, but for those that a conflict has shown.
  const begunFrom = typedAll(state, 'rowRevision[]')
  const shown = new Map(conflicts.map((row) => [row.id, row.revision]))
  const rowRevision = (rowId: string, index: number) =>
    shown.get(rowId) ?? begunFrom[index] ?? revisions.get(rowId) ?? 0
  const theirTitle = state.details.current as { number: string; title: string } | undefined
  const ids = typedAll(state, 'rowId[]', [...rows.map((row) => row.id), ...Array(SPARE_ROWS).fill('')])
  const stored = new Map(rows.map((row) => [row.id, row]))
  const cells = section.columns.map((column, place) =>
    typedAll(
      state,
      `cell${place}[]`,
      ids.map((rowId) => {
        const row = stored.get(rowId)
        return row ? cellOf(row, column) : ''
      }),
    ),
  )
  return (
    <>
      <PageHead
        title={sectionHeading(section) || 'Без раздела'}
        crumbs={[
          { label: 'Дорожные карты', href: '/road-maps' },
          { label: `${section.programme}, ${section.year}`, href: mapAddress(id, section.version) },
        ]}
        sub="Правка таблицей: весь раздел сохраняется одним нажатием"
      />
      {conflicts.map((conflict) => (
        <ConflictTexts key={conflict.id} columns={section.columns} theirs={conflict.current} mine={conflict.mine} />
      ))}
      {theirTitle ? (
        <Notice tone="amber" title="Раздел сейчас называется иначе">
          {sectionHeading(theirTitle) || 'Без названия'}. Если сохранить форму, он будет назван, как в ней.
        </Notice>
      ) : null}
      <Form action={saveSectionTableAction} page={page} state={state}>
        <input type="hidden" name="roadMapId" value={id} />
        <input type="hidden" name="version" value={section.version} />
        <input type="hidden" name="id" value={sectionId} />
        <input type="hidden" name="revision" value={revisionOf(state, section.revision)} />
        <div className="col">
          <TextField
            name="number"
            label="Номер раздела"
            width="short"
            defaultValue={typed(state, 'number', section.number)}
            error={errorOf(state, 'number')}
            autoComplete="off"
          />
          <TextField
            name="title"
            label="Название раздела"
            defaultValue={typed(state, 'title', section.title)}
            error={errorOf(state, 'title')}
            autoComplete="off"
          />
        </div>
        <Table
          caption="Мероприятия раздела"
          head={section.columns.map((column) => ({
            label: column.header,
            className: column.field === 'number' ? 'num' : undefined,
          }))}
        >
          <tbody>
            {ids.map((rowId, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: spare rows have no other name
              <tr className="row gridrow" key={`${rowId}-${index}`}>
                {section.columns.map((column, place) => (
                  <td
                    key={column.header}
                    data-l={column.header}
                    className={column.field === 'number' ? 'num' : undefined}
                  >
                    {place === 0 ? (
                      <>
                        <input type="hidden" name="rowId[]" value={rowId} />
                        <input type="hidden" name="rowRevision[]" value={rowRevision(rowId, index)} />
                      </>
                    ) : null}
                    <TextBox
                      className="input cell"
                      name={`cell${place}[]`}
                      rows={column.field === 'number' ? 1 : 4}
                      cols={column.field === 'number' ? 4 : undefined}
                      defaultValue={cells[place]?.[index] ?? ''}
                      aria-label={`${column.header}, строка ${index + 1}`}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
        <div className="col mt-6">
          <TextArea
            name="pasted"
            label="Вставить строки из Excel или Word"
            required={false}
            hint={`Скопируйте строки без заголовка; колонки в том же порядке: ${section.columns.map((column) => column.header).join(', ')}. Они добавятся в конец раздела.`}
            rows={3}
            defaultValue={typed(state, 'pasted')}
            error={errorOf(state, 'pasted')}
          />
        </div>
        <ActionBar note="Пустые строки не сохраняются. Удаляют мероприятие на странице карты.">
          <SubmitButton sending="Сохраняем…">Сохранить раздел</SubmitButton>
          <LinkButton href={mapAddress(id, section.version)}>К карте</LinkButton>
        </ActionBar>
      </Form>
    </>
  )
}
