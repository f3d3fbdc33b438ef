import { plainName } from '@/lib/executor/name-key'

/** A text of executors cut where its signs cut it; what a piece means is not asked here. Each piece stands in the text as typed. */
export type Piece = { text: string; notes: string[] }

/** «1. Кураторы», «2) Школы», «- ОУ»: a number or a bullet before a name. */
const LABEL = /^\s*(?:\d{1,3}(?:\.\d{1,3})*[.)](?=\s|[^\d\s])|[-–—•*·])\s*/u
const HEADING = /^\s*(?:ответственн(?:ый|ая|ые)|исполнител[ьи]|отв)(?:\s+(?:исполнител[ьи]|лиц[оа]))?\s*[:.–—-]\s*/iu

/** The name behind a label and a heading, in whichever order the two stand. */
export const unlabelled = (text: string): string => text.replace(LABEL, '').replace(HEADING, '').replace(LABEL, '')

/** Notes that name nobody. */
const IDLE_NOTE = /^(?:по согласованию|по необходимости|при необходимости|отв|ответственн(?:ый|ая|ые))$/

/**
 * Cut at the signs that stand outside brackets; the brackets' content goes to `notes` of its piece. A bracket without its pair
 * is a letter like any other.
 */
export function cutAt(text: string, isSeparator: (sign: string) => boolean): Piece[] {
  const pieces: Piece[] = []
  const pairs = bracketPairs(text)
  let piece: Piece = { text: '', notes: [] }
  const end = () => {
    if (plainName(piece.text) !== '' || piece.notes.length > 0) pieces.push(piece)
    piece = { text: '', notes: [] }
  }
  let from = 0
  for (let at = 0; at < text.length; at++) {
    const close = pairs.get(at)
    if (close !== undefined) {
      // A space where the bracket stood: words on both sides of it are two words.
      piece.text += `${text.slice(from, at)} `
      const note = text.slice(at + 1, close)
      if (!IDLE_NOTE.test(plainName(note)) && plainName(note) !== '') piece.notes.push(note)
      at = close
      from = close + 1
    } else if (isSeparator(text[at] ?? '')) {
      piece.text += text.slice(from, at)
      from = at + 1
      end()
    }
  }
  piece.text += text.slice(from)
  end()
  return pieces
}

/** Where each outermost «(» closes. */
function bracketPairs(text: string): Map<number, number> {
  const open: number[] = []
  const pairs = new Map<number, number>()
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') open.push(at)
    else if (text[at] === ')') {
      const start = open.pop()
      if (start !== undefined && open.length === 0) pairs.set(start, at)
    }
  }
  return pairs
}

const JOINT =
  /\s(?:и\/или|и|или|а также|совместно со?|вместе со?|при участии|с участием|при поддержке|при содействии|во взаимодействии со?)\s/iu
const FIRST_JOINT = /^\s*(?:совместно со?|вместе со?|при участии|с участием|при поддержке|при содействии)\s/iu

/** The parts between «и», «совместно с», «при участии». One part where there is none. */
export const jointParts = (text: string): string[] => text.replace(FIRST_JOINT, '').split(JOINT)

/** «Муниципальный координатор Кураторы проекта»: where a new name begins with a capital letter and no sign stands between. */
export const capitalParts = (text: string): string[] => text.split(/\s(?=[А-ЯЁ][а-яё])/u)
