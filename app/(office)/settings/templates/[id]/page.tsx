import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, isTicked, openForm, revisionOf, typed } from '@/app/_forms/form-state'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { endTemplateAction, saveTemplateAction } from '@/app/(office)/settings/templates/actions'
import { ActionBar } from '@/components/ui/action-bar'
import { Checkbox } from '@/components/ui/choice'
import { Select, TextArea, TextField } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { SummaryList } from '@/components/ui/summary-list'
import { getTemplate } from '@/db/queries/act-template'
import { may } from '@/lib/access/policy'
import { ORDER_KIND_WORDS, ORDER_PURPOSE_LABELS } from '@/lib/order/labels'
import { OPERATIVE_WORDS, ORDER_KINDS, ORDER_PURPOSES } from '@/lib/order/rules'
import { defaultTemplate, fieldsOf, TEMPLATE_FIELDS } from '@/lib/order/template'
import { capitalised } from '@/lib/shared/text'

export const metadata = { title: 'Образец текста' }

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ kept?: string }> }

/** «…/new» adds a template; it begins with the program's own for an approval by a распоряжение. */
export default async function TemplatePage({ params, searchParams }: Props) {
  const { id } = await params
  const page = `/settings/templates/${id}`
  const actor = await requireActor(page)
  if (!may(actor, 'municipality.manage')) notFound()
  const stored = id === 'new' ? undefined : await orNotFound(getTemplate(actor, pageId(id)))
  const { kept } = await searchParams
  const state = await openForm('act-template', kept, actor.userId)
  const ending = await openForm('act-template.end', kept, actor.userId)
  const template = stored ?? {
    ...defaultTemplate('approval', 'directive'),
    name: '',
    purpose: 'approval' as const,
    kind: 'directive' as const,
    isDefault: true,
    revision: 1,
  }
  const field = (name: string, value: string) => ({
    name,
    defaultValue: typed(state, name, value),
    error: errorOf(state, name),
  })
  return (
    <div className="col">
      <PageHead
        title={stored ? stored.name : 'Новый образец'}
        sub="Составленные раньше тексты не изменятся."
        crumbs={[
          { label: 'Настройки', href: '/settings' },
          { label: 'Образцы текстов', href: '/settings/templates' },
        ]}
      />
      <Form action={saveTemplateAction} page={page} state={state}>
        <input type="hidden" name="id" value={stored?.id ?? ''} />
        <input type="hidden" name="revision" value={revisionOf(state, template.revision)} />
        <TextField {...field('name', template.name)} label="Название образца" required />
        <Select
          {...field('purpose', template.purpose)}
          label="Что делает акт"
          options={ORDER_PURPOSES.map((value) => ({ value, label: ORDER_PURPOSE_LABELS[value] }))}
        />
        <Select
          {...field('kind', template.kind)}
          label="Вид акта"
          options={ORDER_KINDS.map((value) => ({ value, label: capitalised(ORDER_KIND_WORDS[value].nominative) }))}
        />
        <TextArea {...field('titlePattern', template.titlePattern)} label="Заголовок" rows={3} required />
        <TextArea
          {...field('aim', template.aim)}
          label="Цель"
          hint="Продолжает преамбулу: «в целях …»"
          rows={4}
          required={false}
        />
        <TextField
          {...field('operativeWord', template.operativeWord)}
          label="Распорядительное слово"
          hint="Печатается в конце преамбулы; можно вразрядку"
          width="half"
          list="operative-words"
          autoComplete="off"
          required={false}
        />
        <datalist id="operative-words">
          {OPERATIVE_WORDS.filter(Boolean).map((word) => (
            <option key={word} value={word} />
          ))}
        </datalist>
        <TextArea
          {...field('points', template.points.join('\n\n'))}
          label="Пункты"
          hint="Все, начиная с первого; между пунктами пустая строка. Номера ставит программа"
          rows={14}
          required
        />
        <Checkbox
          name="isDefault"
          label="Применять без выбора"
          hint="К новым актам этого вида, которые делают то же. Прежний такой образец останется на выбор"
          defaultChecked={isTicked(state, 'isDefault', template.isDefault)}
        />
        <ActionBar>
          <SubmitButton sending="Сохраняем…">{stored ? 'Сохранить образец' : 'Добавить образец'}</SubmitButton>
        </ActionBar>
      </Form>
      <Section title="Поля" narrow>
        <p>Поле пишут в фигурных скобках; при составлении текста на его место встают слова.</p>
        <SummaryList
          rows={fieldsOf('amendment')
            .concat('отмена')
            .map((name) => ({
              label: `{${name}}`,
              value: TEMPLATE_FIELDS[name] + (fieldsOf('approval').includes(name) ? '' : ` (${whereKnown(name)})`),
            }))}
        />
      </Section>
      {stored ? (
        <Form action={endTemplateAction} page={page} state={ending}>
          <input type="hidden" name="id" value={stored.id} />
          <ActionBar note="Составленные по нему тексты останутся">
            <SubmitButton kind="warn" sending="Убираем…">
              Убрать образец
            </SubmitButton>
          </ActionBar>
        </Form>
      ) : null}
    </div>
  )
}

const whereKnown = (name: keyof typeof TEMPLATE_FIELDS): string =>
  ORDER_PURPOSES.filter((purpose) => fieldsOf(purpose).includes(name))
    .map((purpose) => ORDER_PURPOSE_LABELS[purpose].toLowerCase())
    .join(', ')
