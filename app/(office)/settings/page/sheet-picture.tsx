import { Desk } from '@/components/ui/paper'
import type { OrderDocument } from '@/lib/order/document'
import { drawOrder2026 } from '@/lib/pdf/order-2026'
import type { Shown } from '@/lib/pdf/paper'

/** Of nothing: the picture is no paper, and its bytes are thrown away. */
const NOBODY = { at: new Date(0), paperId: '00000000' }
const A4 = { short: 595.28, long: 841.89 }

/** The sheets of an order as the program would draw them, as pictures of vectors: the lines stand where the PDF has them. */
export async function SheetPictures({ document }: { document: OrderDocument }) {
  const shown: Shown[] = []
  await drawOrder2026(document, { ...NOBODY, watch: (one) => shown.push(one) })
  const pages = [...new Set(shown.map((one) => one.page))].sort((a, b) => a - b)
  const turned = (document.annex?.table.headers.length ?? 0) >= 6
  return (
    <Desk label="Как выглядит распоряжение с этими значениями">
      {pages.map((page) => (
        <SheetPicture
          key={page}
          page={page}
          turned={turned && page > 1}
          shown={shown.filter((one) => one.page === page)}
        />
      ))}
    </Desk>
  )
}

function SheetPicture({ page, turned, shown }: { page: number; turned: boolean; shown: Shown[] }) {
  const [width, height] = turned ? [A4.long, A4.short] : [A4.short, A4.long]
  return (
    <svg
      className="sheet-picture"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={page === 1 ? 'Первый лист: распоряжение' : `Лист ${page}: приложение`}
    >
      {shown.map((one, index) =>
        'rules' in one ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the picture is drawn once and never changes
          <path key={index} d={one.rules.map(([x1, y1, x2, y2]) => `M${x1} ${y1}L${x2} ${y2}`).join('')} />
        ) : (
          <text
            // biome-ignore lint/suspicious/noArrayIndexKey: the picture is drawn once and never changes
            key={index}
            x={tenths(one.x)}
            y={tenths(one.y)}
            fontSize={one.size}
            wordSpacing={one.stretch === 0 ? undefined : tenths(one.stretch)}
            textLength={tenths(one.width)}
          >
            {one.pieces.map((piece, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the picture is drawn once and never changes
              <tspan key={at} fontWeight={piece.bold ? 700 : undefined}>
                {at === one.pieces.length - 1 ? piece.text.trimEnd() : piece.text}
              </tspan>
            ))}
          </text>
        ),
      )}
    </svg>
  )
}

const tenths = (points: number): number => Math.round(points * 10) / 10
