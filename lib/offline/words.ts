import type { Answer } from '@/lib/offline/kept-text'

/**
 * Whether this device keeps what is typed: it does; the person said «чужой компьютер»; there is no room; the browser forbids it
 * (private mode, settings).
 */
export type Device = 'keeps' | 'shared' | 'full' | 'forbids'

const WHY: Record<Exclude<Device, 'keeps'>, string> = {
  shared: 'на чужом компьютере текст на устройстве не хранится',
  full: 'на этом устройстве не осталось места',
  forbids: 'браузер не даёт хранить текст на этом устройстве (частный режим или настройки)',
}

/** Said beside the field when the sending met no line. Nothing is called saved that is not. */
export const noLine = (device: Device): string =>
  device === 'keeps'
    ? 'Нет связи. Текст сохраняется на этом устройстве'
    : `Нет связи, и ${WHY[device]}. Не закрывайте страницу: текст отправится, когда связь вернётся`

/** Said while there is a line and the device keeps nothing, once; '' where there is nothing to say. */
export const deviceTrouble = (device: Device): string =>
  device === 'full' || device === 'forbids'
    ? `Без связи текст не сохранится: ${WHY[device]}. Пока связь есть, он сохраняется на сервере`
    : ''

export const restored = 'Показан текст, набранный на этом устройстве; он ещё не отправлен'

export const savedAt = (time: string): string => `Черновик сохранён в ${time}`

const stays = (device: Device): string =>
  device === 'keeps' ? 'Текст остался на этом устройстве.' : 'Скопируйте текст: он есть только на этой странице.'

/** What is said of an answer after which nothing is sent by itself. */
export function stopped(answer: Answer, device: Device): string {
  switch (answer.kind) {
    case 'signed_out':
      return device === 'keeps'
        ? 'Сеанс закончился. Текст сохранён на этом устройстве и отправится, когда вы войдёте.'
        : 'Сеанс закончился. Нажмите «Сохранить и продолжить»: текст дождётся входа.'
    case 'forbidden':
      return `В этом браузере вошёл другой человек, под его именем текст не отправлен. ${stays(device)}`
    case 'closed':
      return `${answer.message} ${stays(device)}`
    case 'too_big':
      return `Ответ слишком длинный, на сервере он не сохранён. Сократите его. ${stays(device)}`
    case 'newer':
      return `Этот вопрос правили в другом месте${answer.by ? ` (${answer.by}, ${answer.at})` : ''}. Ваш текст не потерян: сохранены оба.`
    case 'saved':
    case 'no_line':
      return ''
  }
}

/** «Ждут отправки: 3»; '' for none. */
export const waiting = (count: number): string => (count > 0 ? `Ждут отправки: ${count}` : '')

/** «Отправлено 3 из 3», and what keeps the rest. */
export const sentOf = (sent: number, all: number): string =>
  `Отправлено ${sent} из ${all}${sent < all ? '. Остальное ждёт на этом устройстве' : ''}`

const withPhotos = (count: number): string => (count > 0 ? ` Фотографий с ним: ${count}.` : '')

/** Said at the sheet of a visit. */
export const sheetWords = {
  onDevice: 'Лист хранится на этом устройстве, пока вы не нажмёте «Сохранить»',
  sending: 'Отправляем лист…',
  signedOut: 'Сеанс закончился. Лист хранится на этом устройстве и отправится, когда вы войдёте.',
  shown: (photos: number): string => `Показан лист, который вы заполняли на этом устройстве.${withPhotos(photos)}`,
  waits: (photos: number): string =>
    `Нет связи. Лист хранится на этом устройстве и отправится сам, когда связь вернётся.${withPhotos(photos)}`,
}

/** How a page came from the device: `isBehind`: something was pressed or sent since it was kept; `hasCome`: its newer one is here. */
export type FromDevice = { isSlow: boolean; isBehind: boolean; hasCome: boolean }

/** Said on a page that the device gave because there was no line, or because it was slow. */
export function keptPageWords({ isSlow, isBehind, hasCome }: FromDevice, at: string): { title: string; more: string } {
  const behind = isBehind ? 'Сделанного позже на ней может не быть. ' : ''
  if (!isSlow)
    return {
      title: `Страница открыта без связи, сохранена ${at}`,
      more: `${behind}Набранное хранится на этом устройстве и отправится, когда связь вернётся.`,
    }
  return {
    title: `Связь медленная: показана сохранённая страница от ${at}`,
    more: behind + (hasCome ? 'Свежая пришла.' : 'Свежая ещё в пути.'),
  }
}
