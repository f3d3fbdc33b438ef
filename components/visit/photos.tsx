/** Small pictures of a visit, each a link to the whole. */
export function VisitPhotos({
  photos,
  mayRemove = false,
}: {
  photos: readonly { id: string; width: number; height: number }[]
  mayRemove?: boolean
}) {
  if (photos.length === 0) return null
  return (
    <ul className="photos">
      {photos.map((photo, index) => (
        <li key={photo.id}>
          <a href={`/visits/photos/${photo.id}`}>
            {/* biome-ignore lint/performance/noImgElement: drawn small by the program itself, for whom it belongs to */}
            <img
              src={`/visits/photos/${photo.id}?size=small`}
              alt={`Снимок ${index + 1}`}
              width={photo.width}
              height={photo.height}
              loading="lazy"
            />
          </a>
          {mayRemove ? (
            <a href={`/visits/photos/${photo.id}/remove`}>
              Убрать<span className="vh"> снимок {index + 1}</span>
            </a>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
