import { Form } from '@/app/_forms/form'
import { BLANK } from '@/app/_forms/form-state'
import { LinkButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import type { getRoadMap, VersionRow } from '@/db/queries/road-map'
import type { Actor } from '@/lib/access/actor'
import { may } from '@/lib/access/policy'
import { editionSource } from '@/lib/road-map/editions'
import { ROAD_MAP_STATUS_LABELS } from '@/lib/road-map/labels'
import type { RoadMapStatus } from '@/lib/road-map/rules'
import { renumberAction, startEditionAction } from './actions'
import { mapAddress } from './address'

type Map = Awaited<ReturnType<typeof getRoadMap>>

/** The acts open to this person on this map, the main one last. */
export function RoadMapActions({ actor, map, mayEdit }: { actor: Actor; map: Map; mayEdit: boolean }) {
  const { version, versions } = map
  const here = `/road-maps/${version.roadMapId}`
  const page = mapAddress(version.roadMapId, version.number)
  const of = `?version=${version.number}`
  if (mayEdit) {
    return (
      <>
        <Form action={renumberAction} page={page} state={BLANK}>
          <input type="hidden" name="versionId" value={version.versionId} />
          <SubmitButton kind="plain">Перенумеровать</SubmitButton>
        </Form>
        <LinkButton href={`${here}/trash${of}`}>Удалённое</LinkButton>
        <LinkButton href={`${here}/library${of}`}>Добавить из библиотеки</LinkButton>
        <LinkButton href={`${here}/sections/new${of}`}>Добавить раздел</LinkButton>
        {version.orderId ? (
          <LinkButton kind="main" href={`/orders/${version.orderId}`}>
            К распоряжению
          </LinkButton>
        ) : null}
      </>
    )
  }
  const starts = may(actor, 'road_map.edit') ? editionSource(versions)?.purpose : undefined
  return (
    <>
      {version.orderId ? <LinkButton href={`/orders/${version.orderId}`}>Распоряжение</LinkButton> : null}
      {starts ? (
        <Form action={startEditionAction} page={page} state={BLANK}>
          <input type="hidden" name="roadMapId" value={version.roadMapId} />
          <SubmitButton>{starts === 'amendment' ? 'Подготовить изменения' : 'Подготовить новую редакцию'}</SubmitButton>
        </Form>
      ) : null}
    </>
  )
}

const DONE: Record<string, string> = {
  started: 'Это копия действующей редакции: правьте её, а программа составит текст изменений.',
  rebased: 'Изменения перенесены на действующую редакцию. Проверьте карту и первый пункт распоряжения.',
  created: 'Карта заведена. Добавьте раздел и внесите мероприятия.',
  imported: 'Карта сохранена. Сверьте отмеченные места с оригиналом и переходите к распоряжению.',
  saved: 'Сохранено.',
  added: 'Добавлено.',
  deleted: 'Удалено. Вернуть можно в «Удалённом».',
  restored: 'Восстановлено.',
  renumbered: 'Номера проставлены заново: в каждом разделе с единицы.',
}

/** What was just done, and why the map cannot be edited or is not the newest. */
export function RoadMapNotice({
  done,
  status,
  mayEdit,
  versions,
  current,
  here,
}: {
  done: string | undefined
  status: RoadMapStatus
  mayEdit: boolean
  versions: VersionRow[]
  current: number
  here: string
}) {
  const message = done && DONE[done]
  return (
    <>
      {message ? (
        <Notice tone="green" live wide>
          {message}
        </Notice>
      ) : null}
      {!mayEdit && status === 'in_approval' ? (
        <Notice wide>Карта на согласовании: текст заморожен и не меняется, пока пакет не вернут или не отзовут.</Notice>
      ) : null}
      {versions.length > 1 ? (
        <p className="soft">
          Редакции:{' '}
          {versions.map((one, index) => (
            <span key={one.versionId}>
              {index > 0 ? ', ' : ''}
              {one.number === current ? (
                <b>{one.number}</b>
              ) : (
                <a href={`${here}?version=${one.number}`}>{one.number}</a>
              )}{' '}
              ({ROAD_MAP_STATUS_LABELS[one.status].toLowerCase()})
            </span>
          ))}
          {' · '}
          <a href={`${here}/amendments`}>Изменения карты</a>
        </p>
      ) : null}
    </>
  )
}
