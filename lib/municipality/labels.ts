/** Zones of Russia by their cities; any other IANA name can be typed into the settings. */
export const ZONE_LABELS: Record<string, string> = {
  'Europe/Kaliningrad': 'Калининград (UTC+2)',
  'Europe/Moscow': 'Москва (UTC+3)',
  'Europe/Samara': 'Самара (UTC+4)',
  'Asia/Yekaterinburg': 'Екатеринбург (UTC+5)',
  'Asia/Omsk': 'Омск (UTC+6)',
  'Asia/Krasnoyarsk': 'Красноярск (UTC+7)',
  'Asia/Irkutsk': 'Иркутск, Улан-Удэ (UTC+8)',
  'Asia/Chita': 'Чита (UTC+9)',
  'Asia/Yakutsk': 'Якутск (UTC+9)',
  'Asia/Vladivostok': 'Владивосток (UTC+10)',
  'Asia/Magadan': 'Магадан (UTC+11)',
  'Asia/Kamchatka': 'Петропавловск-Камчатский (UTC+12)',
}

export const ZONE_OPTIONS = Object.entries(ZONE_LABELS).map(([value, label]) => ({ value, label }))
