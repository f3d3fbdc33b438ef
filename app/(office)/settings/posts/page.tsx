import { notFound } from 'next/navigation'
import { requireActor } from '@/app/_session/actor'
import { orNotFound } from '@/app/_session/or-not-found'
import { LinkButton } from '@/components/ui/button'
import { PageHead } from '@/components/ui/page-head'
import { Status } from '@/components/ui/status'
import { Table } from '@/components/ui/table'
import { listPosts } from '@/db/queries/post'
import { may } from '@/lib/access/policy'
import { periodText } from '@/lib/person/labels'

export const metadata = { title: 'Должности и должностные лица' }

export default async function PostsPage() {
  const actor = await requireActor('/settings/posts')
  if (!may(actor, 'municipality.manage')) notFound()
  const posts = await orNotFound(listPosts(actor))
  return (
    <>
      <PageHead
        title="Должности и должностные лица"
        crumbs={[{ label: 'Настройки', href: '/settings' }]}
        actions={
          <LinkButton kind="main" href="/settings/posts/new">
            Добавить должность
          </LinkButton>
        }
      />
      <Table caption="Должности" linked head={['Должность', 'Кто занимает', 'Подписывает акты', 'Дни']}>
        <tbody>
          {posts.map((post) => {
            const present = post.holders.filter((holder) => holder.isInForce)
            return (
              <tr className="row" key={post.id}>
                <td className="title">
                  <a href={`/settings/posts/${post.id}`}>{post.name}</a>
                  <span className="under">{post.body.replaceAll('\n', ' ')}</span>
                </td>
                <td data-l="Кто занимает">
                  {present.length > 0 ? (
                    present.map((holder) => holder.name).join(', ')
                  ) : (
                    <Status kind="soon">никто</Status>
                  )}
                </td>
                <td data-l="Подписывает акты">{post.signsActs ? 'да' : 'нет'}</td>
                <td data-l="Дни">{periodText(post)}</td>
              </tr>
            )
          })}
        </tbody>
      </Table>
    </>
  )
}
