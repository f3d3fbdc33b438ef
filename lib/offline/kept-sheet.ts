/** A visit's sheet that a device remembers: filled in, or already «Сохранить» and waiting for a line. */
export type SheetStanding = {
  /** The server's revision of the visit that the sheet began from. */
  revision: number
  isPressed: boolean
  hasErrors: boolean
}

export type OnSheetLoad =
  | { do: 'nothing' }
  /** Its saving was pressed: it is sent as it stands, with the same press id. */
  | { do: 'send' }
  /** The remembered values go into the form. */
  | { do: 'refill' }
  /** The form holds what was typed since, or the server's newer sheet: the author says which he wants. */
  | { do: 'ask' }

/** What to do with a remembered sheet when the form has been opened. An older sheet never takes a newer one's place by itself. */
export function decideOnSheetLoad(kept: SheetStanding | undefined, revision: number, isTyped: boolean): OnSheetLoad {
  if (!kept) return { do: 'nothing' }
  if (kept.isPressed && !kept.hasErrors) return { do: 'send' }
  return isTyped || revision > kept.revision ? { do: 'ask' } : { do: 'refill' }
}

/** Photos that wait on the device with one sheet (rulings F7). */
export const MOST_PHOTOS = 10
