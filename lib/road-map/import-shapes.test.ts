import { describe, expect, it } from 'vitest'
import { readRoadMapText } from '@/lib/road-map/import'

const HEADER = '№\tМероприятие\tСрок\tИсполнители'
const read = (...lines: string[]) => readRoadMapText(lines.join('\n'))
const titles = (...lines: string[]) =>
  read(...lines).sections.map((section) => section.measures.map((row) => row.title))

describe('columns', () => {
  it('are recognised in another order, missing, and extra ones kept under their headings', () => {
    const map = read(
      'Ответственные\tСроки исполнения\tНаименование мероприятия\tКонтролирующий орган',
      'Иванова\tмай\tСлёт\tМинистерство',
    )
    expect(map.fields).toEqual(['executors', 'term', 'title', 'extra'])
    expect(map.sections[0]?.measures[0]).toEqual({
      number: '',
      title: 'Слёт',
      term: 'май',
      executors: 'Иванова',
      tasks: '',
      indicator: '',
      extra: [{ header: 'Контролирующий орган', text: 'Министерство' }],
    })
  })

  it.each([
    ['№ п/п\tМЕРОПРИЯТИЯ\tСРОК РЕАЛИЗАЦИИ\tОтветственный исполнитель', ['number', 'title', 'term', 'executors']],
    ['N\tСодержание мероприятий\tДата проведения\tОжидаемый результат', ['number', 'title', 'term', 'indicator']],
    ['п/п\tНаименование\tСрок реализации мероприятия\tЦели и задачи', ['number', 'title', 'term', 'tasks']],
    ['**№**\t**Мероприятия на 2022 год**\t**Сроки**\t**Показатели**', ['number', 'title', 'term', 'indicator']],
    ['\tМероприятие\tСрок\tРезультат мероприятия', ['number', 'title', 'term', 'indicator']],
    ['№\tМероприятие\tПоказатель\tРезультат', ['number', 'title', 'indicator', 'extra']],
    ['№\tМероприятие\tИсполнители\tОтветственный за контроль', ['number', 'title', 'executors', 'extra']],
  ])('of «%s»', (header, fields) => {
    expect(read(header, '1\tа\tб\tв').fields).toEqual(fields)
  })

  it('without a heading are named when something stands in them and dropped when not', () => {
    const map = read('№\tМероприятие\t\tСрок', '1\tСлёт\t\tмай\tпримечание')
    expect(map.headers).toEqual(['№', 'Мероприятие', 'Срок', 'Столбец 5'])
    expect(map.sections[0]?.measures[0]?.extra).toEqual([{ header: 'Столбец 5', text: 'примечание' }])
    expect(map.doubts.map((doubt) => doubt.column)).toEqual(['Столбец 5'])
  })
})

describe('cells', () => {
  it('put into quotation marks by Excel keep their lines and marks', () => {
    const map = read(HEADER, '1\t"Слёт\n""Лидер""\nв школе"\tмай\tкуратор', '2\tСбор\tиюнь\t"куратор,\nшкола"')
    expect(map.sections[0]?.measures.map((row) => [row.title, row.term, row.executors])).toEqual([
      ['Слёт\n"Лидер"\nв школе', 'май', 'куратор'],
      ['Сбор', 'июнь', 'куратор,\nшкола'],
    ])
  })

  it('with quotation marks of the text itself keep them', () => {
    expect(
      titles(
        HEADER,
        '1\t"Точка роста"\tмай\tк',
        '2\t"Точка" и "Рост"\tмай\tк',
        '3\t"Не закрыта\tмай\tк',
        '4\tА\tмай\t"к',
        '5\tБ"\tмай\tк',
      ),
    ).toEqual([['"Точка роста"', '"Точка" и "Рост"', '"Не закрыта', 'А', 'Б"']])
  })

  it('keep letters of all peoples, decomposed letters, NBSP, U+2028, emoji, control and right-to-left marks, doubled spaces', () => {
    const text = 'Үлгэр Өдөр Һайн Җыр ёлка й\u0306\u00A0а\u2028б 🏔 \u0007\u202Egpj\u202C  <img onerror=1> =СУММ(A1)'
    expect(titles(HEADER, `1\t${text}\tмай\tк`)).toEqual([[text]])
  })

  it('lose what the database cannot hold, with a doubt', () => {
    const map = read(HEADER, '1\tСлё\u0000т\ud800\tмай\tк')
    expect(map.sections[0]?.measures[0]?.title).toBe('Слёт')
    expect(map.doubts.map((doubt) => doubt.text)).toEqual([
      'Из текста убраны знаки, которые нельзя сохранить (всего: 2).',
    ])
  })

  it('of several paragraphs, copied without quotation marks, are put together where the columns agree', () => {
    const map = read(
      HEADER,
      '1\tСлёт:',
      'первый день',
      'второй день\tмай\tкуратор',
      '2\tСбор\tиюнь\tшкола',
      'и родители',
      '3\tИтог\tиюль\tшкола',
    )
    expect(map.sections[0]?.measures.map((row) => [row.title, row.executors])).toEqual([
      ['Слёт:\nпервый день\nвторой день', 'куратор'],
      ['Сбор', 'школа\nи родители'],
      ['Итог', 'школа'],
    ])
    expect(map.doubts).toHaveLength(2)
  })

  it('divided by «|» are read too', () => {
    const map = read(
      '| № | Мероприятие | Срок |',
      '|---|:---:|---|',
      '| **1. Начало** | | |',
      '| 1 | Слёт \\| сбор | май |',
      '| 2 | Итог | |',
    )
    expect(
      map.sections.map(({ number, title, measures }) => [number, title, measures.map((row) => [row.title, row.term])]),
    ).toEqual([
      [
        '1',
        'Начало',
        [
          ['Слёт | сбор', 'май'],
          ['Итог', ''],
        ],
      ],
    ])
  })
})

