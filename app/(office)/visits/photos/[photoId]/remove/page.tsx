import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { errorOf, openForm, typed } from '@/app/_forms/form-state'
import { one, type Query } from '@/app/_forms/query'
import { requireActor } from '@/app/_session/actor'
import { pageId } from '@/app/_session/page-id'
import { ActionBar } from '@/components/ui/action-bar'
import { LinkButton } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { SubmitButton } from '@/components/ui/submit-button'
import { findVisitPhoto } from '@/db/queries/visit'
import { removePhotoAction } from '../../../actions'

export const metadata = { title: 'Убрать снимок' }

type Props = { params: Promise<{ photoId: string }>; searchParams: Promise<Query> }

export default async function RemovePhotoPage({ params, searchParams }: Props) {
  const [{ photoId }, query] = await Promise.all([params, searchParams])
  const page = `/visits/photos/${pageId(photoId)}/remove`
  const actor = await requireActor(page)
  const photo = await findVisitPhoto(actor, photoId)
  if (!photo?.mayRemove) notFound()
  const state = await openForm('visit-photo-remove', one(query, 'kept'), actor.userId)
  return (
    <div className="col">
      <PageHead title="Убрать снимок" crumbs={[{ label: photo.school, href: `/visits/${photo.visitId}` }]} />
      <p className="photos">
        {/* biome-ignore lint/performance/noImgElement: drawn small by the program itself, for whom it belongs to */}
        <img src={`/visits/photos/${photo.id}?size=small`} alt="Снимок, который убирается" />
      </p>
      <Form action={removePhotoAction} page={page} state={state}>
        <input type="hidden" name="id" value={photo.id} />
        <TextArea
          name="reason"
          label="Почему убирается"
          rows={2}
          defaultValue={typed(state, 'reason')}
          error={errorOf(state, 'reason')}
        />
        <ActionBar note="Снимок перестанет показываться; запись о нём останется с этой причиной.">
          <SubmitButton kind="warn">Убрать снимок</SubmitButton>
          <LinkButton href={`/visits/${photo.visitId}`}>Не менять</LinkButton>
        </ActionBar>
      </Form>
    </div>
  )
}
