import type { Role } from '@/lib/access/actor'
import { DEFAULT_SETTINGS, type MunicipalitySettings } from '@/lib/municipality/settings'
import type { ActTemplate } from '@/lib/order/template'

/**
 * The demonstration: the district of the order of 2022. Names are invented but for those that the order prints
 * (А.В. Мочалов, Иванова Н.Г.).
 */

type Person = {
  login: string
  surname: string
  givenName: string
  patronymic: string
  role: Role
  title: string
  post?: string
  workplace?: string
}

const person = (name: string, role: Role, title: string, fullName: string): Person => {
  const [surname = '', givenName = '', patronymic = ''] = fullName.split(' ')
  return { login: `${name}@zabaykalsk.test`, surname, givenName, patronymic, role, title }
}

export const DEMO_PEOPLE: Person[] = [
  person('admin', 'admin', 'администратор', 'Белова Ирина Сергеевна'),
  person('coordinator', 'coordinator', 'муниципальный координатор', 'Иванова Наталья Григорьевна'),
  person('lawyer', 'approver', 'юрист', 'Седов Виктор Ильич'),
  person('head', 'signatory', 'глава муниципального района', 'Мочалов Андрей Викторович'),
  person('clerk', 'clerk', 'делопроизводитель', 'Громова Ольга Павловна'),
  {
    ...person('curator1', 'curator', 'куратор', 'Дашиева Баирма Цыреновна'),
    post: 'методист',
    workplace: 'Управление образованием Администрации муниципального района «Забайкальский район»',
  },
  {
    ...person('curator2', 'curator', 'куратор', 'Кузнецов Павел Андреевич'),
    post: 'заместитель директора',
    workplace: 'МОУ СОШ № 3 пгт Забайкальск',
  },
  person('school1', 'school', 'директор', 'Лаврова Елена Михайловна'),
  person('school2', 'school', 'директор', 'Тимофеев Олег Юрьевич'),
  person('region', 'region', 'региональный координатор', 'Назарова Светлана Петровна'),
]

const login = (name: string): string => `${name}@zabaykalsk.test`

export const DEMONSTRATION = {
  region: 'Забайкальский край',
  code: 'zabaykalsk',
  name: 'Забайкальский район',
  zone: 'Asia/Chita',
  organization: 'Администрация муниципального района «Забайкальский район»',
  body: {
    name: 'Администрация муниципального района\n«Забайкальский район»',
    nameGenitive: 'Администрации\nмуниципального района\n«Забайкальский район»',
    place: 'пгт Забайкальск',
  },
  post: { name: 'Глава муниципального района', actingName: 'Исполняющий обязанности главы муниципального района' },
  head: login('head'),
  schools: [
    {
      name: 'Муниципальное общеобразовательное учреждение «Средняя общеобразовательная школа № 1» пгт Забайкальск',
      shortName: 'МОУ СОШ № 1 пгт Забайкальск',
      curators: [login('curator1')],
      administration: [login('school1')],
    },
    {
      name: 'Муниципальное общеобразовательное учреждение «Средняя общеобразовательная школа № 2» пгт Забайкальск',
      shortName: 'МОУ СОШ № 2 пгт Забайкальск',
      curators: [login('curator1')],
      administration: [login('school2')],
    },
    {
      name: 'Муниципальное общеобразовательное учреждение «Основная общеобразовательная школа» с. Степное',
      shortName: 'МОУ ООШ с. Степное',
      curators: [login('curator2')],
      administration: [],
    },
  ],
  programme: 'Проект «500+»',
  route: { name: 'Согласование распоряжения', stage: 'Виза юриста', member: login('lawyer') },
}

/** Reports in May and in November, after the order's «1 этап - май, 2 этап - ноябрь». */
export const demoStages = (year: number) => [
  { name: '1 этап: отчёты кураторов', dueDate: `${year}-05-31` },
  { name: '2 этап: отчёты кураторов', dueDate: `${year}-11-30`, isFinal: true },
]

/** Wordings of the order of 2022, its grammar mended; pairs joined by U+00A0 (order-standard C37–C39). */
export const demoSettings: MunicipalitySettings = {
  ...DEFAULT_SETTINGS,
  charterBasis: 'ст.\u00A025 Устава муниципального района «Забайкальский район»',
  control:
    'возложить на и.о.\u00A0начальника Управления образованием Администрации муниципального района ' +
    '«Забайкальский район» (Иванову\u00A0Н.Г.)',
}

/** The template that the order of 2022 is composed from. */
export const DEMO_TEMPLATE: ActTemplate = {
  titlePattern: 'Об утверждении {карты}',
  aim:
    'в целях организации работы по оказанию Адресной методической помощи общеобразовательным организациям с низкими ' +
    'образовательными результатами обучающихся в рамках реализации регионального проекта «Современная школа» ' +
    'национального проекта «Образование»',
  operativeWord: 'обязывает:',
  points: [
    'Утвердить {карту}.',
    'Управлению образованием Администрации муниципального района «Забайкальский район» (Ивановой\u00A0Н.Г.), руководителям ' +
      'общеобразовательных учреждений обеспечить участие в реализации мероприятий Дорожной карты по проекту адресной ' +
      'методической помощи (500+).',
    'Контроль за исполнением настоящего распоряжения {контроль}.',
  ],
}