describe('rows', () => {
  it('with automatic numbers of Word, each with a tab of its own, keep their columns', () => {
    const map = read(HEADER, '1.\t\tСлёт\tмай\tк', '2.\t\tСбор\tмай\t')
    expect(map.headers).toEqual(HEADER.split('\t'))
    expect(map.sections[0]?.measures.map((row) => [row.number, row.title, row.executors])).toEqual([
      ['1.', 'Слёт', 'к'],
      ['2.', 'Сбор', ''],
    ])
    expect(map.doubts).toHaveLength(1)
  })

  it('of headings repeated on each page and of column numbers are dropped with a doubt', () => {
    const map = read(HEADER, '1\t2\t3\t4', '1\tСлёт\tмай\tк', '', HEADER, '1\t2\t3\t4', '2\tСбор\tмай\tк')
    expect(map.sections[0]?.measures.map((row) => row.number)).toEqual(['1', '2'])
    expect(map.doubts.map((doubt) => doubt.text)).toEqual([
      'Строка заголовков, повторённая на следующих страницах, убрана (раз: 1).',
      'Строка с номерами столбцов убрана (раз: 2).',
    ])
  })

  it('keep their labels: running on, restarted, compound', () => {
    const labels = (...rows: string[]) =>
      read(HEADER, ...rows).sections.map((section) => section.measures.map((row) => row.number))
    expect(labels('Раздел I. Начало\t\t\t', '1.\tА\tмай\tк', 'Раздел II\t\t\t', '2.\tБ\tмай\tк')).toEqual([
      ['1.'],
      ['2.'],
    ])
    expect(labels('1\tНачало\t\t', '1.1\tА\tмай\tк', '1.2\tБ\tмай\tк', '2\tКонец\t\t', '2.1\tВ\tмай\tк')).toEqual([
      ['1.1', '1.2'],
      ['2.1'],
    ])
    expect(labels('1)\tА\tмай\tк', '1)\tБ\tмай\tк', '3а\tВ\tмай\tк')).toEqual([['1)', '1)', '3а']])
  })

  it('that head a section keep its name also where number and name stand in two cells', () => {
    const headed = (...rows: string[]) => read(HEADER, ...rows).sections.map(({ number, title }) => [number, title])
    expect(headed('1.\tНачало\t\t', '1.1\tА\tмай\tк', '2\tработа с кадрами\t\t', '2.1\tВ\tмай\tк')).toEqual([
      ['1', 'Начало'],
      ['2', 'работа с кадрами'],
    ])
    expect(headed('Х\tа\t', '\t', '99\tПоследнее\tмай\tк')).toEqual([['Х', 'а']])
  })

  it('that head a section may stand in any column, be merged, in capitals or on a line of their own', () => {
    const headings = [
      'Раздел 1. Начало\t\t\t',
      '\tII. Кадры\t\t',
      '\t\t3. Контроль\t',
      'ИТОГИ ГОДА\tИТОГИ ГОДА\tИТОГИ ГОДА\tИТОГИ ГОДА',
      '5. Сайт',
      '<b>Разное</b>\t\t\t',
    ]
    const map = read(HEADER, ...headings.flatMap((heading) => [heading, '1\tСлёт\tмай\tк']))
    expect(map.sections.map(({ number, title, measures }) => [number, title, measures.length])).toEqual([
      ['Раздел 1', 'Начало', 1],
      ['II', 'Кадры', 1],
      ['3', 'Контроль', 1],
      ['', 'ИТОГИ ГОДА', 1],
      ['5', 'Сайт', 1],
      ['', 'Разное', 1],
    ])
  })

  it('that head a section in the column of measures are told from the rest of a row also where numbers run on', () => {
    const map = read(
      HEADER,
      '1\tСлёт\tмай\tк',
      '',
      '\t2. Кадры\t\t',
      '2\tСбор\tмай\tк',
      '',
      '\tРАЗНЫЕ ДЕЛА\t\t',
      '3\tИтог\tмай\tк',
      '',
      '\tгода\t\t',
    )
    expect(map.sections.map(({ title, measures }) => [title, measures.map((row) => row.title)])).toEqual([
      ['', ['Слёт']],
      ['Кадры', ['Сбор']],
      ['РАЗНЫЕ ДЕЛА', ['Итог года']],
    ])
  })

  it('cut by a page join a word that stands elsewhere whole, a hyphened one, and else get a space', () => {
    expect(
      titles(
        HEADER,
        '1\tПосещение школы\tмай\tк',
        '2\tПервое посе\tмай\tк',
        '',
        '\tщение\t\t',
        '3\tНаучно-\tмай\tк',
        '',
        '\tметодическая работа\t\t',
        '4\tПлан на\tмай\tк',
        '',
        '\tдень\t\t',
        '5\tПлан -\tмай\tк',
        '\tграфик\t\t',
        '6\tУ\tмай\tк',
        '\tшколы\t\t',
      ),
    ).toEqual([
      ['Посещение школы', 'Первое посещение', 'Научно-методическая работа', 'План на день', 'План - график', 'У школы'],
    ])
  })

  it('without a number but with a beginning and a term of their own are measures, with a doubt', () => {
    const map = read(HEADER, '1\tСлёт\tмай\tк', '\tСбор\tиюнь\tк')
    expect(map.sections[0]?.measures.map((row) => row.title)).toEqual(['Слёт', 'Сбор'])
    expect(map.doubts.map((doubt) => [doubt.measure, doubt.column])).toEqual([[1, '№']])
  })

  it('are measures also where the column of numbers is empty throughout', () => {
    expect(titles(HEADER, '\tСлёт\tмай\tк', '\tСбор\t\t', '\tИтог\tмай\t')).toEqual([['Слёт', 'Сбор', 'Итог']])
  })

  it('below the table are left out with a doubt that quotes them', () => {
    const map = read(
      HEADER,
      '1\tСлёт\tмай\tк',
      '2\tСбор\tмай\tк',
      '',
      'Глава района\tА.В. Мочалов',
      'Юрист\tБ.',
      '',
      'Исполнитель: Петрова',
    )
    expect(map.sections[0]?.measures).toHaveLength(2)
    expect(map.doubts.map((doubt) => doubt.text)).toEqual([
      'После таблицы есть текст, он не вошёл в дорожную карту: «Глава района А.В. Мочалов Юрист Б. Исполнитель: Петрова».',
    ])
  })

  it('of a page number are left out, those of another table are said to be unread', () => {
    const map = read(
      HEADER,
      '1\tСлёт\tмай\tк',
      '',
      '2',
      '',
      '2\tСбор\tмай\tк',
      '',
      'Школа\tНаименование мероприятия\tДата',
      'СОШ\tОсмотр\tмай',
    )
    expect(map.sections[0]?.measures.map((row) => row.title)).toEqual(['Слёт', 'Сбор'])
    expect(map.doubts.map((doubt) => doubt.text.slice(0, 30))).toEqual([
      'Строка «2» внутри таблицы прин',
      'Ниже есть другая таблица с ины',
    ])
  })

  it('that begin like headings of columns stay measures', () => {
    expect(titles(HEADER, '1\tМероприятия по отбору\tСрок уточняется\tОтветственные педагоги')).toEqual([
      ['Мероприятия по отбору'],
    ])
  })
})
