import { DraftNotice } from '@/app/_forms/draft'
import { Form } from '@/app/_forms/form'
import { BLANK, errorOf, openForm, revisionOf } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { KeepPage, keptFor } from '@/app/_offline/keep-page'
import { SessionWarning } from '@/app/_offline/session-warning'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { SheetKeeper } from '@/components/offline/sheet-keeper'
import { ActionBar } from '@/components/ui/action-bar'
import { Autosave } from '@/components/ui/autosave'
import { LinkButton } from '@/components/ui/button'
import { Checkbox, RadioGroup } from '@/components/ui/choice'
import { DateField, FileField, TextArea, TextField } from '@/components/ui/field'
import { ErrorText } from '@/components/ui/field-frame'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { EarlierRecommendations } from '@/components/visit/earlier'
import { MoreRows } from '@/components/visit/more-rows'
import { VisitPhotos } from '@/components/visit/photos'
import { ObservationRows, RecommendationRows, SPARE_ROWS } from '@/components/visit/sheet-rows'
import { getVisitSheet } from '@/db/queries/visit'
import { shortDate } from '@/lib/shared/dates'
import { counted } from '@/lib/shared/text'
import { PROFILE_MATCH_LABELS, VISIT_FORM_LABELS, VISIT_KIND_LABELS } from '@/lib/visit/labels'
import { PHOTO_ACCEPT, PHOTO_LIMIT_TEXT, PHOTO_TYPES, sayPhotos } from '@/lib/visit/photo-rules'
import { MOST_PHOTOS, PROFILE_MATCHES, VISIT_FORMS } from '@/lib/visit/rules'
import { namesIn } from '@/lib/visit/sheet'
import { recommendationRows, sheetValues } from '@/lib/visit/sheet-form'
import { joinRows, rowsOf, rowValues } from '@/lib/visit/sheet-rows'
import { addRowsAction, saveSheetAction } from './actions'
import { SHEET_FORM, sheetPage } from './receive'
import { TheirSheet, type Theirs } from './theirs'

export const metadata = { title: 'Лист посещения' }

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> }

