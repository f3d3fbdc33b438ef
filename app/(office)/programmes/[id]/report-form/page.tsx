import { Form } from '@/app/_forms/form'
import { BLANK, errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { DiffText } from '@/components/ui/diff-text'
import { TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { Table } from '@/components/ui/table'
import { getReportForm } from '@/db/queries/report-form'
import { hasRole } from '@/lib/access/actor'
import { programmeTitle } from '@/lib/programme/current'
import type { ReportForm } from '@/lib/report/form'
import { type FormEdit, formDifferences } from '@/lib/report/form-edit'
import { localDate, shortDate } from '@/lib/shared/dates'
import { saveReportFormAction } from './actions'
import { SectionFields } from './section-fields'
import { shownEdit } from './typed-form'

export const metadata = { title: 'Форма отчёта' }

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> }

/** The programme's report form as data: saving makes the next version, reports that were begun keep theirs (feature 61). */
export default async function ReportFormPage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const here = `/programmes/${pageId(id)}/report-form`
  const actor = await requireActor(here)
  const { programme, present, versions } = await orNotFound(getReportForm(actor, id))
  const state = await openForm('report-form', one(query, 'kept'), actor.userId)
  const edit = shownEdit(state, present.form)
  const isStale = state !== BLANK && typed(state, 'number') !== String(present.number)
  const saved = one(query, 'saved')
  return (
    <>
      <PageHead
        title="Форма отчёта куратора"
        crumbs={
          hasRole(actor, 'coordinator')
            ? [
                { label: 'Отчёты', href: '/reports' },
                { label: 'Сводка отчётов', href: `/reports/matrix?programme=${id}` },
              ]
            : [
                { label: 'Настройки', href: '/settings' },
                { label: 'Программы', href: '/settings/programmes' },
                { label: programmeTitle(programme), href: `/settings/programmes/${id}` },
              ]
        }
        sub={`${programmeTitle(programme)} · ${present.number === 0 ? 'готовая форма программы «Маршрут»' : `версия ${present.number}`}`}
        actions={<LinkButton href={`${here}/preview`}>Как увидит куратор</LinkButton>}
      />
      {saved ? (
        <Notice tone="green" live>
          Сохранена версия {saved}. По ней начнутся новые отчёты; начатые останутся по своей версии.
        </Notice>
      ) : null}
      <p>
        Сведения разделов 1–6 собирает программа или вписывает куратор, поэтому сами разделы не убирают. Менять можно
        названия, пояснения и вопросы.
      </p>
      {isStale ? <Differences stored={present.form} edit={edit} /> : null}
      <Form action={saveReportFormAction} page={here} state={state}>
        <input type="hidden" name="programmeId" value={id} />
        <input
          type="hidden"
          name="number"
          value={state.errors.length > 0 ? present.number : typed(state, 'number', String(present.number))}
        />
        <TextField name="title" label="Название отчёта" defaultValue={edit.title} error={errorOf(state, 'title')} />
        {edit.sections.map((section, index) => (
          <SectionFields
            key={section.section}
            number={index + 1}
            section={section}
            rows={edit.rows.filter((row) => row.section === section.section)}
            state={state}
          />
        ))}
        <ActionBar note="Начатые отчёты не изменятся.">
          <SubmitButton name="act" value="save" sending="Сохраняем…">
            Сохранить новую версию
          </SubmitButton>
          <SubmitButton kind="plain" name="act" value="preview">
            Посмотреть, не сохраняя
          </SubmitButton>
        </ActionBar>
      </Form>
      {versions.length > 0 ? (
        <Section title="Версии формы" id="versions">
          <Table caption="Версии формы отчёта" head={['Версия', 'Сохранена', 'Кем', 'Отчётов по ней']}>
            <tbody>
              {versions.map((version) => (
                <tr className="row" key={version.number}>
                  <td className="title">Версия {version.number}</td>
                  <td data-l="Сохранена">{shortDate(localDate(version.createdAt, actor.zone))}</td>
                  <td data-l="Кем">{version.by ?? 'готовая форма'}</td>
                  <td data-l="Отчётов по ней">{version.reports}</td>
                </tr>
              ))}
            </tbody>
          </Table>
        </Section>
      ) : null}
    </>
  )
}

/** Somebody saved a newer version meanwhile: both texts, question by question. */
function Differences({ stored, edit }: { stored: ReportForm; edit: FormEdit }) {
  const mine: ReportForm = {
    title: edit.title,
    sections: edit.sections.map(({ section, title, hint }) => ({
      code: section,
      title,
      hint,
      questions: edit.rows
        .filter((row) => row.section === section && !row.isRemoved && row.label.trim() !== '')
        .map((row) => ({ ...row, code: row.key, options: row.options.split('\n').filter(Boolean) })),
    })),
  }
  const found = formDifferences(stored, mine)
  if (found.length === 0) return null
  return (
    <Notice tone="amber" title="Чем ваш текст отличается от сохранённой версии" wide>
      {found.map((one) => (
        <div key={`${one.what}${one.was}${one.became}`} className="mt-3">
          <p>{one.what}</p>
          <DiffText was={one.was} became={one.became} labels={['Сохранено', 'У вас']} />
        </div>
      ))}
    </Notice>
  )
}
