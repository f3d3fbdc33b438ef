/** The views of one map, each at its own address. */
const VIEWS = [
  ['table', '', 'Таблица'],
  ['execution', '/execution', 'Исполнение'],
  ['calendar', '/calendar', 'Календарь года'],
  ['schools', '/schools', 'По школам'],
  ['indicators', '/indicators', 'Показатели'],
  ['check', '/check', 'Проверка'],
] as const
export type MapView = (typeof VIEWS)[number][0]

const FILES = [
  ['xlsx', 'Excel'],
  ['docx', 'Word'],
  ['ics', 'Календарь (.ics)'],
  ['pdf', 'Печать'],
] as const

/** Under the head of a map, the same on all its pages: its views, and the files it can be taken away in. */
export function MapViews({
  here,
  current,
  open,
  version,
}: {
  /** `/road-maps/<id>` */
  here: string
  current: MapView
  open: readonly MapView[]
  /** Of an older edition: its files, not the newest one's. */
  version?: number | undefined
}) {
  const shown = VIEWS.filter(([view]) => open.includes(view))
  const query = version === undefined ? '' : `?version=${version}`
  return (
    <div className="views">
      {shown.length > 1 ? (
        <nav aria-label="Виды карты">
          <ul>
            {shown.map(([view, path, label]) => (
              <li key={view}>
                <a
                  href={view === 'table' || view === 'check' ? `${here}${path}${query}` : `${here}${path}`}
                  aria-current={view === current ? 'page' : undefined}
                >
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      ) : null}
      {open.includes('table') ? (
        <ul className="files" aria-label="Скачать и напечатать">
          {FILES.map(([kind, label]) => (
            <li key={kind}>
              <a href={`${here}/road-map.${kind}${query}`}>{label}</a>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}

/** The views that are open where a map is shown: executed is what an approved version is in force of, checked what is edited. */
export const openViews = (map: { hasTable: boolean; isLiving: boolean; isEditable: boolean }): MapView[] => [
  ...(map.hasTable ? (['table'] as const) : []),
  ...(map.isLiving ? (['execution'] as const) : []),
  'calendar',
  ...(map.isLiving ? (['schools', 'indicators'] as const) : []),
  ...(map.isEditable ? (['check'] as const) : []),
]
