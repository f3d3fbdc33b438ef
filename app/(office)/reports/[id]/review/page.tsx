import { DraftNotice } from '@/app/_forms/draft'
import { Form } from '@/app/_forms/form'
import { errorOf, type FormState, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { SectionChanges } from '@/components/report/section-changes'
import { SentSection } from '@/components/report/sent-section'
import { ActionBar } from '@/components/ui/action-bar'
import { Autosave } from '@/components/ui/autosave'
import { LinkButton } from '@/components/ui/button'
import { RadioGroup } from '@/components/ui/choice'
import { DateField, TextArea } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { getReportReview } from '@/db/queries/report-review'
import { REPORT_STATE_LABELS, REVIEW_DECISION_LABELS } from '@/lib/report/labels'
import { sayInTime } from '@/lib/report/matrix-words'
import { WAY_OUT_OF_OWN } from '@/lib/report/review'
import { remarkName } from '@/lib/report/review-schema'
import { REVIEW_DECISIONS, type ReviewDecision } from '@/lib/report/rules'
import { versionChanges } from '@/lib/report/version-changes'
import { localDateTime, shortDate } from '@/lib/shared/dates'
import { reportCrumbs } from '../../crumbs'
import { reviewReportAction } from './actions'

export const metadata = { title: 'Решение по отчёту' }

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> }
type Found = Awaited<ReturnType<typeof getReportReview>>

const HINTS: Record<ReviewDecision, string> = {
  accepted: 'Без замечаний',
  accepted_with_remarks: 'Отчёт считается принятым; куратор увидит замечания',
  returned: 'Для исправления откроются только разделы с замечаниями; без них — все',
}

/** The sent version from its frozen content, with a field of remark beside each section, and the decision under it. */
export default async function ReviewPage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const here = `/reports/${pageId(id)}/review`
  const actor = await requireActor(here)
  const found = await orNotFound(getReportReview(actor, id))
  const state = await openForm('report-review', one(query, 'kept'), actor.userId)
  const { version, previous } = found
  const isOpen = found.state === 'sent' && !found.isOwn
  const changes = previous ? versionChanges(previous.content, version.content) : null
  const sections = version.content.sections.map((section, index) => (
    <SentSection
      key={section.code}
      section={section}
      number={index + 1}
      beside={
        isOpen ? (
          <TextArea
            name={remarkName(section.code)}
            label={`Замечание к разделу «${section.title}»`}
            required={false}
            rows={4}
            defaultValue={typed(state, remarkName(section.code))}
            error={errorOf(state, remarkName(section.code))}
          />
        ) : null
      }
    >
      <SectionChanges
        remark={previous?.review?.remarks.find((one) => one.section === section.code)?.text}
        previousNumber={previous?.number}
        changes={changes?.get(section.code) ?? []}
      />
    </SentSection>
  ))
  return (
    <>
      <PageHead
        title={isOpen ? 'Решение по отчёту' : 'Отправленный отчёт'}
        crumbs={reportCrumbs(found)}
        over={`${found.programme}, ${found.year} · ${found.stage}`}
        sub={`${found.school} · ${found.curator} · версия ${version.number}, отправлена ${localDateTime(version.sentAt, actor.zone)}${sayInTime(version, ', ')}`}
        actions={
          <>
            <LinkButton href={`/reports/${id}/history`}>Версии и решения</LinkButton>
            {isOpen ? (
              <LinkButton className="jump" href="#decision">
                К решению
              </LinkButton>
            ) : null}
          </>
        }
      />
      <Standing found={found} state={state} />
      {version.sha256 ? null : (
        <Notice tone="amber" title="Подпись не завершена">
          Отчёт отправлен и засчитан, но его файл ещё не подписан. Завершить подписание может тот, кто его отправил.
        </Notice>
      )}
      {changes ? (
        <p>
          {changes.size === 0
            ? `С версии ${previous?.number} ничего не изменено.`
            : `С версии ${previous?.number} изменены разделы: ${version.content.sections
                .filter((section) => changes.has(section.code))
                .map((section) => section.title)
                .join(', ')}.`}
        </p>
      ) : null}
      {isOpen ? <DraftNotice actor={actor} form="report-review" page={here} state={state} /> : null}
      {isOpen ? (
        <Form action={reviewReportAction} page={here} state={state}>
          {sections}
          <Decision found={found} state={state} />
        </Form>
      ) : (
        sections
      )}
    </>
  )
}

/** Why nothing can be decided here, where nothing can. What was typed before that is shown: it is not lost. */
function Standing({ found, state }: { found: Found; state: FormState }) {
  const written = Object.entries(state.values).flatMap(([name, [text = '']]) =>
    (name === 'note' || name.startsWith('remark_')) && text.trim() !== '' ? [text] : [],
  )
  if (found.isOwn)
    return (
      <Notice tone="amber" title="Это ваш отчёт">
        Принять или вернуть его вы не можете. {WAY_OUT_OF_OWN}
      </Notice>
    )
  if (found.state === 'sent') return null
  return (
    <Notice tone="amber" title={`Сейчас отчёт: ${REPORT_STATE_LABELS[found.state]}`}>
      {state.errors.map((error) => (
        <p key={error.message}>{error.message}</p>
      ))}
      {found.version.review ? (
        <p>
          Решение и замечания — в разделе <a href={`/reports/${found.id}/history`}>«Версии и решения»</a>.
        </p>
      ) : (
        <p>Отчёт снова у куратора: решать можно будет, когда он отправит новую версию.</p>
      )}
      {written.length > 0 ? (
        <>
          <p>Вы написали, и это не записано:</p>
          {written.map((text) => (
            <p key={text} className="whitespace-pre-line">
              {text}
            </p>
          ))}
        </>
      ) : null}
    </Notice>
  )
}

function Decision({ found, state }: { found: Found; state: FormState }) {
  return (
    <Section title="Решение" id="decision" narrow>
      <input type="hidden" name="reportId" value={found.id} />
      <input type="hidden" name="versionId" value={found.version.id} />
      <RadioGroup
        name="decision"
        label="Что решено"
        defaultValue={typed(state, 'decision')}
        error={errorOf(state, 'decision')}
        options={REVIEW_DECISIONS.map((value) => ({
          value,
          label: REVIEW_DECISION_LABELS[value],
          hint: HINTS[value],
          ...(value === 'returned'
            ? {
                more: (
                  <DateField
                    name="reworkTo"
                    label="Доработать до"
                    required={false}
                    hint={
                      found.reworkTo
                        ? `Этап закрывается раньше, поэтому отчёт будет открыт до ${shortDate(found.reworkTo)} включительно. Можно назначить другой день`
                        : 'Отчёт будет открыт, пока открыт этап. Можно назначить более поздний день'
                    }
                    defaultValue={typed(state, 'reworkTo')}
                    error={errorOf(state, 'reworkTo')}
                  />
                ),
              }
            : {}),
        }))}
      />
      <TextArea
        name="note"
        label="Замечание или причина ко всему отчёту"
        hint="При возврате нужно хотя бы одно замечание к разделу или общая причина"
        required={false}
        defaultValue={typed(state, 'note')}
        error={errorOf(state, 'note')}
      />
      <Autosave form="report-review" />
      <ActionBar note="Изменить решение после записи нельзя. Принятый отчёт можно открыть снова с причиной.">
        <SubmitButton sending="Записываем…">Записать решение</SubmitButton>
      </ActionBar>
    </Section>
  )
}
