import { redirect } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { ownSigningKey } from '@/app/_papers/own-signing-key'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { LineNeeded } from '@/components/offline/line-needed'
import { ContentView } from '@/components/report/content-view'
import { SigningFields } from '@/components/report/signing-fields'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { getReportCheck } from '@/db/queries/report-check'
import { sendReportAction } from './actions'

export const metadata = { title: 'Проверка отчёта' }

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> }
type Found = Awaited<ReturnType<typeof getReportCheck>>

export default async function CheckPage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const here = `/reports/${pageId(id)}/check`
  const actor = await requireActor(here)
  const report = await orNotFound(getReportCheck(actor, id))
  const { content } = report
  if (!content) redirect(`/reports/${id}`)
  const state = await openForm('report-send', one(query, 'kept'), actor.userId)
  const isOpen = (code: string) => report.sections.some((section) => section.code === code && section.isOpen)
  const stops = report.missing.length > 0 || (report.own?.rivals.length ?? 0) > 0 || report.notYet !== null
  return (
    <>
      <PageHead
        title="Проверьте отчёт"
        crumbs={[
          { label: 'Отчёты', href: '/reports' },
          { label: report.school, href: `/reports/${id}` },
        ]}
        sub="Так он будет отправлен. После отправки сведения застынут: исправленное потом в посещениях и профиле в этот отчёт не попадёт."
        actions={
          stops ? null : (
            <LinkButton className="jump" href="#send">
              К отправке
            </LinkButton>
          )
        }
      />
      <Obstacles report={report} />
      <ContentView
        content={content}
        links
        aside={(section) =>
          isOpen(section.code) ? (
            <a href={`/reports/${id}/sections/${section.code}?from=check`}>
              Изменить<span className="vh"> раздел «{section.title}»</span>
            </a>
          ) : (
            'закрыт: замечаний нет'
          )
        }
      />
      <Section title="Отправка" id="send" narrow>
        {stops ? (
          <p>Сначала исправьте то, что названо наверху страницы.</p>
        ) : (
          <Form action={sendReportAction} page={here} state={state}>
            <input type="hidden" name="reportId" value={id} />
            <input type="hidden" name="fingerprint" value={report.fingerprint} />
            {report.undone.length > 0 ? (
              <p className="mb-4">
                Вы ещё не сказали, что заполнены разделы: {report.undone.map(({ title }) => `«${title}»`).join(', ')}.
                Отправляя отчёт, вы подтверждаете, что и они заполнены.
              </p>
            ) : null}
            <SigningFields
              way={typed(state, 'way')}
              signingKey={await ownSigningKey(actor)}
              errors={{
                way: errorOf(state, 'way'),
                password: errorOf(state, 'password'),
                keyPassword: errorOf(state, 'keyPassword'),
              }}
            />
            <LineNeeded />
            <ActionBar note="Отправленный отчёт изменить нельзя, пока координатор не вернёт его.">
              <SubmitButton sending="Отправляем…">Отправить отчёт</SubmitButton>
              <LinkButton href={`/reports/${id}`}>К разделам</LinkButton>
            </ActionBar>
          </Form>
        )}
      </Section>
    </>
  )
}

/** What stands in the way of sending, each with the page where it is mended. */
function Obstacles({ report }: { report: Found }) {
  const rivals = [...new Set(report.own?.rivals.map((rival) => rival.question))]
  const labelOf = (code: string) =>
    report.form.sections.flatMap((section) => section.questions).find((question) => question.code === code)?.label ??
    code
  if (report.missing.length === 0 && rivals.length === 0 && report.notYet === null) return null
  return (
    <div className="errors" role="alert" aria-labelledby="errors-title">
      <h2 id="errors-title">Отчёт пока нельзя отправить</h2>
      {report.notYet ? <p>{report.notYet}</p> : null}
      <ul>
        {report.missing.map(({ question }) => (
          <li key={question.code}>
            <a href={`/reports/${report.id}/questions/${question.code}?from=check`}>Нет ответа: «{question.label}»</a>
          </li>
        ))}
        {rivals.map((code) => (
          <li key={code}>
            <a href={`/reports/${report.id}/questions/${code}?from=check#two`}>
              Два текста одного ответа: «{labelOf(code)}»
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}
