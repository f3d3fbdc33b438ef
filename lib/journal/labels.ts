/** Words for what the journal's rows say; a code without words is shown as it is. */
export const ACTION_LABELS: Record<string, string> = {
  'session.open': 'Вход в программу',
  'session.end_others': 'Завершены другие сеансы',
  'setup.create': 'Первая настройка программы',
  'setup.demonstration': 'Загружена демонстрация',
  'user.add': 'Добавлен пользователь',
  'user.edit': 'Изменены данные пользователя',
  'user.end': 'Пользователь отключён',
  'user.restore': 'Пользователь возвращён',
  'user.set_password': 'Выдан временный пароль',
  'user.change_own_password': 'Пользователь сменил свой пароль',
  'role.add': 'Назначена роль',
  'role.edit': 'Изменены дни или название роли',
  'deputy.add': 'Назначен исполняющий обязанности',
  'deputy.end': 'Замещение прекращено',
  'municipality.edit': 'Изменены сведения о муниципалитете',
  'municipality.wordings': 'Изменены формулировки распоряжений',
  'municipality.page': 'Изменено оформление страницы',
  'municipality.emblem': 'Изменён герб',
  'body.add': 'Добавлен орган',
  'body.edit': 'Изменён орган',
  'post.add': 'Добавлена должность',
  'post.edit': 'Изменена должность',
  'holder.add': 'Назначение на должность',
  'holder.edit': 'Изменены дни в должности',
  'school.add': 'Добавлена школа',
  'school.edit': 'Изменены сведения о школе',
  'school_person.add': 'За школой закреплён сотрудник',
  'school_person.edit': 'Изменены дни закрепления за школой',
  'programme.add': 'Добавлена программа',
  'programme.edit': 'Изменена программа',
  'route.add': 'Добавлен маршрут согласования',
  'route.edit': 'Изменён маршрут согласования',
  'route.remove': 'Удалён маршрут согласования',
  'key.add': 'Добавлен ключ подписи',
  'key.end': 'Действие ключа прекращено',
}

export const SUBJECT_LABELS: Record<string, string> = {
  user: 'пользователь', role: 'роль', deputy: 'замещение', municipality: 'муниципалитет', body: 'орган', post: 'должность',
  holder: 'должностное лицо', school: 'школа', school_person: 'сотрудник школы', programme: 'программа', route: 'маршрут',
  key: 'ключ подписи', order: 'распоряжение', round: 'согласование', remark: 'замечание', road_map: 'дорожная карта',
  version: 'версия карты', section: 'раздел карты', measure: 'мероприятие', entry: 'запись регистра', book: 'регистр',
  paper: 'файл',
}

/** What before and after are called where they are shown. */
export const FIELD_LABELS: Record<string, string> = {
  surname: 'фамилия', givenName: 'имя', patronymic: 'отчество', phone: 'телефон', login: 'имя для входа', role: 'роль',
  title: 'как называть', validFrom: 'с', validTo: 'по', name: 'название', nameGenitive: 'в родительном падеже', place: 'место',
  issuesActs: 'издаёт акты', actingName: 'при замещении', signsActs: 'подписывает акты', zone: 'часовой пояс', basis: 'основание',
  principal: 'кого', deputy: 'кто', person: 'кто', post: 'должность', school: 'школа', shortName: 'кратко', site: 'сайт', year: 'год',
  stages: 'этапы', isDefault: 'основной', subject: 'владелец', serial: 'серийный номер', notAfter: 'действует до', isTest: 'тестовый',
  passwordKept: 'пароль хранится', ended: 'прекращены', administrator: 'администратор', operativeWord: 'слово перед пунктами',
  charterBasis: 'основание в уставе', purpose: 'цель', titlePattern: 'заголовок', points: 'пункты', control: 'контроль',
  numberSuffix: 'после номера', executorMark: 'отметка об исполнителе', emblem: 'герб', due: 'срок', need: 'нужно согласий', members: 'участники',
}

/**
 * Subjects whose before and after the administrator may read; everything else (texts of maps, orders, reports) is shown
 * as having happened, without its content (rulings E). What is not named here is hidden.
 */
export const OPEN_SUBJECTS: ReadonlySet<string> = new Set([
  'user', 'role', 'deputy', 'municipality', 'body', 'post', 'holder', 'school', 'school_person', 'programme', 'route', 'key',
])
