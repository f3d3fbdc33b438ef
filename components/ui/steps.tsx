/** «Шаг 2 из 4: сопоставить колонки», with the same as a row of strokes. `current` counts from 1. */
export function Steps({ current, total, title }: { current: number; total: number; title?: string }) {
  return (
    <div className="steps">
      <p>
        Шаг {current} из {total}
        {title ? `: ${title}` : null}
      </p>
      <ol aria-hidden="true">
        {Array.from({ length: total }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: strokes have no other name
          <li key={index} className={index < current ? 'on' : undefined} />
        ))}
      </ol>
    </div>
  )
}
