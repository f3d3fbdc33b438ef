import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { BLANK, errorOf, openForm, typed } from '@/app/_forms/form-state'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { DoneNotice } from '@/app/(office)/settings/done-notice'
import { saveProgrammeAction } from '@/app/(office)/settings/programmes/actions'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/choice'
import { DateField, TextField } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { getProgramme } from '@/db/queries/programme'
import { may } from '@/lib/access/policy'
import { DAYS_FOR_LATE, locksOn, opensOn } from '@/lib/programme/stage'
import { type LocalDate, shortDate } from '@/lib/shared/dates'

export const metadata = { title: 'Программа' }

/** Empty rows for stages to come; more appear after saving. */
const SPARE_ROWS = 1
const FIRST_ROWS = 2

const shown = (date: LocalDate | null | undefined): string => (date ? shortDate(date) : '')
/** The day that an empty field means: itself where the stage is known, else the rule in words. */
const byRule = (date: LocalDate | null | undefined, rule: string): string => (date ? shortDate(date) : rule)

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ kept?: string; done?: string }> }

/** «…/new» adds a programme. */
export default async function ProgrammePage({ params, searchParams }: Props) {
  const { id } = await params
  const page = `/settings/programmes/${id}`
  const actor = await requireActor(page)
  if (!may(actor, 'municipality.manage')) notFound()
  const query = await searchParams
  const programme = id === 'new' ? undefined : await orNotFound(getProgramme(actor, pageId(id)))
  const state = await openForm('programme', query.kept, actor.userId)
  const stored = programme?.stages ?? []
  const names = state.values['stageName[]'] ?? stored.map((stage) => stage.name)
  const rows = Math.max(names.length, stored.length > 0 ? stored.length + SPARE_ROWS : FIRST_ROWS)
  return (
    <div className="col">
      <PageHead
        title={programme ? `${programme.name}, ${programme.year}` : 'Новая программа'}
        crumbs={[
          { label: 'Настройки', href: '/settings' },
          { label: 'Программы', href: '/settings/programmes' },
        ]}
        actions={
          programme ? (
            <>
              <LinkButton href={`/programmes/${programme.id}/factors`}>Словарь факторов риска</LinkButton>
              <LinkButton href={`/programmes/${programme.id}/report-form`}>Форма отчёта</LinkButton>
            </>
          ) : null
        }
      />
      <DoneNotice done={query.done} />
      <Form action={saveProgrammeAction} page={page} state={state}>
        <input type="hidden" name="id" value={programme?.id ?? ''} />
        <TextField
          name="name"
          label="Название"
          hint="Например, Проект «500+»"
          defaultValue={typed(state, 'name', programme?.name)}
          error={errorOf(state, 'name')}
          required
        />
        <TextField
          name="year"
          label="Год"
          width="date"
          inputMode="numeric"
          defaultValue={typed(state, 'year', String(programme?.year ?? ''))}
          error={errorOf(state, 'year')}
          required
        />
        <Section title="Этапы">
          <p className="soft">
            По порядку. По каждому этапу кураторы сдают отчёты. Чтобы убрать этап, сотрите его название и дни; этап, по
            которому уже есть отчёты, убрать нельзя.
          </p>
          {Array.from({ length: rows }, (_, index) => {
            const stage = stored[index]
            const id = `stage-${index}`
            return (
              <fieldset className="field" key={id}>
                <legend>Этап {index + 1}</legend>
                <input type="hidden" name="stageId[]" value={state.values['stageId[]']?.[index] ?? stage?.id ?? ''} />
                <TextField
                  name="stageName[]"
                  id={`f-stageName-${index}`}
                  label="Название"
                  defaultValue={names[index] ?? ''}
                  error={errorOf(state, `stageName-${index}`)}
                />
                <DateField
                  name="stageDue[]"
                  id={`f-stageDue-${index}`}
                  label="Срок"
                  defaultValue={state.values['stageDue[]']?.[index] ?? shown(stage?.dueDate)}
                  error={errorOf(state, `stageDue-${index}`)}
                  required={false}
                />
                <DateField
                  name="stageOpens[]"
                  id={`f-stageOpens-${index}`}
                  label="Отчёты открываются"
                  hint={`Пусто: ${byRule(stage && opensOn({ ...stage, opensOn: null }), 'первое число месяца срока')}`}
                  defaultValue={state.values['stageOpens[]']?.[index] ?? shown(stage?.opensOn)}
                  error={errorOf(state, `stageOpens-${index}`)}
                  required={false}
                />
                <DateField
                  name="stageLocks[]"
                  id={`f-stageLocks-${index}`}
                  label="Последний день приёма"
                  hint={`После срока отчёт ещё принимают, с пометкой об опоздании. Пусто: ${byRule(
                    stage && locksOn({ ...stage, locksOn: null }),
                    `${DAYS_FOR_LATE} дней после срока`,
                  )}`}
                  defaultValue={state.values['stageLocks[]']?.[index] ?? shown(stage?.locksOn)}
                  error={errorOf(state, `stageLocks-${index}`)}
                  required={false}
                />
                <Checkbox
                  name="stageFinal[]"
                  id={`f-stageFinal-${index}`}
                  value={index}
                  label="Итоговый этап"
                  hint="Спрашивает ещё выводы о завершении поддержки и предложения на следующий год"
                  defaultChecked={
                    state === BLANK
                      ? (stage?.isFinal ?? false)
                      : !!state.values['stageFinal[]']?.includes(String(index))
                  }
                  error={errorOf(state, `stageFinal-${index}`)}
                />
              </fieldset>
            )
          })}
        </Section>
        <ActionBar>
          <SubmitButton sending="Сохраняем…">{programme ? 'Сохранить программу' : 'Добавить программу'}</SubmitButton>
        </ActionBar>
      </Form>
    </div>
  )
}
