import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { ActionBar } from '@/components/ui/action-bar'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Select, TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'
import { SubmitButton } from '@/components/ui/submit-button'
import { Table } from '@/components/ui/table'
import { getProgrammeFactors } from '@/db/queries/programme-factor'
import { may } from '@/lib/access/policy'
import { programmeTitle } from '@/lib/programme/current'
import { factorName, RISK_FACTORS } from '@/lib/programme/factors'
import { counted } from '@/lib/shared/text'
import { actOnFactorAction, addFactorAction } from './actions'
import { factorCrumbs } from './crumbs'

export const metadata = { title: 'Словарь факторов' }

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> }
type Found = Awaited<ReturnType<typeof getProgrammeFactors>>

const DONE: Record<string, string> = {
  added: 'Фактор добавлен в конец словаря.',
  renamed: 'Формулировка изменена. В профилях, где стоит прежняя, она остаётся.',
  up: 'Фактор передвинут выше.',
  down: 'Фактор передвинут ниже.',
  end: 'Фактор исключён из словаря. В профилях школ он остаётся.',
  restore: 'Фактор возвращён в словарь.',
}

export default async function FactorsPage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const here = `/programmes/${pageId(id)}/factors`
  const actor = await requireActor(here)
  if (!may(actor, 'programme.content')) notFound()
  const { programme, factors, ended } = await orNotFound(getProgrammeFactors(actor, id))
  const kept = one(query, 'kept')
  const state = await openForm('factor-add', kept, actor.userId)
  const acting = await openForm('factor-act', kept, actor.userId)
  const done = DONE[one(query, 'done') ?? '']
  return (
    <>
      <PageHead
        title="Словарь факторов риска"
        crumbs={factorCrumbs(actor, programme)}
        sub={`${programmeTitle(programme)}. Факторов: ${factors.length}`}
      />
      {done ? (
        <Notice tone="green" live>
          {done}
        </Notice>
      ) : null}
      <p className="soft mb-4 max-w-prose">
        Из этих факторов складывается профиль риска школы. Формулировка, которая стоит в профиле, не переписывается:
        новая занимает её место, а профили сохраняют прежнюю.
      </p>
      <Form action={actOnFactorAction} page={here} state={acting}>
        {factors.length === 0 ? (
          <Empty title="В словаре нет факторов">Добавьте факторы риска, по которым анкетируют школы.</Empty>
        ) : (
          <Table
            caption="Факторы риска программы"
            head={[
              { label: '№', className: 'num' },
              'Фактор',
              'Типовые мероприятия',
              'В профилях',
              { label: 'Действия', hidden: true },
            ]}
          >
            <tbody>
              {factors.map((factor, index) => (
                <tr className="row" key={factor.id}>
                  <td className="num">{index + 1}</td>
                  <td className="title">
                    <a href={`${here}/${factor.id}`}>{factor.name}</a>
                  </td>
                  <td data-l="Типовые мероприятия">{factor.number ? `по фактору ${factor.number}` : 'нет'}</td>
                  <td data-l="В профилях">{factor.profiles}</td>
                  <td className="tight">
                    <span className="flex flex-wrap gap-2">
                      {index > 0 ? <Act act="up" label="Выше" factor={factor} /> : null}
                      {index < factors.length - 1 ? <Act act="down" label="Ниже" factor={factor} /> : null}
                      <Act act="end" label="Исключить" factor={factor} />
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </Table>
        )}
        {ended.length > 0 ? <Ended ended={ended} /> : null}
      </Form>
      <Section title="Новый фактор" narrow>
        <Form action={addFactorAction} page={here} state={state}>
          <input type="hidden" name="programmeId" value={id} />
          <TextField
            name="name"
            label="Фактор риска"
            defaultValue={typed(state, 'name')}
            error={errorOf(state, 'name')}
            required
          />
          <Select
            name="number"
            label="Какие типовые мероприятия предлагать"
            empty="никакие"
            options={RISK_FACTORS.map(({ number }) => ({ value: String(number), label: factorName(number) }))}
            defaultValue={typed(state, 'number')}
            error={errorOf(state, 'number')}
            required={false}
          />
          <ActionBar>
            <SubmitButton sending="Добавляем…">Добавить фактор</SubmitButton>
          </ActionBar>
        </Form>
      </Section>
    </>
  )
}

function Act({ act, label, factor }: { act: string; label: string; factor: { id: string; name: string } }) {
  return (
    <Button small name="act" value={`${act}:${factor.id}`}>
      {label}
      <span className="vh">: {factor.name}</span>
    </Button>
  )
}

function Ended({ ended }: { ended: Found['ended'] }) {
  return (
    <Section title="Исключённые и прежние формулировки" aside={ended.length}>
      <Table caption="Исключённые факторы" head={['Фактор', 'Где остаётся', { label: 'Действия', hidden: true }]}>
        <tbody>
          {ended.map((factor) => (
            <tr className="row" key={factor.id}>
              <td className="title">{factor.name}</td>
              <td data-l="Где остаётся">
                {factor.profiles + factor.measures === 0
                  ? 'нигде'
                  : `${counted(factor.profiles, 'профиль', 'профиля', 'профилей')}, ${counted(factor.measures, 'мероприятие', 'мероприятия', 'мероприятий')} школ`}
                {factor.isReplaced ? <span className="under">на его месте новая формулировка</span> : null}
              </td>
              <td className="tight">
                {factor.isReplaced ? null : <Act act="restore" label="Вернуть" factor={factor} />}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  )
}
