import { type DiffPart, diffWords } from '@/components/ui/diff-words'

/** «Было» and «Стало», each whole and readable, the changed words struck out or underlined besides the colour. */
export function DiffText({
  was,
  became,
  labels = ['Было', 'Стало'],
}: {
  /** null: there was nothing before, or nothing remains. */
  was: string | null
  became: string | null
  labels?: [string, string]
}) {
  const diff = diffWords(was ?? '', became ?? '')
  return (
    <dl className="diff">
      {was === null ? null : (
        <div>
          <dt>{became === null ? 'Удалено' : labels[0]}</dt>
          <dd>{diff.was.map((part, index) => marked(part, 'del', index))}</dd>
        </div>
      )}
      {became === null ? null : (
        <div>
          <dt>{was === null ? 'Добавлено' : labels[1]}</dt>
          <dd>{diff.became.map((part, index) => marked(part, 'ins', index))}</dd>
        </div>
      )}
    </dl>
  )
}

function marked(part: DiffPart, Tag: 'del' | 'ins', key: number) {
  return part.changed ? <Tag key={key}>{part.text}</Tag> : part.text
}
