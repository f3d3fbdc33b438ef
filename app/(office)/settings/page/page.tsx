import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { BLANK, errorOf, isTicked, openForm, revisionOf, typed } from '@/app/_forms/form-state'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { DoneNotice } from '@/app/(office)/settings/done-notice'
import { editPageAction } from '@/app/(office)/settings/page/actions'
import { SheetPictures } from '@/app/(office)/settings/page/sheet-picture'
import { typedProfile } from '@/app/(office)/settings/page/typed-profile'
import { ActionBar } from '@/components/ui/action-bar'
import { Checkbox, RadioGroup } from '@/components/ui/choice'
import { TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { getMunicipality } from '@/db/queries/municipality'
import { may } from '@/lib/access/policy'
import { DEFAULT_PROFILE } from '@/lib/order/document'
import { sampleOrder } from '@/lib/order/sample'

export const metadata = { title: 'Оформление страницы' }

const MARGINS = [
  ['marginLeftMm', 'Левое поле, мм', 'От 20 до 40'],
  ['marginRightMm', 'Правое поле, мм', 'От 10 до 30'],
  ['marginTopMm', 'Верхнее поле, мм', 'От 20 до 40'],
  ['marginBottomMm', 'Нижнее поле, мм', 'От 20 до 40'],
] as const

const TYPE = [
  ['bodySizePt', 'Размер шрифта, пт', 'От 12 до 14'],
  ['tableSizePt', 'Размер шрифта в таблице, пт', 'От 9 до 14'],
  ['lineSpacing', 'Межстрочный интервал', 'От 1 до 1,5'],
  ['firstLineIndentMm', 'Отступ первой строки, мм', 'От 0 до 20'],
] as const

export default async function PageProfilePage({
  searchParams,
}: {
  searchParams: Promise<{ kept?: string; done?: string }>
}) {
  const actor = await requireActor('/settings/page')
  if (!may(actor, 'municipality.manage')) notFound()
  const query = await searchParams
  const { profile: stored, revision, name } = await orNotFound(getMunicipality(actor))
  const profile = { ...DEFAULT_PROFILE, ...stored }
  const state = await openForm('page', query.kept, actor.userId)
  const shown = typedProfile(state, stored)
  const isTyped = state !== BLANK && state.errors.length === 0
  const sample = `/settings/page/sample.pdf${isTyped ? `?kept=${encodeURIComponent(query.kept ?? '')}` : ''}`
  const number = ([name, label, hint]: (typeof MARGINS | typeof TYPE)[number]) => (
    <TextField
      key={name}
      name={name}
      label={label}
      hint={hint}
      width="date"
      inputMode="decimal"
      defaultValue={typed(state, name, String(profile[name]).replace('.', ','))}
      error={errorOf(state, name)}
      required
    />
  )
  return (
    <div className="col">
      <PageHead
        title="Оформление страницы"
        sub="Для новых распоряжений; подписанные не перерисовываются."
        crumbs={[{ label: 'Настройки', href: '/settings' }]}
      />
      <DoneNotice done={query.done} />
      <Form action={editPageAction} page="/settings/page" state={state}>
        <input type="hidden" name="revision" value={revisionOf(state, revision)} />
        <Section title="Поля">{MARGINS.map(number)}</Section>
        <Section title="Шрифт и строки">
          {TYPE.map(number)}
          <Checkbox
            name="hyphenation"
            label="Переносить слова"
            defaultChecked={isTicked(state, 'hyphenation', profile.hyphenation)}
          />
        </Section>
        <Section title="Реквизиты">
          <RadioGroup
            name="layout"
            label="Реквизиты в начале листа"
            options={[
              { value: 'longitudinal', label: 'По середине листа (продольные)' },
              { value: 'angular', label: 'В левом верхнем углу (угловые)' },
            ]}
            defaultValue={typed(state, 'layout', profile.layout)}
            error={errorOf(state, 'layout')}
            required
          />
          <RadioGroup
            name="dateStyle"
            label="Дата акта"
            options={[
              { value: 'words', label: '21 апреля 2022 г.' },
              { value: 'digits', label: '21.04.2022' },
            ]}
            defaultValue={typed(state, 'dateStyle', profile.dateStyle)}
            error={errorOf(state, 'dateStyle')}
            required
          />
          <RadioGroup
            name="titleAlign"
            label="Заголовок"
            options={[
              { value: 'center', label: 'По центру' },
              { value: 'left', label: 'От левого поля' },
            ]}
            defaultValue={typed(state, 'titleAlign', profile.titleAlign)}
            error={errorOf(state, 'titleAlign')}
            required
          />
        </Section>
        <ActionBar>
          <SubmitButton sending="Сохраняем…">Сохранить оформление</SubmitButton>
          <SubmitButton kind="plain" name="show" value="on" sending="Рисуем…">
            Показать
          </SubmitButton>
        </ActionBar>
      </Form>
      <Section title={!shown ? 'Как выглядит лист' : isTyped ? 'Так будет, если сохранить' : 'Так сейчас'} id="sheets">
        {shown ? (
          <>
            <p className="mb-3">
              {isTyped ? 'Значения ещё не сохранены. ' : null}
              <a href={sample} target="_blank" rel="noreferrer">
                Образец в PDF
              </a>
            </p>
            <SheetPictures document={sampleOrder(shown, { name, place: '' })} />
          </>
        ) : (
          <Notice tone="amber" title="Показать нечего">
            Исправьте отмеченные поля и нажмите «Показать» ещё раз.
          </Notice>
        )}
      </Section>
    </div>
  )
}
