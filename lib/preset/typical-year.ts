import type { TypicalMeasure } from '@/lib/preset/typical'

/**
 * Measures that every year needs, whatever the risks. Texts are the program's own (domain §3 asks for a chain риск → мера → показатель; there is no official list): each has a
 * term that the program reads and an indicator that can be counted. Ids are stored as origins of measures and never change.
 */
export const TYPICAL_OF_YEAR: TypicalMeasure[] = [
  {
    id: 'org-1',
    factor: null,
    title: 'Информирование школ об участии в проекте',
    term: 'февраль',
    executors: 'Муниципальный координатор',
    tasks: 'Довести до школ документы о проекте',
    indicator: '100% ОУ ознакомлены с документами',
  },
  {
    id: 'org-2',
    factor: null,
    title: 'Отбор и назначение кураторов',
    term: 'январь-февраль',
    executors: 'Муниципальный координатор',
    tasks: 'Дать каждой школе куратора',
    indicator: '100% ОУ имеют куратора',
  },
  {
    id: 'org-3',
    factor: null,
    title: 'Первичное посещение школ кураторами и верификация рискового профиля',
    term: 'март',
    executors: 'Кураторы',
    tasks: 'Проверить рисковые профили школ',
    indicator: '100% ОУ посещены кураторами',
  },
  {
    id: 'org-4',
    factor: null,
    title: 'Совещание с руководителями школ и кураторами о ходе проекта',
    term: '1 раз в квартал',
    executors: 'Муниципальный координатор, кураторы, руководители ОУ',
    tasks: 'Обсудить ход мероприятий и трудности',
    indicator: 'Проведено 4 совещания, в каждом участвовали 100% ОУ',
  },
  {
    id: 'org-5',
    factor: null,
    title: 'Размещение на сайтах школ сведений о ходе проекта и их проверка',
    term: 'до 1 июня',
    executors: 'Администрация школы, кураторы',
    tasks: 'Сделать ход проекта открытым',
    indicator: '100% ОУ разместили сведения, проверка кураторов пройдена',
  },
  {
    id: 'org-6',
    factor: null,
    title: 'Экспертиза подтверждающих документов школ, 1 этап мониторинга',
    term: 'до 25 мая',
    executors: 'Муниципальный координатор, кураторы',
    tasks: 'Дать школам рекомендации по документам',
    indicator: '100% ОУ получили рекомендации',
  },
  {
    id: 'org-7',
    factor: null,
    title: 'Экспертиза подтверждающих документов школ, 2 этап мониторинга',
    term: 'до 25 ноября',
    executors: 'Муниципальный координатор, кураторы',
    tasks: 'Дать школам рекомендации по документам',
    indicator: '100% ОУ получили рекомендации',
  },
  {
    id: 'org-8',
    factor: null,
    title: 'Отчёты кураторов',
    term: 'Май, ноябрь',
    executors: 'Кураторы',
    tasks: 'Подвести итоги этапов',
    indicator: '100% кураторов представили отчёты',
  },
  {
    id: 'org-9',
    factor: null,
    title: 'Подведение итогов года и аналитическая справка',
    term: 'декабрь',
    executors: 'Муниципальный координатор',
    tasks: 'Оценить результаты и подготовить предложения на следующий год',
    indicator: 'Аналитическая справка направлена региональному координатору',
  },
]
