import { Form } from '@/app/_forms/form'
import { BLANK, errorOf, type FormState, typed, typedAll } from '@/app/_forms/form-state'
import { Comments } from '@/components/execution/comments'
import { ActionBar } from '@/components/ui/action-bar'
import { Select, TextArea } from '@/components/ui/field'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import type { SeenComments } from '@/db/queries/comment'
import { MEASURE_FIELD_LABELS } from '@/lib/road-map/labels'
import { MEASURE_FIELDS } from '@/lib/road-map/rules'
import { addCommentAction, resolveCommentAction } from './actions'

/** Remarks on the row and its cells, with the form for one more. */
export function MeasureComments({
  found,
  roadMapId,
  measureKey,
  page,
  state,
  zone,
}: {
  found: SeenComments
  roadMapId: string
  measureKey: string
  page: string
  state: FormState
  zone: string
}) {
  const open = found.comments.filter((one) => one.resolvedAt === null).length
  return (
    <Section
      id="comments"
      title="Замечания"
      aside={open > 0 ? <span className="soft">открыто: {open}</span> : null}
      narrow
    >
      <Comments
        comments={found.comments}
        zone={zone}
        act={(id) => {
          const one = found.comments.find((comment) => comment.id === id)
          if (!one?.mayResolve) return null
          return (
            <Form action={resolveCommentAction} page={page} state={BLANK} className="no-print">
              <input type="hidden" name="id" value={id} />
              <input type="hidden" name="act" value={one.resolvedAt ? 'reopen' : 'resolve'} />
              <SubmitButton kind="plain" small>
                {one.resolvedAt ? 'Открыть снова' : 'Решено'}
              </SubmitButton>
            </Form>
          )
        }}
      />
      {found.mayWrite ? (
        <Form action={addCommentAction} page={page} state={state} className="no-print">
          <input type="hidden" name="roadMapId" value={roadMapId} />
          <input type="hidden" name="measureKey" value={measureKey} />
          <TextArea
            name="text"
            label="Новое замечание"
            hint="Его увидят все, кому видна эта карта."
            rows={3}
            defaultValue={typed(state, 'text')}
            error={errorOf(state, 'text')}
          />
          <Select
            name="field"
            label="О чём"
            empty="о мероприятии целиком"
            options={MEASURE_FIELDS.map((field) => ({ value: field, label: MEASURE_FIELD_LABELS[field] }))}
            defaultValue={typed(state, 'field')}
            error={errorOf(state, 'field')}
          />
          {found.addressees.length > 0 ? (
            <Select
              name="mentions[]"
              label="Кому адресовано"
              required={false}
              hint="Можно выбрать нескольких: удерживайте Ctrl."
              multiple
              size={Math.min(6, found.addressees.length)}
              options={found.addressees.map(({ id, name }) => ({ value: id, label: name }))}
              defaultValue={typedAll(state, 'mentions[]')}
              error={errorOf(state, 'mentions')}
            />
          ) : null}
          <ActionBar>
            <SubmitButton kind="plain">Добавить замечание</SubmitButton>
          </ActionBar>
        </Form>
      ) : null}
    </Section>
  )
}
