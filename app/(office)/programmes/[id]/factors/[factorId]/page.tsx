import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { pageId } from '@/app/_session/page-id'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { getProgrammeFactor } from '@/db/queries/programme-factor'
import { may } from '@/lib/access/policy'
import { counted } from '@/lib/shared/text'
import { renameFactorAction } from '../actions'
import { factorCrumbs } from '../crumbs'

export const metadata = { title: 'Формулировка фактора' }

type Props = { params: Promise<{ id: string; factorId: string }>; searchParams: Promise<Query> }

export default async function FactorPage({ params, searchParams }: Props) {
  const [{ id, factorId }, query] = await Promise.all([params, searchParams])
  const list = `/programmes/${pageId(id)}/factors`
  const asked = `${list}/${pageId(factorId)}`
  const actor = await requireActor(asked)
  if (!may(actor, 'programme.content')) notFound()
  const { programme, factor, current } = await orNotFound(getProgrammeFactor(actor, id, factorId))
  const state = await openForm('factor-rename', one(query, 'kept'), actor.userId)
  return (
    <div className="col">
      <PageHead
        title="Формулировка фактора"
        crumbs={[...factorCrumbs(actor, programme), { label: 'Словарь факторов', href: list }]}
      />
      {current && current.id !== factor.id ? (
        <Notice tone="amber" title="Сейчас в словаре другая формулировка">
          {current.name}
        </Notice>
      ) : null}
      {current === null ? (
        <Notice tone="amber" title="Фактор исключён из словаря">
          {factor.name}. Чтобы изменить его, сначала верните его в словарь.
        </Notice>
      ) : (
        <Form action={renameFactorAction} page={`${list}/${current.id}`} state={state}>
          <input type="hidden" name="programmeId" value={id} />
          {/* The wording in force, also where this page was opened for the one before it: that has just been shown. */}
          <input type="hidden" name="id" value={current.id} />
          <TextArea
            name="name"
            label="Фактор риска"
            rows={3}
            hint={
              factor.profiles > 0
                ? `Стоит в ${counted(factor.profiles, 'профиле', 'профилях', 'профилях')}: там останется прежняя формулировка.`
                : undefined
            }
            defaultValue={typed(state, 'name', current.name)}
            error={errorOf(state, 'name')}
            required
          />
          <ActionBar>
            <SubmitButton sending="Сохраняем…">Сохранить формулировку</SubmitButton>
            <LinkButton href={list}>К словарю</LinkButton>
          </ActionBar>
        </Form>
      )}
      {current === null ? (
        <ActionBar>
          <LinkButton href={list}>К словарю</LinkButton>
        </ActionBar>
      ) : null}
    </div>
  )
}