export default async function SheetPage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const page = sheetPage(pageId(id))
  const actor = await requireActor(page)
  const { visit, earlier } = await orNotFound(getVisitSheet(actor, id))
  const state = await openForm(SHEET_FORM, one(query, 'kept'), actor.userId)
  const head = (
    <PageHead
      title="Лист посещения"
      crumbs={[
        { label: 'Посещения', href: '/visits' },
        { label: visit.school, href: `/visits/${id}` },
      ]}
      sub={`${visit.school}, ${VISIT_KIND_LABELS[visit.kind]}${visit.plannedOn ? `, по графику ${shortDate(visit.plannedOn)}` : ''}`}
    />
  )
  const theirs = state.details.current as Theirs | undefined
  if (!visit.mayWrite && state === BLANK) {
    return (
      <div className="col">
        {head}
        <Notice title="Лист не заполняется">
          {visit.isOwn
            ? 'Посещение отменено, или школа отказалась. Чтобы заполнить лист, запланируйте посещение снова.'
            : `Лист заполняет куратор, за которым записано посещение: ${visit.curator}.`}
        </Notice>
        <ActionBar>
          <LinkButton href={`/visits/${id}`}>К посещению</LinkButton>
        </ActionBar>
      </div>
    )
  }
  const own = visit.recommendations.filter((row) => row.state === 'open')
  const settled = visit.recommendations.filter((row) => row.state !== 'open' && row.state !== 'withdrawn')
  const values =
    state === BLANK
      ? sheetValues({ ...visit, recommendations: own }, actor.today)
      : { ...state.values, ...rowValues(joinRows(rowsOf(state.values), recommendationRows(visit.recommendations))) }
  const said = (name: string): string => values[name]?.[0] ?? ''
  const wrong = (name: string) => errorOf(state, name)
  const spare = one(query, 'rows') === 'more' ? SPARE_ROWS * 2 : SPARE_ROWS
  const names = namesIn(observationsOf(values))
  const left = MOST_PHOTOS - visit.photos.length
  const user = await keptFor()
  return (
    <div className="col">
      <KeepPage name={`Лист посещения: ${visit.school}`} also={[`/visits/${id}`, '/visits']} />
      {head}
      <DraftNotice actor={actor} form={SHEET_FORM} page={page} state={state} />
      {theirs ? <TheirSheet theirs={theirs} /> : null}
      <Form action={saveSheetAction} page={page} state={state}>
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="revision" value={revisionOf(state, visit.revision)} />
        {/* First in the form, so that Enter saves and adds no row. */}
        <button type="submit" className="vh" tabIndex={-1} aria-hidden="true">
          Сохранить
        </button>
        <Section
          title={`С прошлого раза: ${earlier.length > 0 ? counted(earlier.length, 'рекомендация', 'рекомендации', 'рекомендаций') : 'открытых рекомендаций нет'}`}
          id="earlier"
          narrow
        >
          <EarlierRecommendations earlier={earlier} today={actor.today} said={said} errorOf={wrong} />
        </Section>
        <Section title="Когда и как" narrow>
          <DateField name="heldOn" label="День посещения" defaultValue={said('heldOn')} error={wrong('heldOn')} />
          <div className="visit-pair">
            <TextField
              name="startsAt"
              label="Начало"
              hint="Например, 10:30"
              defaultValue={said('startsAt')}
              error={wrong('startsAt')}
              inputMode="text"
              autoComplete="off"
              required={false}
            />
            <TextField
              name="endsAt"
              label="Окончание"
              hint="По местному времени"
              defaultValue={said('endsAt')}
              error={wrong('endsAt')}
              autoComplete="off"
              required={false}
            />
          </div>
          <RadioGroup
            name="form"
            label="Как прошло"
            defaultValue={said('form')}
            error={wrong('form')}
            options={VISIT_FORMS.map((value) => ({ value, label: VISIT_FORM_LABELS[value] }))}
          />
          <TextArea
            name="participants"
            label="С кем встречались"
            hint="Должности: директор, заместитель директора. Педагогов по именам не называют."
            rows={2}
            defaultValue={said('participants')}
            error={wrong('participants')}
            required={false}
          />
          <TextArea name="aim" label="Цель" rows={2} defaultValue={said('aim')} error={wrong('aim')} required={false} />
          <TextArea
            name="agenda"
            label="Программа посещения"
            rows={3}
            defaultValue={said('agenda')}
            error={wrong('agenda')}
            required={false}
          />
        </Section>
        <Section title="Наблюдения на занятиях" id="observations" narrow>
          <p className="hint">Класс и предмет, без имён педагогов. Пустые строки не сохраняются.</p>
          {wrong('observations') ? <ErrorText id="f-observations">{wrong('observations')}</ErrorText> : null}
          <ObservationRows values={values} errorOf={wrong} spare={spare} />
          {names.length > 0 ? (
            <fieldset className="field">
              <legend>Это не имя педагога</legend>
              <p className="hint">Отметьте, если в тексте назван не педагог: например, школа «им. А.С. Пушкина».</p>
              {names.map((name, index) => (
                <Checkbox
                  key={name}
                  id={`f-notNames-${index}`}
                  name="notNames[]"
                  value={name}
                  label={`«${name}» — не имя педагога`}
                  defaultChecked={values['notNames[]']?.includes(name)}
                />
              ))}
            </fieldset>
          ) : null}
          <MoreRows list="observation-rows" formAction={addRowsAction}>
            Добавить строку<span className="vh"> наблюдения</span>
          </MoreRows>
        </Section>
        <Section title="Что изучено и выявлено" narrow>
          <TextArea
            name="documentsSeen"
            label="Изучены документы"
            rows={2}
            defaultValue={said('documentsSeen')}
            error={wrong('documentsSeen')}
            required={false}
          />
          <TextArea
            name="found"
            label="Что выявлено"
            rows={4}
            defaultValue={said('found')}
            error={wrong('found')}
            required={false}
          />
          <RadioGroup
            name="profileMatch"
            label="Рисковый профиль школы"
            defaultValue={said('profileMatch')}
            error={wrong('profileMatch')}
            options={[
              ...PROFILE_MATCHES.map((value) => ({ value: value as string, label: PROFILE_MATCH_LABELS[value] })),
              { value: '', label: 'в этот раз не сверяли' },
            ]}
          />
        </Section>
        <Section title="Рекомендации школе" id="recommendations" narrow>
          <p className="hint">Станут задачами школы: она увидит их сразу и ответит вам.</p>
          {wrong('recommendations') ? <ErrorText id="f-recommendations">{wrong('recommendations')}</ErrorText> : null}
          {settled.map((row) => (
            <p key={row.id}>
              <a href={`/recommendations/${row.id}`}>{row.text}</a>
            </p>
          ))}
          <RecommendationRows values={values} errorOf={wrong} spare={spare} />
          <MoreRows list="recommendation-rows" formAction={addRowsAction}>
            Добавить строку<span className="vh"> рекомендации</span>
          </MoreRows>
        </Section>
        <Section title="Следующее посещение и снимки" narrow>
          <DateField
            name="nextOn"
            label="Следующее посещение"
            hint="Если написать день, он встанет в график"
            defaultValue={said('nextOn')}
            error={wrong('nextOn')}
            required={false}
          />
          <VisitPhotos photos={visit.photos} mayRemove />
          {left > 0 ? (
            <FileField
              name="photo"
              label="Снимки"
              types={PHOTO_TYPES}
              maxSize={PHOTO_LIMIT_TEXT}
              hint={`Ещё ${sayPhotos(left)}; за один раз не больше 24 МБ вместе. Место съёмки и другие данные телефона программа убирает.${state.errors.length > 0 ? ' Если снимки были выбраны, выберите их ещё раз: браузер их не запоминает.' : ''}`}
              accept={PHOTO_ACCEPT}
              multiple
              error={wrong('photo')}
              required={false}
            />
          ) : (
            <p className="soft">Снимков уже {MOST_PHOTOS}: больше нельзя.</p>
          )}
        </Section>
        <SheetKeeper
          user={user}
          visitId={id}
          label={`Лист посещения: ${visit.school}${visit.plannedOn ? `, ${shortDate(visit.plannedOn)}` : ''}`}
          page={page}
          done={`/visits/${id}?done=saved`}
        />
        <Autosave form={SHEET_FORM} onDevice={user !== null} />
        <SessionWarning />
        <ActionBar note="Сохранённый лист можно править: прежний текст остаётся в журнале.">
          <SubmitButton sending="Сохраняем…">Сохранить лист</SubmitButton>
          <LinkButton href={`/visits/${id}`}>К посещению</LinkButton>
        </ActionBar>
      </Form>
    </div>
  )
}

const observationsOf = (values: Record<string, string[]>) =>
  (values['obsText[]'] ?? []).map((text, row) => ({
    schoolClass: values['obsClass[]']?.[row] ?? '',
    subject: values['obsSubject[]']?.[row] ?? '',
    text,
  }))
