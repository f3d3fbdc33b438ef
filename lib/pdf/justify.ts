import type { Line, Piece } from './measured-text'

/** What is added to a space before letters are spread too, the most for a letter, and the most for a space: in sizes of the font. */
const EASY_STRETCH = 0.6
const WIDEST_TRACKING = 0.015
const WIDEST_STRETCH = 1.4
export const AS_IT_IS = { stretch: 0, tracking: 0 }

/** Spreads a line over its width: spaces first, then letters by a hair; a line that would be torn apart is left ragged (C16). */
export function justify(line: Line, slack: number, size: number): { stretch: number; tracking: number } {
  if (line.spaces === 0 || (line.last && slack >= 0)) return AS_IT_IS
  const letters = line.letters - 1
  const over = Math.max(0, slack - line.spaces * EASY_STRETCH * size)
  const tracking = Math.min(WIDEST_TRACKING * size, over / letters)
  const stretch = (slack - tracking * letters) / line.spaces
  return stretch > WIDEST_STRETCH * size ? AS_IT_IS : { stretch, tracking }
}

/** A space nobody sees keeps the last word from running into the next line's first when the text is read aloud. */
export const closed = (pieces: Piece[]): Piece[] =>
  pieces.map((piece, index) => (index < pieces.length - 1 ? piece : { ...piece, text: `${piece.text} ` }))
